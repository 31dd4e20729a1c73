"""The lines above a signature: by what right the signer signs.

Nghị định 30/2020/NĐ-CP, Điều 13 (who may sign) and Phụ lục I, mục II, khoản 7 (how it is written).
"""

HEAD = "head"
DEPUTY_FOR = "deputy_for"
BY_ORDER = "by_order"
BY_AUTHORITY = "by_authority"
ACTING = "acting"
ON_BEHALF_OF = "on_behalf_of"
COLLECTIVES = ("HỘI ĐỒNG", "ỦY BAN", "UBND", "HĐND", "BAN ", "ĐOÀN ", "TỔ ")
SIGNED_FOR_THE_HEAD = {DEPUTY_FOR: "KT.", BY_ORDER: "TL.", BY_AUTHORITY: "TUQ."}


class CapacityError(ValueError):
    """A capacity in which nobody may sign; the message is a Vietnamese sentence for the user."""


def capacity_lines(capacity: str, position: str, head_position: str) -> tuple[str, ...]:
    """The lines in capitals, for instance ('KT. GIÁM ĐỐC', 'PHÓ GIÁM ĐỐC').

    `position` is the signer's own; `head_position` the head's for whom he signs (for TL. and TUQ. too), or the
    collective's name for TM. ('Hội đồng Khoa học và Công nghệ'). A deputy who is in charge signs as a deputy for
    the head. He who signs by order may pass that on to his own deputy, which adds a line (Điều 13.4). An agency under one head, such as a Sở, decides by that head: TM. is refused to it (Điều 13.2).
    """
    own, head = " ".join(position.upper().split()), " ".join(head_position.upper().split())
    if not own:
        raise CapacityError("Chưa ghi chức vụ của người ký.")
    if capacity == HEAD:
        return (own,)
    if capacity == ACTING:
        return (f"Q. {(head or own).removeprefix('Q. ').removeprefix('QUYỀN ')}",)
    if not head:
        raise CapacityError("Chưa ghi chức vụ của người đứng đầu hoặc tên tập thể mà người ký ký thay.")
    if capacity == ON_BEHALF_OF:
        return _for_a_collective(own, head)
    return _for_the_head(capacity, own, head)


def _for_the_head(capacity: str, own: str, head: str) -> tuple[str, ...]:
    if capacity not in SIGNED_FOR_THE_HEAD:
        raise CapacityError(f"Quyền hạn ký “{capacity}” không có trong quy định.")
    if capacity == DEPUTY_FOR and not own.startswith("PHÓ "):
        raise CapacityError(
            "Chỉ cấp phó ký thay (KT.) người đứng đầu. Hãy chọn ký thừa lệnh (TL.) hoặc thừa ủy quyền (TUQ.)."
        )
    first = f"{SIGNED_FOR_THE_HEAD[capacity]} {head}"
    if capacity == BY_ORDER and own.startswith("PHÓ "):
        return (first, f"KT. {own.removeprefix('PHÓ ')}", own)
    return (first, own)


def _for_a_collective(own: str, name: str) -> tuple[str, ...]:
    if not name.startswith(COLLECTIVES):
        raise CapacityError(
            "Chỉ hội đồng, ủy ban hoặc ban làm việc theo chế độ tập thể mới ký thay mặt (TM.); "
            "sở làm việc theo chế độ thủ trưởng."
        )
    if own.startswith("PHÓ "):
        return (f"TM. {name}", f"KT. {own.removeprefix('PHÓ ')}", own)
    return (f"TM. {name}", own)
