"""The one error of reading, and its sentences: what happened, then what to do."""

from __future__ import annotations


class UnreadableDocument(ValueError):
    """A document that cannot be read. The message is Vietnamese and is shown to the person as it is."""


SAVE_AS_DOCX = "Hãy mở tệp bằng Word, chọn “Lưu thành” (Save As) dạng .docx rồi tải lên lại."

MISSING = "Không tìm thấy tệp “{name}”. Hãy kiểm tra lại đường dẫn."
FOLDER = "“{name}” là một thư mục. Hãy chọn một tệp văn bản trong thư mục đó."
NO_FILE = "“{name}” không phải là một tệp thường nên không đọc được. Hãy chọn một tệp văn bản."
FORBIDDEN = "Không có quyền đọc tệp “{name}”. Hãy xin quyền đọc hoặc chép tệp sang nơi khác."
BROKEN_STORE = "Không đọc được tệp “{name}” trên ổ đĩa. Hãy chép lại tệp rồi thử lại."

EMPTY = "Tệp trống, không có chữ nào. Hãy chọn tệp có nội dung."
NO_TEXT = "Tài liệu mở được nhưng không có chữ nào. Hãy kiểm tra lại xem có chọn nhầm tệp không."
TOO_LARGE = "Tệp lớn hơn {limit} MB nên không được đọc. Hãy bỏ bớt hình ảnh, phụ lục rồi thử lại."
TOO_LONG = "Tài liệu dài quá {limit} ký tự nên không được đọc. Hãy tách riêng phần kết luận rồi thử lại."
TOO_MANY_PAGES = "Tệp PDF có hơn {limit} trang nên không được đọc. Hãy tách riêng phần kết luận rồi thử lại."
TOO_MANY_MEMBERS = "Tệp chứa quá nhiều thành phần bên trong ({count}, tối đa {limit}) nên không được mở. Hãy lưu lại bằng Word rồi thử lại."
UNPACKS_TOO_LARGE = "Tệp bung ra lớn hơn {limit} MB nên không được mở. Hãy bỏ bớt hình ảnh rồi lưu lại bằng Word."
TOO_SLOW = (
    "Đọc tài liệu quá {limit} giây mà chưa xong nên đã dừng. Hãy lưu lại tệp dạng .docx đơn giản hơn rồi thử lại."
)
TOO_HEAVY = (
    "Tài liệu cần quá nhiều bộ nhớ để đọc nên đã dừng. Hãy tách nhỏ hoặc bỏ bớt hình ảnh, bảng biểu rồi thử lại."
)

BINARY = "Tệp này không phải văn bản nên không đọc được. Hãy chọn tệp .docx, .pdf, .odt, .html hoặc .txt."
PICTURE = "Tệp này là hình ảnh, không chép được chữ. Hãy nhận dạng chữ (OCR) trước rồi tải bản có chữ lên."
ARCHIVE = "Tệp này là tệp nén. Hãy giải nén rồi tải lên từng tài liệu bên trong."
SPREADSHEET = "Tệp này là bảng tính. Hãy chép nội dung sang tài liệu Word (.docx) rồi tải lên lại."
SLIDES = "Tệp này là bài trình chiếu. Hãy chép nội dung sang tài liệu Word (.docx) rồi tải lên lại."
ENCRYPTED = "Tài liệu được đặt mật khẩu nên không mở được. Hãy bỏ mật khẩu rồi tải lên lại."
DAMAGED = "Tệp bị hỏng hoặc thiếu dữ liệu nên không đọc được. Hãy mở lại tệp gốc, lưu thành bản mới rồi thử lại."
HOSTILE_XML = "Tài liệu chứa khai báo DTD, điều mà Word không bao giờ ghi, nên không được mở vì lý do an toàn. Hãy lưu lại bằng Word rồi thử lại."
SCAN = "Tệp PDF này là bản quét (chỉ có hình ảnh, không chép được chữ). Hãy nhận dạng chữ (OCR) trước rồi tải bản có chữ lên."
NO_LETTERS_MAP = "Phông chữ trong tệp PDF không kèm bảng mã nên chữ không lấy ra được. Hãy dùng bản Word, hoặc nhận dạng chữ (OCR) rồi thử lại."
UNKNOWN_ENCODING = (
    "Văn bản dùng bảng mã không nhận ra được (không phải Unicode, Windows-1258, TCVN3 hay VNI). "
    "Hãy chuyển sang Unicode (bằng Unikey) rồi thử lại."
)
NO_DOCX = "Tệp này không phải tài liệu Word dạng .docx. " + SAVE_AS_DOCX
MACROS = "Tài liệu Word này chứa macro nên không được mở. Hãy lưu lại dạng .docx (không có macro) rồi tải lên lại."
NO_OFFICE = "Máy chủ không cài LibreOffice nên không đọc được tệp {kind}. " + SAVE_AS_DOCX
OFFICE_FAILED = "LibreOffice không đọc được tệp {kind} này, có thể tệp bị hỏng. " + SAVE_AS_DOCX
OFFICE_SLOW = "LibreOffice đọc tệp {kind} quá {limit} giây mà chưa xong nên đã dừng. " + SAVE_AS_DOCX
