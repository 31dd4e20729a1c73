"""'Tình hình thực hiện kết luận kỳ trước': what earlier meetings left open, and what a meeting concludes of each task."""
