"""A superior's file read as far as it can be: a scan or a table is kept all the same, without items."""

from __future__ import annotations

from datetime import date

from directives.rulings.proposing import Proposal, proposal_of
from districts.errors import DomainError
from districts.models import OfficeProfile
from meetings.admission import Directory
from meetings.composing import office_on
from meetings.planning.files import SentFile
from meetings.reading import read_upload


def proposal_from(file: SentFile, today: date) -> tuple[Proposal, str]:
    """What was read, and '' or the sentence that says why nothing could be."""
    directory = Directory.load()
    try:
        reading = read_upload(file.data, file.name, known=directory.known, today=today)
    except DomainError as error:
        return Proposal(), str(error)
    return proposal_of(reading, directory, _office(today)), ""


def _office(today: date) -> OfficeProfile | None:
    try:
        return office_on(today)
    except DomainError:
        return None
