"""What was said: meetings and who came, conclusions with their orders in words, papers and the rows beside them."""

from meetings.models.aftermath import Amendment, Correction, RecallConfirmation
from meetings.models.carried import CarriedSummary
from meetings.models.conclusions import Conclusion, Order, OrderParty, Outline
from meetings.models.discarded import DiscardedPaper
from meetings.models.drafts import Consultation, LineComment, PaperEdit, PaperEditDraft
from meetings.models.earlier import EarlierDelivery, EarlierEntry, EarlierPaper, EarlierStanding
from meetings.models.history import MeetingEvent
from meetings.models.imports import ImportReview
from meetings.models.meetings import AbsenceFile, Attendee, ConnectionPoint, Delegation, Meeting, MeetingQuerySet
from meetings.models.minutes import Minutes, Statement, StatementDraft
from meetings.models.numbers import NumberRegister
from meetings.models.papers import Paper, PaperQuerySet
from meetings.models.planning import CalendarFeed, MeetingChange, MeetingDocument
from meetings.models.proposals import Proposal, ProposalAnswer, ProposalQuerySet
from meetings.models.recipients import Recipient
from meetings.models.releases import (
    CopyExamination,
    CopySignature,
    Delivery,
    Recall,
    Release,
    RenderedPaper,
    Replacement,
    SignatureVoid,
    SignedCopy,
    SignedRecord,
)
from meetings.models.series import MeetingSeries, SeriesHost
from meetings.models.unit_reports import (
    ReportDraftFile,
    ReportFile,
    ReportReminder,
    ReportRequest,
    ReportVersion,
    UnitReport,
)
from meetings.models.urging import UrgedTask, UrgingLetter
from meetings.models.word_corrections import WordCorrection
from meetings.models.writing import EditDraft, OutlineAct

__all__ = [
    "AbsenceFile",
    "Amendment",
    "Attendee",
    "CalendarFeed",
    "CarriedSummary",
    "Conclusion",
    "ConnectionPoint",
    "Consultation",
    "CopyExamination",
    "CopySignature",
    "Correction",
    "Delegation",
    "Delivery",
    "DiscardedPaper",
    "EarlierDelivery",
    "EarlierEntry",
    "EarlierPaper",
    "EarlierStanding",
    "EditDraft",
    "ImportReview",
    "LineComment",
    "Meeting",
    "MeetingChange",
    "MeetingDocument",
    "MeetingEvent",
    "MeetingQuerySet",
    "MeetingSeries",
    "Minutes",
    "NumberRegister",
    "Order",
    "OrderParty",
    "Outline",
    "OutlineAct",
    "Paper",
    "PaperEdit",
    "PaperEditDraft",
    "PaperQuerySet",
    "Proposal",
    "ProposalAnswer",
    "ProposalQuerySet",
    "Recall",
    "RecallConfirmation",
    "Recipient",
    "Release",
    "RenderedPaper",
    "Replacement",
    "ReportDraftFile",
    "ReportFile",
    "ReportReminder",
    "ReportRequest",
    "ReportVersion",
    "SeriesHost",
    "SignatureVoid",
    "SignedCopy",
    "SignedRecord",
    "Statement",
    "StatementDraft",
    "UnitReport",
    "UrgedTask",
    "UrgingLetter",
    "WordCorrection",
]
