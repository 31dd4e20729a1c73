"""What was said: meetings and who came, conclusions with their orders in words, papers and the rows beside them."""

from meetings.models.conclusions import Conclusion, Order, OrderParty, Outline
from meetings.models.history import MeetingEvent
from meetings.models.imports import ImportReview
from meetings.models.meetings import AbsenceFile, Attendee, ConnectionPoint, Delegation, Meeting, MeetingQuerySet
from meetings.models.numbers import NumberRegister
from meetings.models.papers import Paper, PaperQuerySet, Recipient
from meetings.models.planning import CalendarFeed, MeetingChange, MeetingDocument
from meetings.models.releases import (
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
from meetings.models.writing import EditDraft, OutlineAct

__all__ = [
    "AbsenceFile",
    "Attendee",
    "CalendarFeed",
    "Conclusion",
    "ConnectionPoint",
    "Delegation",
    "Delivery",
    "EditDraft",
    "ImportReview",
    "Meeting",
    "MeetingChange",
    "MeetingDocument",
    "MeetingEvent",
    "MeetingQuerySet",
    "MeetingSeries",
    "NumberRegister",
    "Order",
    "OrderParty",
    "Outline",
    "OutlineAct",
    "Paper",
    "PaperQuerySet",
    "Recall",
    "Recipient",
    "Release",
    "RenderedPaper",
    "Replacement",
    "SeriesHost",
    "SignatureVoid",
    "SignedCopy",
    "SignedRecord",
]
