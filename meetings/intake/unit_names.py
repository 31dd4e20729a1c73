"""Names of single units: 'Sở Tài chính tỉnh', 'UBND xã An Sơn', 'Phòng quản lý KH&CN cơ sở', 'Văn phòng Sở'."""

from __future__ import annotations

from meetings.intake.orders_words import STOPS
from meetings.intake.unit_text import Party, Words
from meetings.intake.unit_words import ALONE, BODIES, PLACES, SERVING

# their fields are written without a capital: 'Ban quản lý dự án'
_FIELDS_BELOW = ("văn phòng", "vp", "ban quản lý")
# 'Ban Tuyên giáo Tỉnh ủy', 'Ban Thường vụ Huyện đoàn'
_PARTY_BODIES = tuple(
    f"{place} {body}" for place in ("tỉnh", "thành", "huyện", "quận", "thị", "xã") for body in ("ủy", "uỷ", "đoàn")
)
_DISTRICTS = ("huyện", "xã", "quận", "phường", "quận/huyện", "tỉnh", "phòng")


class UnitNames(Words):
    """Reads one unit's name from its word of kind to its end."""

    def _unit(self, i: int, after_post: bool = False) -> list[Party]:
        length = self._head_at(i)
        if not length:
            return []
        head, j = " ".join(self.lows[i : i + length]), i + length
        j += self._is_abbreviation_mark(j)
        if head in BODIES:
            return self._body(i, j, after_post)
        if head in PLACES:
            return self._place(i, j, head, after_post)
        portfolio = self._portfolio(j)
        if portfolio and (self.is_cap(j) or head in _FIELDS_BELOW):
            kind = self.text[self.starts[i] : self.ends[j - 1]]
            return [self._party(i, self._suffix(j + portfolio), sure=True, kind=kind)]
        return self._with_own_name(i, j, head)

    def _with_own_name(self, i: int, j: int, head: str) -> list[Party]:
        own = self._own_name(i, j, head)
        end = self._suffix(own)
        named = end > j or self._stands_alone(i, head)
        return [self._party(i, end, sure=own == j)] if named else []

    def _is_abbreviation_mark(self, j: int) -> bool:
        """The full stop of 'P. Kinh tế', 'TP. An Sơn'."""
        return self.low(j) == "." and self.words[j - 1] in ("P", "TT", "Tp", "TP", "TX", "Tx")

    def _place(self, i: int, j: int, head: str, after_post: bool) -> list[Party]:
        """'xã An Sơn'; 'Tỉnh' and 'Thành phố' alone only with a capital."""
        end = self._capitals(j, after_post)
        alone = head in ("tỉnh", "thành phố") and self.words[i][0].isupper()
        return [self._party(i, end, sure=True)] if end > j or alone else []

    def _own_name(self, i: int, j: int, head: str) -> int:
        """The end of the name after its word of kind; that of the unit it serves in 'Văn phòng Sở', 'Thanh tra tỉnh'."""
        if head in SERVING and self._head_at(j):
            inner = self._unit(j)
            return inner[-1].last if inner else j
        if self.low(j) == "các" and head in ("ban quản lý", "liên hiệp", "liên minh"):
            return self._name_end(j + 1, head=i)
        return self._name_end(j, head=i) if self._may_name(j, head) else j

    def _may_name(self, j: int, head: str) -> bool:
        """Whether a name may begin at ``j``: capitalised, or a lower-case field right after a word of kind ('Phòng quản lý …')."""
        if self.is_cap(j):
            return True
        return (
            head in ("phòng", "trung tâm", "chi cục", "viện", "ban", "hội đồng")
            and self.low(j).isalpha()
            and not self._duty_at(j)
            and self.low(j) not in STOPS
        )

    def _duty_at(self, j: int) -> bool:
        pair = f"{self.low(j)} {self.low(j + 1)}"
        return self.low(j) in STOPS or pair in (
            "chủ trì",
            "phối hợp",
            "khẩn trương",
            "chủ động",
            "tiếp tục",
            "tích cực",
            "tham mưu",
            "báo cáo",
            "rà soát",
            "chịu trách",
            "triển khai",
            "tập trung",
            "thực hiện",
            "hoàn thành",
            "xây dựng",
            "phân công",
        )

    def _stands_alone(self, i: int, head: str) -> bool:
        return head in ALONE and (self.is_cap(i) or self.words[i].isupper())

    def _body(self, i: int, j: int, after_post: bool) -> list[Party]:
        """'UBND huyện An Sơn', 'UBND tỉnh', 'UBND': what follows is a place, never a field of work."""
        if self.low(j) == "và" and self._phrase(j + 1, BODIES):
            j += 1 + self._phrase(j + 1, BODIES)
        end = self._area(j, after_post)
        return [self._party(i, end, sure=True)] if end > j or self.is_cap(i) else []

    def _suffix(self, j: int) -> int:
        """A unit's end with what places it: 'tỉnh Vĩnh Long', 'Hà Nội', 'cấp huyện', 'thuộc Sở', 'Trung ương'."""
        if self.is_cap(j) and f"{self.low(j)} {self.low(j + 1)}" in _PARTY_BODIES:
            return j + 2
        j = self._area(j + 1 if self.low(j - 1) == "sở" and self.low(j).isdigit() else j)
        pair = f"{self.low(j)} {self.low(j + 1)}"
        if pair == "khu vực":
            return j + 3 if self.low(j + 2).isdigit() else self._capitals(j + 2)
        if pair in ("trung ương", "cấp xã", "cấp huyện", "cấp tỉnh"):
            return j + 2
        if self.low(j) == "các":
            return self._districts(j)
        return self._under(j) or j

    def _districts(self, j: int) -> int:
        """The end of 'các huyện, thị xã' after 'Phòng Kinh tế'; ``j`` itself when another group begins there."""
        return self._classes(j + 1) if self.low(j + 1) in _DISTRICTS else j

    def _under(self, j: int) -> int:
        """The end of 'thuộc Sở', 'trực thuộc UBND tỉnh'; 0 if the words at ``j`` are none."""
        at = j + 1 if self.low(j) == "thuộc" else j + 2
        if self.low(at - 1) != "thuộc":
            return 0
        inner = self._unit(at)
        if inner:
            return inner[-1].last
        return at + 1 if self.low(at) in ("sở", "tỉnh", "bộ") else 0
