"""A position and its unit in one phrase, as officials write them."""

from __future__ import annotations


def post_at(position: str, unit: str, *, between: str = ", ") -> str:
    """'Trưởng phòng' of 'Phòng Quản lý Công nghệ' is 'Trưởng phòng Quản lý Công nghệ': where both meet is said once.

    A position that names its unit already stays as it is; where they share nothing, ``between`` parts them.
    """
    held, body = position.split(), unit.split()
    folded_post, folded_unit = [word.casefold() for word in held], [word.casefold() for word in body]
    if f" {' '.join(folded_unit)} " in f" {' '.join(folded_post)} ":
        return " ".join(held)
    for shared in range(min(len(held), len(body)), 0, -1):
        if folded_post[-shared:] == folded_unit[:shared]:
            return " ".join([*held, *body[shared:]])
    return between.join(filter(None, [" ".join(held), " ".join(body)]))
