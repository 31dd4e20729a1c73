"""Who writes an outline, and until when: clerks alone, while the paper is a draft."""

from __future__ import annotations

import pytest

from districts.errors import Frozen, NotAllowed
from districts.models import RefusedAttempt
from meetings.enums import PaperState, Settlement
from meetings.models import MeetingEvent, Paper
from meetings.outline.editing import add_item, delete, indent, move, name_label, place, relabel
from meetings.outline.item_saving import save_item, settle
from meetings.outline.undoing import undo
from tests.cast import NOW, make_notice
from tests.meetings.outlined_rows import acting, outline, pk_of, stamp, written

__all__ = ["acting", "outline"]


class TestRights:
    def all_acts(self, outline, acting):
        pk = pk_of(outline, "Các phòng")
        read = stamp(outline, pk)
        yield lambda: add_item(outline, written("Thêm"), after=pk, **acting)
        yield lambda: save_item(outline, pk, written("Tên khác"), stamp=read, **acting)
        yield lambda: settle(outline, pk, Settlement.UNTRACKED, stamp=read, **acting)
        yield lambda: move(outline, item=pk, up=False, **acting)
        yield lambda: place(outline, item=pk, before=None, **acting)
        yield lambda: indent(outline, item=pk, deeper=False, **acting)
        yield lambda: delete(outline, item=pk, stamp=read, **acting)
        yield lambda: relabel(outline, **acting)
        yield lambda: name_label(outline, item=pk, label="x", **acting)
        yield lambda: undo(outline, **acting)

    @pytest.mark.parametrize("number", range(10))
    @pytest.mark.parametrize("role", ["leader", "registrar", "unit_officer"])
    def test_only_clerks_write(self, outline, cast, number, role):
        acting = {"by": cast.officer(role), "at": NOW}
        with pytest.raises(NotAllowed):
            list(self.all_acts(outline, acting))[number]()

    @pytest.mark.parametrize("number", range(10))
    def test_nothing_is_written_once_the_paper_left_the_draft(self, outline, cast, acting, number):
        paper = make_notice(cast, outline.meeting)
        Paper.objects.filter(pk=paper.pk).update(state=PaperState.SUBMITTED)
        with pytest.raises(Frozen):
            list(self.all_acts(outline, acting))[number]()

    def test_a_refused_act_is_on_record_and_a_done_one_too(self, outline, cast, acting):
        with pytest.raises(NotAllowed):
            move(outline, item=pk_of(outline, "Các phòng"), up=True, by=cast.leader, at=NOW)
        assert RefusedAttempt.objects.get().officer == cast.leader
        move(outline, item=pk_of(outline, "Các phòng"), up=True, **acting)
        event = MeetingEvent.objects.get(verb="outline_move")
        assert (event.object_id, event.officer) == (outline.meeting_id, cast.clerk)
