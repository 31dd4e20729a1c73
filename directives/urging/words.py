"""What a letter of urging says: asked of UBND, other sở and associations, ordered of the Sở's own divisions and centres."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from meetings.models import UrgedTask
from meetings.papers.wording import day_words, number_words
from meetings.urged_list import how_often, orders_of

ABSTRACT = "Đôn đốc thực hiện nhiệm vụ đã quá thời hạn"
ANNEX = "Phụ lục kèm theo"
MOST_IN_TEXT = 2
"""Orders that the text names itself; of more it points to the annex."""
MOST_SOURCES = 3
MOST_ADDRESSED = 15
"""Units after 'Kính gửi'; more of them are pointed to in the annex, so that the letter's text stands on its first page."""
EVERYONE = f"Các cơ quan, đơn vị có tên tại {ANNEX}"


def opening_words(tasks: Sequence[UrgedTask], as_of: date, office: str) -> str:
    """By which papers the work was given, and what of it is late on the day; each line is a paragraph."""
    units = list(dict.fromkeys(task.unit_words for task in tasks))
    whom = units[0] if len(units) == 1 else "các cơ quan, đơn vị"
    given = f"Thực hiện {_sources(tasks)}, {office} đã {_gave(tasks)} {whom} triển khai các nhiệm vụ thuộc trách nhiệm."
    count = f"còn {number_words(len(orders_of(tasks)))} nhiệm vụ"
    stand = f"{whom} {count}" if len(units) == 1 else f"{count} của {number_words(len(units))} cơ quan, đơn vị"
    counted = f"Qua theo dõi, tính đến {day_words(as_of)}, {stand} đã quá thời hạn mà chưa hoàn thành"
    if not names_itself(tasks):
        return f"{given}\n{counted} (chi tiết tại {ANNEX})."
    return "\n".join([given, f"{counted}:", *_items(tasks, named=len(units) > 1)])


def names_itself(tasks: Sequence[UrgedTask]) -> bool:
    """Whether the text names the orders, so that there is no annex."""
    return len(tasks) <= MOST_IN_TEXT


def _sources(tasks: Sequence[UrgedTask]) -> str:
    named = list(dict.fromkeys(task.source_words for task in tasks))
    if len(named) > MOST_SOURCES:
        return f"các văn bản nêu tại {ANNEX}"
    return named[0] if len(named) == 1 else f"{', '.join(named[:-1])} và {named[-1]}"


def _gave(tasks: Sequence[UrgedTask]) -> str:
    kinds = {task.is_own for task in tasks}
    return "giao, đề nghị" if len(kinds) == 2 else "giao" if True in kinds else "đề nghị"


def _items(tasks: Sequence[UrgedTask], *, named: bool) -> list[str]:
    told, orders = [], orders_of(tasks)
    for place, alike in enumerate(orders, start=1):
        task, (times, last) = alike[0], how_often(alike)
        units = f" ({'; '.join(each.unit_words for each in alike)})" if named else ""
        before = f", đã nhắc, đôn đốc {times} lần, gần nhất ngày {last:%d/%m/%Y}" if last else ""
        text = " ".join(task.text.split()).rstrip(" .;")
        end = "." if place == len(orders) else ";"
        told.append(
            f"- {text}{units}: thời hạn ngày {task.due_on:%d/%m/%Y}, quá hạn {task.days_late} ngày{before}{end}"
        )
    return told


def body_words(tasks: Sequence[UrgedTask], reply_days: int, office: str) -> str:
    """What is asked of the units, and until when they answer."""
    return "\n".join(
        [
            f"Để bảo đảm tiến độ, {office} {_asks(tasks)}:",
            "1. Tập trung chỉ đạo, khẩn trương hoàn thành nhiệm vụ đã quá thời hạn nêu trên.",
            "2. Báo cáo kết quả thực hiện, khó khăn, vướng mắc và thời gian dự kiến hoàn thành bằng văn bản hoặc trên Cổng "
            f"giao ban KH&CN, {reply_phrase(reply_days)}.",
            "3. Nhiệm vụ cần thêm thời gian thì gửi đề nghị điều chỉnh thời hạn, nêu rõ lý do.",
        ]
    )


def reply_phrase(days: int) -> str:
    return f"trong thời hạn {number_words(days)} ngày làm việc kể từ ngày ban hành công văn này"


def _asks(tasks: Sequence[UrgedTask]) -> str:
    own, others = _asked(tasks, is_own=True), _asked(tasks, is_own=False)
    asked = f"đề nghị {others[0] if len(others) == 1 else 'các cơ quan, đơn vị, địa phương nêu trên'}" if others else ""
    ordered = f"yêu cầu {own[0] if len(own) == 1 else 'các phòng, đơn vị thuộc Sở nêu trên'}" if own else ""
    return " và ".join(filter(None, [asked, ordered]))


def _asked(tasks: Sequence[UrgedTask], *, is_own: bool) -> list[str]:
    return list(dict.fromkeys(task.unit_words for task in tasks if task.is_own == is_own))


def closing_words(tasks: Sequence[UrgedTask], contact: str, office: str) -> str:
    """``contact``: 'Đầu mối liên hệ: …', or ''."""
    asks = "yêu cầu các phòng, đơn vị" if all(task.is_own for task in tasks) else "đề nghị các cơ quan, đơn vị"
    return "\n".join(filter(None, [contact, f"{office} {asks} quan tâm thực hiện."]))
