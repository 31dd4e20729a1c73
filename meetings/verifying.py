"""Whether what was issued is still what was signed, printed and recorded: release by release, for a command or a timer."""

from __future__ import annotations

import json
from collections.abc import Iterator

from districts.chains import broken_chains
from districts.errors import DomainError
from meetings.earlier_papers import problems_of_earlier_papers
from meetings.models import EarlierPaper, Meeting, MeetingEvent, Paper, Proposal, Release, UnitReport
from meetings.printing import released_record, verify_stored
from meetings.signing import canonical, signed_content

SIGNING_VERBS = ("sign", "sign_by_hand")


def issued_problems() -> list[str]:
    """A sentence for each release and earlier notice, and each history of these, of a meeting, a report or a proposal, that
    is not as it was written."""
    chains = broken_chains(MeetingEvent, Paper, Meeting, UnitReport, Proposal, EarlierPaper)
    return [*_problems_of_releases(), *problems_of_earlier_papers(), *chains]


def _problems_of_releases() -> Iterator[str]:
    for release in Release.objects.select_related("paper", "signed_record").order_by("id").iterator():
        try:
            verify_stored(release)
            differs = _differs(release)
        except DomainError as error:
            yield f"{release} ({release.released_on:%d/%m/%Y}): {error}"
        else:
            if differs:
                yield f"{release} ({release.released_on:%d/%m/%Y}): {differs}"


def _differs(release: Release) -> str:
    """What does not go together; '' where the signature, the release, its number and the history tell the same."""
    signed = signed_content(release.signed_record)
    issued = json.loads(release.content)
    record = released_record(release)
    printed = (record.number, record.day, record.symbol)
    if printed != (release.number, release.released_on, release.symbol):
        return "số, ký hiệu hoặc ngày trên văn bản khác với sổ."
    for name in ("number", "day"):
        issued["record"][name] = signed["record"][name]
    if canonical(issued) != canonical(signed):
        return "nội dung phát hành khác với nội dung đã ký."
    notes = MeetingEvent.objects.filter(object_kind="paper", object_id=release.paper_id)
    acts = notes.filter(verb__in=[*SIGNING_VERBS, "release"]).values_list("verb", "note")
    told = {("sign" if verb in SIGNING_VERBS else verb, note.partition("\n")[0]) for verb, note in acts}
    expected = {("sign", release.signed_record.sha256), ("release", f"{release.full_number}, {release.sha256}")}
    return "" if expected <= told else "nhật ký không có lần ký hoặc lần phát hành này."
