"""The words by which a sentence orders: verbs of work, words of duty, and what marks a report instead."""

from __future__ import annotations

from collections.abc import Sequence

from meetings.intake.wording import phrases

# words that turn what follows into a duty of the unit before them
DUTY = phrases(
    """
    cần | phải | nên | có trách nhiệm | chịu trách nhiệm | chủ trì | làm đầu mối | là đầu mối | là cơ quan | được giao | được phân công | được yêu cầu | được ủy quyền |
    phối hợp | khẩn trương | chủ động | tích cực | nghiêm túc | sớm | kịp thời | quan tâm | tập trung | tăng cường | tiếp tục | đẩy mạnh |
    quyết liệt | thường xuyên | nghiên cứu | căn cứ | nhanh chóng | trực tiếp | chú trọng | chú ý | lưu ý | đôn đốc | khẩn cấp | đảm bảo | bảo đảm | tự | phân công | nhất trí | xin ý kiến | có giải pháp | có phương án | có văn bản | có kế hoạch | có biện pháp | không được | không để | hoàn thành
    """
)
VERBS = phrases(
    """
    ban hành | bám sát | bảo đảm | bảo quản | bảo vệ | bàn giao | báo cáo | biên soạn | bổ sung | bố trí | cải cách | cải tiến | cải thiện | cân đối | cấp kinh phí | cập nhật | chấn chỉnh | chấp hành |
    chỉ đạo | chia sẻ | chịu trách nhiệm | chọn lọc | chủ động | chủ trì | chú trọng | chuẩn bị | chuẩn hóa | chuyển giao | chuyển đổi | công bố | công khai | cử cán bộ | cử công chức | cụ thể hóa | cung cấp | củng cố | đa dạng |
    đào tạo | đánh giá | đăng ký | đăng tải | đầu mối | đẩy mạnh | đẩy nhanh | đảm bảo | điều chỉnh | điều phối | điều tra | định hướng | đôn đốc | đổi mới | đối chiếu | đưa vào | đề ra | đề xuất | đề nghị | duy trì | giải quyết | giám sát |
    giao ban | giao nhiệm vụ | giới thiệu | gửi báo cáo | hạn chế | hình thành | hoàn chỉnh | hoàn tất | hoàn thành | hoàn thiện | hỗ trợ | huy động | hướng dẫn | kết hợp | kết nối | khai thác | khảo sát | khắc phục | khen thưởng | khuyến khích | kiểm điểm | kiểm định |
    kiểm soát | kiểm tra | kiện toàn | kiến nghị | ký kết | lãnh đạo | lắng nghe | lập kế hoạch | lập danh | lập dự | lập hồ | lấy ý | liên hệ | lồng ghép | lưu giữ | lưu ý | lựa chọn | mở rộng | mở các | nắm bắt | nắm tình | nâng cao | nêu cao | nghiên cứu | nghiệm thu | nhân rộng |
    nộp hồ | phân bổ | phân công | phân loại | phân tích | phát động | phát hiện | phát huy | phát triển | phê duyệt | phổ biến | phối hợp | phúc tra | quan tâm | quán triệt | quản lý | quảng bá | quyết tâm | quyết định | rà soát | sắp xếp | sẵn sàng | soạn thảo | sử dụng | sửa đổi | tạo điều | tạo lập | tạo ra | tăng cường | tận dụng |
    tập hợp | tập huấn | tập trung | tham dự | tham gia | tham khảo | tham mưu | thanh quyết | thanh toán | thanh tra | thẩm định | thẩm tra | thành lập | thay thế | theo dõi | thiết lập | thí điểm | thông báo | thông tin | thống kê | thống nhất | thu hút | thu thập | thu hồi | thúc đẩy | thực hiện | thường trực | tích hợp |
    tích cực | tiến hành | tiếp nhận | tiếp thu | tiếp tục | tìm hiểu | tìm kiếm | tính toán | tiết kiệm | tổ chức | tổng hợp | tổng kết | tuân thủ | tuyên truyền | tuyển chọn | triển khai | trình cấp | trình ubnd | trình ủy | trình chủ | trình hđnd | trình sở | trình thủ | trình bộ | trình ban | trao đổi | tư vấn | ứng dụng | ưu tiên | vận động | vận hành | viết tin | xác định | xác lập | xác minh | xác nhận |
    xây dựng | xem xét | xét duyệt | xét chọn | xử lý | xúc tiến | yêu cầu | làm tốt | làm việc | làm rõ | gắn kết | gắn với | gắn hoạt | gắn việc | tháo gỡ | nhanh chóng | khẩn trương | quyết liệt | nghiêm túc | kịp thời | thường xuyên | hỗ trợ | quyết toán | giải ngân | tạm ứng | thực hành | cắt giảm | rút ngắn | đơn giản | số hóa | xếp loại | sơ kết |
    đấu thầu | dự thảo | đặt hàng | lập và | đề nghị | bồi dưỡng | tuyển dụng | khẩn cấp | hiện đại | nhắc nhở | phê bình | rút kinh | dự kiến | đấu mối | thể chế | ký hợp | gia tăng | chú ý | tự kiểm | tự đánh | tự rà | quan trắc | giữ vững | giữ gìn | phòng ngừa | ngăn chặn | trang bị | mua sắm | đầu tư | tổ chức | viết bài | bình chọn | đăng cai | lắp đặt | nộp về | nộp báo | thực thi | phản hồi | trả lời | góp ý | chuyển sở | chuyển kết | áp dụng | phản ánh |
    thông qua | hợp tác | khởi công | nghiên cứu | giới thiệu | hỗ trợ | đôn đốc | tuyên dương | khơi thông | bãi bỏ | vận dụng | tạo chuyển | lan tỏa | đóng góp | phục vụ | truyền thông | xuất trình | phân cấp | thực hiện | nhân rộng | quy hoạch | chịu sự | chỉnh sửa | điều hành | bàn bạc | khai trương | đưa các | đưa nội | đưa hoạt | hoàn trả
    """
)
SINGLE_VERBS = phrases(
    "lập | gửi | gởi | nộp | trình | cử | mời | mở | ký | họp | soạn | viết | nêu | làm | đưa | lấy | bám | xét | dành | tạo | nắm | rà | cấp | in | mua | chuyển | xin | ra"
)
# what makes the predicate a report, a state or a plan already carried out
REPORTING = phrases(
    "cơ | chậm | đã | đang | vừa | chưa | còn | là | có | cũng | vẫn | từng | bị | được | đều | luôn | đạt | không | kết luận | cho biết | cho rằng | nhấn mạnh | khẳng định | phát biểu | thống nhất | phản ánh | chia sẻ | ghi nhận | nêu | báo cáo | bày tỏ | kiến nghị | đề xuất | mong | hy vọng | cảm ơn | ghi nhận | phản ánh | thông tin | trình bày | giới thiệu | cho thấy | gồm | vắng | trân trọng | chân thành | gửi lời | xin cảm | xin chân | trao đổi | đánh giá | chia sẻ | xác định | nhận định | dự họp | dự hội | dự cuộc | dự buổi | tham dự | chủ trì cuộc | chủ trì hội | chủ trì buổi | chủ trì phiên | ban hành kế"
)
STOPS = phrases(
    "của | cho | về | với | theo | tại | trong | từ | đến | để | là | đã | đang | sẽ | được | bị | cần | phải | nên | có | không | chưa | khi | nếu | thì | mà | do | bởi | như | nhằm | này | đó | nêu | dưới | sau | trước | hoặc | hay | rằng | "
    "chậm | cơ bản | cũng | vẫn | còn | tuy | vì | qua | căn | đều | vừa | vào | bằng | ngay | cùng | thuộc | trực | các | những | mỗi | tự | sớm | kịp | mới | mong | đạt | gồm | ở | nào | chịu | chủ | phối | cấp | liên | trên | trừ | kể"
)


def verb_at(lows: Sequence[str], i: int) -> bool:
    """Whether a verb of work or a word of duty begins at word ``i``."""
    if i >= len(lows):
        return False
    pair = f"{lows[i]} {lows[i + 1]}" if i + 1 < len(lows) else lows[i]
    return pair in _PAIRS or lows[i] in _SINGLES


def pair_verb_at(lows: Sequence[str], i: int) -> bool:
    return i + 1 < len(lows) and f"{lows[i]} {lows[i + 1]}" in _PAIRS


# two words tell a phrase: 'chịu trách' is enough for 'chịu trách nhiệm'
_PAIRS = frozenset(" ".join(phrase.split()[:2]) for phrase in VERBS | DUTY if " " in phrase)
_SINGLES = SINGLE_VERBS | {phrase for phrase in DUTY if " " not in phrase}
