"""Directives with their assignments, the reports and evidence of units, and the decisions about deadlines."""

from directives.models.deadlines import DeadlineDecision, ExtensionRequest
from directives.models.handovers import Handover, HandoverItem
from directives.models.reminders import BellMark, Digest, Nudge, ReminderRun
from directives.models.reports import (
    DraftEvidence,
    Evidence,
    ProgressDraft,
    ProgressReport,
    ReportAnswer,
)
from directives.models.tasks import (
    SOURCE_PATHS,
    Assignment,
    AssignmentQuerySet,
    Directive,
    DirectiveEvent,
    DirectiveQuerySet,
    with_leads_of,
)
from directives.models.urging import UrgedAssignment
from directives.models.verdicts import MeetingVerdict, VerdictEffect

__all__ = [
    "SOURCE_PATHS",
    "Assignment",
    "AssignmentQuerySet",
    "BellMark",
    "DeadlineDecision",
    "Digest",
    "Directive",
    "DirectiveEvent",
    "DirectiveQuerySet",
    "DraftEvidence",
    "Evidence",
    "ExtensionRequest",
    "Handover",
    "HandoverItem",
    "MeetingVerdict",
    "Nudge",
    "ProgressDraft",
    "ProgressReport",
    "ReminderRun",
    "ReportAnswer",
    "UrgedAssignment",
    "VerdictEffect",
    "with_leads_of",
]
