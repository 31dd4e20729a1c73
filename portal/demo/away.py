"""Who is away in the demo for some days, and who stands in."""

from __future__ import annotations

from districts.deputising import lendable, name_deputy
from portal.demo.crew import Crew


def name_a_deputy(crew: Crew) -> None:
    """In some days: until then everybody of the demo does what their own account says."""
    name_deputy(
        lendable(crew.division_head)[0],
        deputy=crew.clerk,
        starts_on=crew.day(3),
        ends_on=crew.day(9),
        paper=f"Giấy nghỉ phép ngày {crew.today:%d/%m/%Y}",
        by=crew.division_head,
        at=crew.now,
    )
