"""What is written once resists every way of changing it; the triggers outlive migrations; without them nothing would."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, models, transaction
from pytest_django import DjangoDbBlocker

from directives.correcting import start_correction
from directives.enums import DecisionKind, NudgeWay, Verdict
from directives.issuing import release
from directives.models import (
    Assignment,
    DeadlineDecision,
    Digest,
    Directive,
    DirectiveEvent,
    Evidence,
    ExtensionRequest,
    Handover,
    HandoverItem,
    MeetingVerdict,
    Nudge,
    ProgressReport,
    ReminderRun,
    ReportAnswer,
    VerdictEffect,
)
from directives.whole_way import issue_at_once
from directives.withdrawing import start_recall, start_replacement
from districts.append_only import REFUSAL, AppendOnly, append_only_tables, lifted, trigger_problems
from districts.errors import Frozen, WrongState
from districts.models import RefusedAttempt
from meetings.copies import attaching
from meetings.copies.attaching import attach_signed_copy
from meetings.enums import ChangeKind
from meetings.models import (
    Amendment,
    CopyExamination,
    CopySignature,
    Correction,
    DiscardedPaper,
    EarlierDelivery,
    EarlierEntry,
    EarlierStanding,
    Meeting,
    MeetingChange,
    MeetingEvent,
    Paper,
    Proposal,
    ProposalAnswer,
    Recall,
    RecallConfirmation,
    Release,
    RenderedPaper,
    Replacement,
    ReportFile,
    ReportReminder,
    ReportRequest,
    ReportVersion,
    SignatureVoid,
    SignedCopy,
    SignedRecord,
    UnitReport,
)
from meetings.signatures.findings import Findings, SignatureFound
from meetings.signing import sign, void_signature
from tests.cast import NOW, Cast, make_cast, make_notice, pass_content_check
from tests.directives.test_correcting import WORDS
from tests.earlier_papers import DONE, make_earlier
from tests.office_fixtures import ONE_PAGE, made_once

WRITTEN_ONCE = {
    SignedRecord: "sha256",
    SignatureVoid: "reason",
    DiscardedPaper: "reason",
    Release: "sha256",
    RenderedPaper: "sha256",
    SignedCopy: "sha256",
    CopyExamination: "doubts",
    CopySignature: "signer",
    Replacement: "at",
    Recall: "at",
    RecallConfirmation: "position",
    Amendment: "at",
    Correction: "at",
    MeetingEvent: "note",
    MeetingChange: "reason",
    DirectiveEvent: "note",
    EarlierEntry: "abstract",
    EarlierDelivery: "unit_id",
    EarlierStanding: "standing",
    ReportVersion: "summary",
    ReportFile: "name",
    ReportReminder: "note",
    ProposalAnswer: "text",
    ProgressReport: "text",
    Evidence: "name",
    ReportAnswer: "reason",
    ExtensionRequest: "reason",
    DeadlineDecision: "reason",
    ReminderRun: "people",
    Digest: "text",
    Nudge: "words",
    MeetingVerdict: "words",
    VerdictEffect: "told",
    Handover: "words",
    HandoverItem: "title",
    RefusedAttempt: "reason",
}
MODELS = pytest.mark.parametrize("model", WRITTEN_ONCE, ids=lambda model: model.__name__)


@pytest.fixture(scope="module")
def company(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Cast]:
    """One row at least of every model that is written once, made once for all the tests."""
    with made_once(django_db_blocker, tmp_path_factory.mktemp("files")) as patch:
        cast = make_cast()
        _written(cast, patch)
        yield cast


@pytest.fixture
def cast(company: Cast, db: None) -> Cast:
    return company


@pytest.fixture
def rows(company: Cast, db: None) -> None:
    """They are there, and whatever a test does to them is undone after it."""


def _written(cast: Cast, patch: pytest.MonkeyPatch) -> None:
    paper = make_notice(cast)
    pass_content_check(paper, cast)
    paper.check_form(by=cast.office_head, at=NOW)
    paper.submit(by=cast.clerk, at=NOW)
    sign(paper, by=cast.leader, at=NOW, acknowledged=True)
    void_signature(paper, by=cast.leader, at=NOW, reason="Cần sửa câu chữ")
    DiscardedPaper.objects.create(paper=paper, reason="Nhầm", by=cast.clerk, at=NOW)
    released = issue_at_once(paper, at=NOW)
    found = Findings("", (SignatureFound("Phạm Thị D", "intact", covers_whole=True),))
    patch.setattr(attaching, "examine", lambda data, **_: found)
    attach_signed_copy(released, ONE_PAGE, name="ky.pdf", is_scan=True, compared=True, by=cast.registrar, at=NOW)
    with pytest.raises(WrongState):
        release(paper, by=cast.registrar, at=NOW)
    replacing = start_replacement(paper, by=cast.clerk, at=NOW)
    issue_at_once(replacing, at=NOW)
    letter = start_correction(Paper.objects.get(pk=replacing.pk), by=cast.clerk, at=NOW, **WORDS)
    corrected = issue_at_once(letter, at=NOW)
    Amendment.objects.create(old=replacing.release, new=corrected, at=NOW)
    issue_at_once(start_recall(replacing, by=cast.clerk, at=NOW, reason="Nhầm đơn vị"), at=NOW)
    RecallConfirmation.objects.create(
        recall=Recall.objects.get(), unit=cast.commune, officer=cast.unit_officer, officer_name="Đỗ Thị G", at=NOW
    )
    MeetingChange.objects.create(
        meeting=paper.meeting, kind=ChangeKind.POSTPONED, reason="Bão số 5", by=cast.clerk, at=NOW
    )
    make_earlier(cast, say=lambda order: DONE)  # one receiver alone: more would not bear to be made the same
    _gathered(paper.meeting, cast)
    _followed(cast)
    _reminded(cast)
    _concluded(paper.meeting, cast)
    handover = Handover.objects.create(leaver=cast.clerk, words="Nghỉ hưu", by=cast.clerk, at=NOW)
    HandoverItem.objects.create(handover=handover, number=1, kind="order", object_id=1, title="Rà soát", to=cast.leader)
    connection.check_constraints()  # PostgreSQL truncates no table while its foreign keys wait to be checked


def _gathered(meeting: Meeting, cast: Cast) -> None:
    """A unit's report with a file and a reminder, and the answer to its proposal."""
    asked = ReportRequest.objects.create(
        meeting=meeting, content="Kết quả quý", due_on=NOW.date(), asked_by=cast.clerk, asked_at=NOW
    )
    report = UnitReport.objects.create(meeting=meeting, unit=cast.commune, request=asked)
    sent = ReportVersion.objects.create(report=report, number=1, arrived_on=NOW.date(), by=cast.unit_head, at=NOW)
    ReportFile.objects.create(version=sent, name="bao cao.pdf", sha256="0" * 64, size=1)
    ReportReminder.objects.create(report=report, by=cast.clerk, at=NOW)
    proposal = Proposal.objects.create(meeting=meeting, unit=cast.commune, text="Hỗ trợ", created_by=cast.clerk)
    by = cast.division_head
    ProposalAnswer.objects.create(proposal=proposal, text="Đã ghi nhận", division=cast.division, by=by, at=NOW)


def _followed(cast: Cast) -> None:
    """A report of a unit on its order, with a file and an answer, and more time asked and given."""
    row, head = Assignment.objects.exclude(current_due_on=None).earliest("pk"), cast.unit_head
    sent = ProgressReport.objects.create(assignment=row, number=1, handed_in_on=NOW.date(), by=head, at=NOW)
    Evidence.objects.create(report=sent, name="anh.png", sha256="0" * 64, size=1)
    ReportAnswer.objects.create(report=sent, verdict=Verdict.CONFIRMED, by=cast.division_head, at=NOW)
    due, wanted = row.current_due_on, row.current_due_on + timedelta(days=5)
    asked = ExtensionRequest.objects.create(
        assignment=row, due_on=due, wanted_on=wanted, reason="Chờ thiết bị", by=head, at=NOW
    )
    DeadlineDecision.objects.create(
        assignment=row,
        request=asked,
        kind=DecisionKind.EXTENSION,
        old_due_on=due,
        new_due_on=wanted,
        by=cast.leader,
        at=NOW,
    )


def _reminded(cast: Cast) -> None:
    """A day on which one person was reminded of one order."""
    ReminderRun.objects.create(day=NOW.date(), people=1, at=NOW)
    digest = Digest.objects.create(
        officer=cast.unit_officer, day=NOW.date(), subject="Nhắc việc", text="Còn 3 ngày", message_id="<1@mau>", at=NOW
    )
    row = Assignment.objects.earliest("pk")
    Nudge.objects.create(assignment=row, way=NudgeWay.MAIL, words="Còn 3 ngày", digest=digest, at=NOW)


def _concluded(meeting: Meeting, cast: Cast) -> None:
    """What a meeting concluded of a task, and the release that made it official."""
    task, told = Directive.objects.earliest("pk"), {"words": "Làm tiếp", "by": cast.clerk, "at": NOW}
    verdict = MeetingVerdict.objects.create(meeting=meeting, directive=task, number=1, kind="goes_on", **told)
    release_row = Release.objects.earliest("pk")
    VerdictEffect.objects.create(verdict=verdict, release=release_row, told="Nhiệm vụ tiếp tục", at=NOW)


def test_every_append_only_model_is_tested_here():
    assert {model._meta.db_table for model in WRITTEN_ONCE} == set(append_only_tables())


@MODELS
def test_the_model_refuses_a_second_save_and_a_deletion(rows, model: type[AppendOnly]):
    row = model._base_manager.first()
    before = row.__class__._base_manager.filter(pk=row.pk).values().get()
    with pytest.raises(Frozen, match="không sửa được"):
        row.save()
    with pytest.raises(Frozen, match="không xóa được"):
        row.delete()
    assert model._base_manager.filter(pk=row.pk).values().get() == before


def _queryset_attempts(model: type[models.Model], field: str) -> dict:
    row = model._base_manager.first()
    value = getattr(row, field)
    return {
        "update": lambda: model._base_manager.update(**{field: value}),
        "delete": lambda: model._base_manager.filter(pk=row.pk)._raw_delete("default"),
        "bulk_update": lambda: model._base_manager.bulk_update([row], [field]),
        "upsert": lambda: model._base_manager.bulk_create(
            [row], update_conflicts=True, unique_fields=["id"], update_fields=[field]
        ),
    }


def _sql_attempts(model: type[models.Model], field: str) -> dict:
    table, key = model._meta.db_table, model._base_manager.first().pk
    statements = {
        "UPDATE": f'UPDATE "{table}" SET "{field}" = "{field}" WHERE id = {key}',
        "DELETE": f'DELETE FROM "{table}" WHERE id = {key}',
    }
    if connection.vendor == "sqlite":
        statements["REPLACE"] = f'REPLACE INTO "{table}" SELECT * FROM "{table}" WHERE id = {key}'
        statements["UPDATE OR REPLACE"] = f'UPDATE OR REPLACE "{table}" SET id = {key} WHERE id = {key}'
    else:
        statements["TRUNCATE"] = f'TRUNCATE "{table}" CASCADE'
    return {name: lambda statement=statement: _execute(statement) for name, statement in statements.items()}


def _execute(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


def _outcome(attempt) -> str:
    """'refused' by the trigger, or 'done'; nothing of it stays either way."""
    try:
        with transaction.atomic():
            attempt()
            transaction.set_rollback(True)
    except DatabaseError as error:
        return "refused" if REFUSAL in str(error) else f"failed otherwise: {error}"
    return "done"


@MODELS
def test_the_database_refuses_what_goes_around_the_model(rows, model: type[AppendOnly]):
    attempts = _queryset_attempts(model, WRITTEN_ONCE[model]) | _sql_attempts(model, WRITTEN_ONCE[model])
    assert {name: _outcome(attempt) for name, attempt in attempts.items()} == dict.fromkeys(attempts, "refused")


@MODELS
def test_with_the_triggers_lifted_the_same_attempts_succeed(rows, model: type[AppendOnly]):
    """The control: nothing but the triggers stood in the way. (DELETE and REPLACE may still meet a foreign key.)"""
    attempts = _queryset_attempts(model, WRITTEN_ONCE[model]) | _sql_attempts(model, WRITTEN_ONCE[model])
    kept = {name: attempt for name, attempt in attempts.items() if name not in ("delete", "DELETE", "REPLACE")}
    with lifted():
        assert {name: _outcome(attempt) for name, attempt in kept.items()} == dict.fromkeys(kept, "done")
    assert trigger_problems(connection) == []


def test_deleting_what_a_release_stands_on_is_refused(rows, cast):
    """Nothing cascades into what is written once."""
    release_row = Release.objects.earliest("id")
    for row in (release_row.paper.meeting, release_row.paper.outline, cast.leader, cast.commune):
        with pytest.raises(models.RestrictedError):
            row.delete()
