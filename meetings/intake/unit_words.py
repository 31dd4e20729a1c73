"""Words of which the names of Vietnamese offices are made."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cached_property

from meetings.intake.wording import phrases


class Lexicon(frozenset[str]):
    """Phrases whose words are parted by single spaces, found quickly by the first word."""

    @cached_property
    def _longest(self) -> dict[str, int]:
        longest: dict[str, int] = {}
        for phrase in self:
            first, length = phrase.split(" ", 1)[0], phrase.count(" ") + 1
            longest[first] = max(length, longest.get(first, 0))
        return longest

    def length_at(self, words: Sequence[str], i: int) -> int:
        """The number of words of the longest phrase that begins at word ``i``; 0 if none does."""
        if not 0 <= i < len(words):
            return 0
        longest = self._longest.get(words[i])
        if longest is None:  # most words begin no phrase
            return 0
        for length in range(min(longest, len(words) - i), 0, -1):
            if " ".join(words[i : i + length]) in self:
                return length
        return 0


def _lexicon(text: str) -> Lexicon:
    return Lexicon(phrases(text))


def _all(lexicons: Iterable[Lexicon]) -> Lexicon:
    return Lexicon(phrase for lexicon in lexicons for phrase in lexicon)


TOKEN = re.compile(r"[^\W_]+(?:[&/](?=[^\W\d_])[^\W_]+|-(?=[^\W\d_])[^\W_]+)*|[^\w\s]|_")

QUANTIFIERS = _lexicon(
    "các | những | tất cả các | toàn thể các | toàn bộ các | từng | mỗi | hai | ba | một số | đồng chí | toàn thể | quý"
)
CLASSES = _lexicon(
    """
    sở | ban | ngành | đoàn thể | hội | phòng | đơn vị | cơ quan | huyện | quận | thị xã | thành phố | xã | phường | thị trấn | đặc khu | tỉnh | bộ | địa phương | doanh nghiệp | hợp tác xã | tổ chức | cá nhân | hiệp hội |
    trường đại học | trường cao đẳng | trường học | trường | viện nghiên cứu | viện trường | viện | trung tâm | chi cục | cục | vụ | văn phòng | thôn | ấp | khu phố | nhà khoa học | chủ đầu tư | ban quản lý | cơ quan báo chí | báo đài | sở ngành | ban ngành |
    phòng ban | cơ sở giáo dục | cơ sở | bộ phận | lực lượng | cấp ủy | chính quyền | tổ công tác | nhóm | hội đoàn thể | hội quần chúng | thành viên | chủ nhiệm | đảng bộ | chi bộ | tổ chức chính trị - xã hội | tổ chức chính trị xã hội | mặt trận tổ quốc | quận huyện | phường xã | xã phường | tập đoàn | tổng công ty | công ty | cụm công nghiệp |
    cơ quan ngang bộ | cơ quan thuộc chính phủ | cơ quan chuyên môn | cơ quan nghiên cứu | tổ chức chủ trì | cơ quan chủ trì | đơn vị chủ trì | đơn vị thực hiện | đơn vị tư vấn | chuyên gia | công chức | cán bộ | chuyên viên | viên chức | công đoàn | đoàn thanh niên | đại biểu | tiểu ban | tổ giúp việc | người lao động | thôn trưởng | trưởng thôn | trưởng bản | trưởng ấp | thành , thị | thị , thành | thị , thành phố | thành , thị xã | cbcc | cbccvc | cbccvc-nlđ | cbcnv | ccvc | ccvc-nlđ | nlđ
    """
)
SINGLE_ROLES = _lexicon(
    "đơn vị chủ trì | đơn vị thực hiện | cơ quan chủ trì | tổ chức chủ trì | chủ nhiệm nhiệm vụ | chủ nhiệm đề tài | chủ nhiệm dự án | chủ đầu tư | đơn vị tư vấn | nhà thầu | cơ quan thường trực | đơn vị đầu mối | cơ quan soạn thảo | bộ phận một cửa | bộ phận văn thư | ban giám đốc | ban tổ chức | lãnh đạo sở | lãnh đạo ubnd | lãnh đạo tỉnh"
)
GROUP_TAILS = _lexicon(
    "có liên quan | liên quan | chuyên môn | trực thuộc | nghiệp vụ | khác | còn lại | nêu trên | nói trên | trên | trung ương | trong tỉnh | trong thành phố | toàn tỉnh | trên địa bàn | nghiên cứu | trong và ngoài nước | trong nước | ngoài nước | chức năng | nhà nước | cấp tỉnh | cấp huyện | cấp xã | cấp thành phố | cấp trên | cấp dưới | "
    "trực thuộc sở | trực thuộc trung ương | trong ngành | tham mưu | đại học | cao đẳng | truyền thông | báo chí | phụ trách | chủ trì | thực hiện | miền núi | biên giới | ven biển | ven sông | vùng cao | đồng bằng | trung du | hải đảo | công lập | hành chính | sự nghiệp | quản lý nhà nước | chính trị - xã hội | sản xuất | kinh doanh | địa phương | trực thuộc tỉnh | đóng trên địa bàn"
)
HEADS = _lexicon(
    """
    sở | bộ | ubnd | ủy ban nhân dân | uỷ ban nhân dân | hđnd | hội đồng nhân dân | phòng | ban | chi cục | cục | trung tâm | văn phòng | vp | thanh tra | viện | trường | công an | bộ chỉ huy | ban chỉ huy | đảng ủy | đảng uỷ | thành ủy | tỉnh ủy | huyện ủy | quận ủy | thị ủy |
    liên hiệp | liên đoàn | hội | hội đồng | mặt trận tổ quốc | ubmttq | ubmttqvn | ủy ban mttq | ủy ban mặt trận tổ quốc | đoàn | tỉnh đoàn | thành đoàn | tổng cục | kho bạc | ngân hàng | bảo hiểm | quỹ | công ty | tổng công ty | tập đoàn | đài | báo | tổ công tác | ban quản lý | ban chỉ đạo | ủy ban |
    xã | phường | huyện | quận | thị xã | thị trấn | thành phố | tỉnh | đặc khu | cổng thông tin | lhh | bưu điện | điện lực | học viện | bệnh viện | chi nhánh | thường trực | ban giám đốc | bgđ | tòa án | viện kiểm sát | thuế | hải quan | bộ đội biên phòng | vụ | nhà máy | thông tấn xã | tổ | khối | hiệp hội | đội | trạm | cơ quan | bảo tàng | thư viện | skh&cn | sở/ngành | tổ thư ký | tổ giúp việc | chi bộ | đảng bộ | công đoàn | hợp tác xã | thành đội | liên minh | báo và phát thanh , truyền hình | đài phát thanh và truyền hình | ban dân tộc | tt | p | vườn ươm | viễn thông | cổng thông tin điện tử | đồn biên phòng | đồn biên phòng cửa khẩu | đồn công an | hạt kiểm lâm | khu | vườn quốc gia | cảng vụ | nông trường | lâm trường
    """
)
ALONE = _lexicon(
    "sở | bộ | ubnd | ủy ban nhân dân | hđnd | thanh tra | văn phòng | công an | vtv | vov | ttxvn | vnpt | viettel | vcci | mobifone | lhh | thành ủy | tỉnh ủy | huyện ủy | bgđ | ban giám đốc | trung tâm | phòng | chi cục | tỉnh đoàn | thành đoàn | skh&cn | thường trực | tổ thư ký | tổ giúp việc | tổ công tác | ban chỉ đạo | ubmttq | kho bạc nhà nước | bưu điện | hội đồng | ban quản lý | đảng ủy | ubmttqvn | evn | mttq | viện | đoàn thanh niên | công đoàn | công đoàn cơ sở | bộ đội biên phòng | thuế | thuế cơ sở | đồn biên phòng | đồn công an | hạt kiểm lâm | hải quan | liên đoàn lao động"
)
# rooms and branches that offices call by their letters alone
SHORT_UNITS = _lexicon("vp | tđc | qlkh | qlcn | qlcm | khtc | kh-tc | tchc | tchc-th | tccb")
PLACES = _lexicon("xã | phường | huyện | quận | thị xã | thị trấn | thành phố | tỉnh | đặc khu | tp | tx")
BODIES = _lexicon(
    "ubnd | ủy ban nhân dân | uỷ ban nhân dân | hđnd | hội đồng nhân dân | công an | thành ủy | mặt trận tổ quốc | ubmttq"
)
POSTS = _lexicon(
    """
    chủ tịch | phó chủ tịch | pgđ | gđ | pct | phó chủ tịch thường trực | giám đốc | phó giám đốc | tổng giám đốc | lãnh đạo | thủ trưởng | người đứng đầu | trưởng phòng | phó trưởng phòng | chánh văn phòng | phó chánh văn phòng | chánh thanh tra | phó chánh thanh tra | bí thư | phó bí thư | trưởng ban | phó trưởng ban |
    cục trưởng | chi cục trưởng | vụ trưởng | bộ trưởng | thứ trưởng | tổ trưởng | chuyên viên | công chức | cán bộ | viên chức | hiệu trưởng | viện trưởng | ủy viên | tổng biên tập | kế toán trưởng | đội trưởng | trưởng đoàn | trưởng | chủ nhiệm | đại diện | tập thể lãnh đạo | người phát ngôn | trưởng thôn
    """
)
PORTFOLIOS = phrases(
    """
    khoa học và công nghệ | kh&cn | khcn | kh-cn | tài chính | tài chính - kế hoạch | kế hoạch và đầu tư | xây dựng | công thương | nông nghiệp và môi trường | nông nghiệp và phát triển nông thôn | nội vụ | tư pháp | y tế | giáo dục và đào tạo | văn hóa, thể thao và du lịch | văn hóa và thể thao | văn hóa, thể thao |
    văn hoá, thể thao và du lịch | văn hoá và thể thao | ngoại vụ | ngoại giao | dân tộc và tôn giáo | dân tộc | giao thông vận tải | giao thông công chánh | lao động - thương binh và xã hội | lao động, thương binh và xã hội | lđ-tb&xh | lđtb&xh | thông tin và truyền thông | tt&tt | tài nguyên và môi trường | tn&mt | quy hoạch - kiến trúc | quy hoạch và kiến trúc | du lịch | quốc phòng | công an | dự án đầu tư xây dựng | dự án đầu tư | dự án | các dự án | khu kinh tế | phục vụ hành chính công | phục vụ hành chính công tỉnh | an toàn thực phẩm |
    gd&đt | nn&mt | nn&ptnt | kh&đt | vh,tt&dl | vhtt&dl | vh-tt&dl | vhttdl | gtvt | khoa học, công nghệ và đổi mới sáng tạo | thương mại | thủy sản | công nghiệp | khoa học, công nghệ và môi trường | bưu chính, viễn thông và chuyển đổi số | bưu chính, viễn thông | bưu chính viễn thông | kinh tế | kinh tế và hạ tầng | kinh tế, hạ tầng và đô thị | kinh tế - hạ tầng | hạ tầng kinh tế | kt-ht | kt&ht | kthtđt | kinh tế, hạ tầng & đô thị | quản lý đô thị | văn hóa - xã hội | văn hóa và xã hội | văn hoá - xã hội | văn hóa và thông tin | vh-xh |
    tài nguyên môi trường | nông nghiệp | nông nghiệp, xây dựng và môi trường | văn hóa, khoa học và thông tin | văn hoá, khoa học và thông tin | hđnd và ubnd | ubnd | hđnd | ubnd tỉnh | ubnd thành phố | đoàn đbqh và hđnd | tuyên giáo và dân vận | tuyên giáo | tổ chức | nội chính | dân vận
    """
)
SERVING = _lexicon(
    "đảng ủy | đảng bộ | chi bộ | công đoàn | đoàn thanh niên | văn phòng | vp | thanh tra | ban giám đốc | bgđ | thường trực | trung tâm | hội đồng | phòng | ban"
)
ANY_HEAD = _all((HEADS, ALONE))
ANY_NOUN = _all((HEADS, CLASSES, POSTS))
UPPER_FORMULA = re.compile(
    r"(?:(?:các\s+)?bộ|bộ\s+trưởng),\s+(?:thủ\s+trưởng\s+)?(?:các\s+)?cơ\s+quan\s+ngang\s+bộ(?:\s*,\s+(?:thủ\s+trưởng\s+)?(?:các\s+)?cơ\s+quan\s+(?:khác\s+)?thuộc\s+chính\s+phủ)?"
    r"(?:\s*(?:,|và)\s+(?:chủ\s+tịch\s+)?(?:[uủ][yỷ]\s+ban\s+nhân\s+dân|ubnd)\s+(?:các\s+)?tỉnh,\s+thành\s+phố(?:\s+trực\s+thuộc\s+trung\s+ương)?)?",
    re.I,
)
