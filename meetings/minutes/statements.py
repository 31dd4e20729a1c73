"""Writing what was said: statements are added, saved, put in order, taken out and put back; nobody overwrites another."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db.models import F

from districts.errors import DomainError, EditConflict
from districts.models import Officer
from districts.page_reads import read_once
from districts.refusals import records_refusals
from meetings.kept_texts import drop_kept
from meetings.minutes.acts import note_act, open_minutes
from meetings.minutes.speakers import bare_name, unit_words
from meetings.models import Attendee, Minutes, Statement, StatementDraft

STEP = 10
LONGEST_TEXT = 20_000  # letters of a statement
MOST_STATEMENTS = 500
# Saves of one statement by one officer within this time are one act: a pause of two seconds is no reason for another.
ONE_GO = timedelta(minutes=10)
EMPTY = "Hãy ghi người phát biểu hoặc nội dung phát biểu."
TOO_LONG = "Nội dung phát biểu dài quá 20.000 ký tự. Hãy tách thành nhiều ý kiến."
TOO_MANY = f"Biên bản có nhiều nhất {MOST_STATEMENTS} ý kiến. Hãy ghép các ý kiến của cùng một người."
ELSEWHERE = "Ý kiến này đã được ghi vào biên bản của cuộc họp khác. Hãy tải lại trang rồi ghi lại ở đúng biên bản."
GONE = "Ý kiến này không còn trong biên bản. Hãy tải lại trang."
MOVED_ON = "Người khác vừa đổi thứ tự các ý kiến, nên thao tác này chưa thực hiện. Dưới đây là thứ tự mới nhất."


@dataclass(frozen=True)
class Spoken:
    """Who said what. ``attendee`` is the number of who was picked, None for a name that was typed."""

    speaker: str = ""
    post: str = ""
    unit: str = ""
    text: str = ""
    attendee: int | None = None

    def as_json(self) -> dict[str, object]:
        return asdict(self)


class Overtaken(EditConflict):
    """Someone else saved the statement since it was read. ``draft`` keeps the text that could not be saved."""

    def __init__(self, sentence: str, draft: StatementDraft):
        super().__init__(sentence)
        self.draft = draft


def spoken_of(row: Statement) -> Spoken:
    return Spoken(row.speaker, row.post, row.unit, row.text, row.attendee_id)


def standing(minutes: Minutes) -> list[Statement]:
    """Those that are printed, in order. One query, once a page."""
    rows = minutes.statements.filter(removed_at=None).select_related("saved_by").order_by("position", "id")
    return read_once(("statements", minutes.pk), lambda: list(rows))


@records_refusals
def add_statement(
    minutes: Minutes, wanted: Spoken, *, after: int | None, token: UUID | None, by: Officer, at: datetime
) -> Statement:
    """A new statement behind ``after``, None: at the end. The same ``token`` again is the same statement again."""
    with open_minutes(minutes, by) as held:
        known = _entered_before(held, token)
        if known is None:
            return _added(held, wanted, after=after, token=token, by=by, at=at)
    seen = known.version if known.saved_by_id == by.pk else 0
    return save_statement(minutes, known.pk, wanted, seen=seen, by=by, at=at)


def _entered_before(held: Minutes, token: UUID | None) -> Statement | None:
    """The statement that the very form has made already. Raises DomainError where it stands in the minutes of another meeting."""
    known = Statement.objects.filter(entry_token=token).first() if token else None
    if known and known.minutes_id != held.pk:
        raise DomainError(ELSEWHERE)
    return known


def _added(
    held: Minutes, wanted: Spoken, *, after: int | None, token: UUID | None, by: Officer, at: datetime
) -> Statement:
    rows = standing(held)
    if len(rows) >= MOST_STATEMENTS:
        raise DomainError(TOO_MANY)
    row = Statement(minutes=held, entry_token=token, saved_by=by, saved_at=at)
    _write(row, _settled(held, wanted))
    place = next((n for n, each in enumerate(rows, start=1) if each.pk == after), len(rows))
    rows.insert(place, row)
    _put_in_order(held, rows)
    note_act(held, verb="minutes_add", note=f"ý kiến {row.pk}", by=by, at=at)
    return row


@records_refusals
def save_statement(
    minutes: Minutes, pk: int, wanted: Spoken, *, seen: int, by: Officer, at: datetime, put_back: bool = False
) -> Statement:
    """Save the statement as wanted, if it still has the version ``seen``. ``put_back``: also where it was taken out.

    Raises Overtaken with the wanted text kept, Frozen, NotAllowed, DomainError for an empty or endless text.
    """
    with open_minutes(minutes, by) as held:
        row = held.statements.filter(pk=pk).first()
        if row is None:
            raise EditConflict(GONE)
        settled = _settled(held, wanted)
        if row.version == seen and (put_back or row.removed_at is None):
            if spoken_of(row) != settled or row.removed_at:
                _keep(held, row, settled, by=by, at=at)
            drop_kept(StatementDraft.objects.filter(statement=row, officer=by), settled.as_json())
            return row
        if spoken_of(row) == settled and row.removed_at is None:
            return row
        draft = StatementDraft.objects.update_or_create(
            statement=row, officer=by, defaults={"minutes": held, "content": settled.as_json(), "at": at}
        )[0]
    act = "bỏ khỏi biên bản" if row.removed_at else "sửa"
    raise Overtaken(f"Ý kiến này vừa được người khác {act}. Chữ vừa gõ đã được giữ làm bản nháp.", draft)


def _keep(held: Minutes, row: Statement, wanted: Spoken, *, by: Officer, at: datetime) -> None:
    same_go = row.saved_by_id == by.pk and row.saved_at is not None and at - row.saved_at <= ONE_GO
    row.saved_by, row.saved_at, row.removed_at = by, at, None
    _write(row, wanted)
    if not same_go:
        note_act(held, verb="minutes_edit", note=f"ý kiến {row.pk}", by=by, at=at)


def _write(row: Statement, wanted: Spoken) -> None:
    """What the model refuses of what was typed becomes a sentence."""
    row.speaker, row.post, row.unit, row.text = wanted.speaker, wanted.post, wanted.unit, wanted.text
    row.attendee_id = wanted.attendee
    try:
        row.clean()
        row.clean_fields(exclude=[field.name for field in row._meta.fields if field.is_relation])
    except ValidationError as error:
        raise DomainError(" ".join(error.messages)) from error
    row.save()


def _settled(held: Minutes, wanted: Spoken) -> Spoken:
    """Without stray spaces; who is known among the attendees brings post and unit where none was typed."""
    text = "\n".join(" ".join(line.split()) for line in wanted.text.strip().splitlines())
    speaker, post, unit = (" ".join(words.split()) for words in (wanted.speaker, wanted.post, wanted.unit))
    if not speaker and not text:
        raise DomainError(EMPTY)
    if len(text) > LONGEST_TEXT:
        raise DomainError(TOO_LONG)
    person = _person(held, wanted.attendee, speaker) if speaker else None
    if person is None:
        return Spoken(speaker, post, unit, text)
    return Spoken(speaker, post or person.post, unit or unit_words(person), text, person.pk)


def _person(held: Minutes, picked: int | None, name: str) -> Attendee | None:
    """Who was picked as long as the name is still theirs; else the one attendee of that very name."""
    people = held.meeting.attendees.select_related("delegation__unit")
    if picked and (person := people.filter(pk=picked).first()) and bare_name(person.name) == bare_name(name):
        return person
    same = [person for person in people if bare_name(person.name) == bare_name(name)]
    return same[0] if len(same) == 1 else None


def _put_in_order(held: Minutes, rows: list[Statement]) -> None:
    for number, row in enumerate(rows, start=1):
        row.position = number * STEP
    Statement.objects.bulk_update(rows, ["position"], batch_size=200)
    Minutes.objects.filter(pk=held.pk).update(order=F("order") + 1)


@records_refusals
def place(minutes: Minutes, pk: int, *, before: int | None, seen: int | None, by: Officer, at: datetime) -> None:
    """Put the statement before another, None: at the end. ``seen``: the order that the page showed, None: no matter."""
    with open_minutes(minutes, by) as held:
        rows, row = _ordered(held, pk, seen)
        rows.remove(row)
        rows.insert(next((n for n, each in enumerate(rows) if each.pk == before), len(rows)), row)
        _put_in_order(held, rows)
        note_act(held, verb="minutes_move", note=f"ý kiến {pk}", by=by, at=at)


@records_refusals
def move(minutes: Minutes, pk: int, *, up: bool, seen: int | None, by: Officer, at: datetime) -> None:
    """Change places with the statement before or after."""
    with open_minutes(minutes, by) as held:
        rows, row = _ordered(held, pk, seen)
        begin = rows.index(row)
        target = begin + (-1 if up else 1)
        if not 0 <= target < len(rows):
            raise DomainError(f"Ý kiến này đã ở {'đầu' if up else 'cuối'} biên bản.")
        rows[begin], rows[target] = rows[target], rows[begin]
        _put_in_order(held, rows)
        note_act(held, verb="minutes_move", note=f"ý kiến {pk}", by=by, at=at)


def _ordered(held: Minutes, pk: int, seen: int | None) -> tuple[list[Statement], Statement]:
    if seen is not None and seen != held.order:
        raise EditConflict(MOVED_ON)
    rows = standing(held)
    row = next((row for row in rows if row.pk == pk), None)
    if row is None:
        raise EditConflict(GONE)
    return rows, row


@records_refusals
def remove(minutes: Minutes, pk: int, *, seen: int, by: Officer, at: datetime) -> None:
    """Take a statement out of the minutes; it stays below them and can be put back."""
    with open_minutes(minutes, by) as held:
        row = _row(held, pk)
        if row.version != seen:
            raise EditConflict("Ý kiến này vừa được người khác sửa, nên chưa bỏ. Hãy xem nội dung mới rồi quyết định.")
        row.removed_at = at
        row.save()
        note_act(held, verb="minutes_remove", note=f"ý kiến {pk}", by=by, at=at)


@records_refusals
def put_back(minutes: Minutes, pk: int, *, by: Officer, at: datetime) -> None:
    with open_minutes(minutes, by) as held:
        row = _row(held, pk)
        if row.removed_at is None:
            return
        row.removed_at = None
        row.save()
        note_act(held, verb="minutes_put_back", note=f"ý kiến {pk}", by=by, at=at)


def _row(held: Minutes, pk: int) -> Statement:
    row = held.statements.filter(pk=pk).first()
    if row is None:
        raise EditConflict(GONE)
    return row


def choose(draft: StatementDraft, wanted: Spoken | None, *, seen: int, by: Officer, at: datetime) -> Statement:
    """Settle a conflict: ``wanted`` over the stored text of version ``seen``; None gives the kept text up."""
    if wanted is None:
        row = draft.statement
        draft.delete()
        return row
    known = replace(wanted, attendee=draft.content.get("attendee"))
    saved = save_statement(draft.minutes, draft.statement_id, known, seen=seen, by=by, at=at, put_back=True)
    StatementDraft.objects.filter(pk=draft.pk).delete()
    return saved
