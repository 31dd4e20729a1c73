"""What a clerk enters and corrects in the administration, and what is refused there with nothing half saved."""

import pytest
from django.urls import reverse

from directives.whole_way import issue_at_once
from districts.models import Unit
from meetings.enums import NumberMode, PaperState, PartyRole
from meetings.models import (
    Attendee,
    Conclusion,
    Delegation,
    Meeting,
    NumberRegister,
    Order,
    Paper,
)
from meetings.models.conclusions import FROZEN
from tests.admin_forms import said, save, shown
from tests.cast import NOW, make_cast, make_conclusions, make_meeting, make_notice, pass_content_check

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast(settings, tmp_path, monkeypatch):
    settings.FILES_ROOT = tmp_path
    monkeypatch.setattr("meetings.printing.render_pdf", lambda record, font_dir: b"%PDF-1.7")
    return make_cast()


@pytest.fixture
def clerk(client, cast):
    client.force_login(cast.officer("clerk"))
    return client


def url_of(row, act: str = "change") -> str:
    return reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_{act}", args=[row.pk])


def outline_of(cast):
    meeting = make_meeting(cast)
    make_conclusions(meeting.outlines.get(), cast)
    return meeting.outlines.get()


class TestMeetings:
    def test_a_new_meeting_has_its_outline_its_clerk_and_its_rows(self, clerk, cast):
        answer = save(
            clerk,
            reverse("admin:meetings_meeting_add"),
            title="Họp chuyên đề đo lường",
            held_on="20/05/2026",
            delegations__TOTAL_FORMS="1",
            **{"delegations-0-unit": cast.commune.pk, "delegations-0-attendance": "present"},
            attendees__TOTAL_FORMS="1",
            **{"attendees-0-name": "Nguyễn Văn A", "attendees-0-role": "chair"},
        )
        assert answer.status_code == 302
        meeting = Meeting.objects.get()
        assert (meeting.held_on.isoformat(), meeting.created_by) == ("2026-05-20", cast.clerk)
        assert meeting.outlines.get().edition == 1
        assert meeting.delegations.get().unit == cast.commune
        assert meeting.chair.name == "Nguyễn Văn A"

    def test_a_row_without_a_position_goes_last(self, clerk, cast):
        meeting = make_meeting(cast)
        rows = {"delegations-2-words": "Hội Nông dân xã", "delegations-2-attendance": "invited"}
        save(clerk, url_of(meeting), delegations__TOTAL_FORMS="3", **rows)
        assert [str(row) for row in meeting.delegations.all()][-1] == "Hội Nông dân xã"

    def test_two_chairs_typed_at_once_are_refused_in_words(self, clerk, cast):
        meeting = make_meeting(cast)
        page = save(clerk, url_of(meeting), attendees__1__role="chair", title="Tên khác")
        assert "đã có người chủ trì" in page.content.decode()
        meeting.refresh_from_db()
        assert meeting.title != "Tên khác"
        assert Attendee.objects.filter(meeting=meeting, role="chair").count() == 1

    def test_a_stale_save_shows_both_texts_and_overwrites_nothing(self, clerk, cast):
        meeting = make_meeting(cast)
        page = clerk.get(url_of(meeting))
        other = Meeting.objects.get(pk=meeting.pk)
        other.title = "Tên do người khác sửa"
        other.save()
        typed = shown(page) | {"title": "Tên của tôi", "delegations-0-reason": "ghi thêm"}
        answer = clerk.post(url_of(meeting), typed)
        text = answer.content.decode()
        assert answer.status_code == 200
        assert "vừa được người khác sửa" in text
        assert "bản đang lưu “Tên do người khác sửa”" in text
        assert "bản vừa nhập “Tên của tôi”" in text
        assert Meeting.objects.get().title == "Tên do người khác sửa"
        assert not Delegation.objects.exclude(reason="").exists()

    def test_a_save_without_its_version_is_refused(self, clerk, cast):
        meeting = make_meeting(cast)
        data = shown(clerk.get(url_of(meeting)))
        del data["read_version"]
        assert clerk.post(url_of(meeting), data | {"title": "Tên khác"}).status_code == 200
        assert Meeting.objects.get().title != "Tên khác"

    def test_a_meeting_with_a_paper_is_kept_and_the_page_says_why(self, clerk, cast):
        paper = make_notice(cast)
        for method in (clerk.get, clerk.post):
            page = method(url_of(paper.meeting, "delete"), {"post": "yes"}, follow=True)
            assert "Không xóa được vì còn" in said(page)
        assert Meeting.objects.filter(pk=paper.meeting_id).exists()

    def test_a_meeting_without_papers_can_be_deleted(self, clerk, cast):
        outline = outline_of(cast)
        assert clerk.post(url_of(outline.meeting, "delete"), {"post": "yes"}).status_code == 302
        assert not Meeting.objects.exists()

    def test_a_group_is_invited_at_once_and_nobody_twice(self, clerk, cast):
        meeting = make_meeting(cast)
        Unit.objects.create(code="XA3", name="UBND xã Mẫu Ba", kind="commune")
        for _ in range(2):
            clerk.post(reverse("admin:meetings_meeting_invite", args=[meeting.pk]), {"group": cast.communes.pk})
        assert sorted(meeting.delegations.values_list("unit__code", flat=True)) == ["XA1", "XA2", "XA3"]

    def test_only_the_clerk_invites(self, client, cast):
        meeting = make_meeting(cast)
        Unit.objects.create(code="XA3", name="UBND xã Mẫu Ba", kind="commune")
        client.force_login(cast.officer("registrar"))
        url = reverse("admin:meetings_meeting_invite", args=[meeting.pk])
        page = client.post(url, {"group": cast.communes.pk}, follow=True)
        assert "Chỉ chuyên viên" in said(page)
        assert meeting.delegations.count() == 2

    def test_a_notice_is_drafted_from_the_meeting_once(self, clerk, cast):
        outline = outline_of(cast)
        url = reverse("admin:meetings_meeting_draft", args=[outline.meeting_id])
        answer = clerk.post(url)
        assert answer.url == url_of(Paper.objects.get())
        assert "đã có dự thảo" in said(clerk.post(url, follow=True))
        assert clerk.get(url).status_code == 405


class TestConclusions:
    def test_a_row_between_two_rows_and_its_parent(self, clerk, cast):
        outline = outline_of(cast)
        save(clerk, url_of(outline))
        assert list(outline.conclusions.values_list("position", flat=True)) == [10, 20, 30, 40]
        new = {"conclusions-4-position": "25", "conclusions-4-level": "2", "conclusions-4-text": "Nội dung chen giữa"}
        assert save(clerk, url_of(outline), **new).status_code == 302
        texts = list(outline.conclusions.values_list("text", flat=True))
        assert texts[2] == "Nội dung chen giữa"
        assert outline.conclusions.get(text="Nội dung chen giữa").parent == outline.conclusions.first()

    def test_the_page_says_how_each_item_ends(self, clerk, cast):
        outline = outline_of(cast)
        Conclusion.objects.create(outline=outline, text="Chưa giao cho ai", position=9)
        text = clerk.get(url_of(outline)).content.decode()
        for told in ("UBND xã Mẫu Một (chậm nhất ngày 30/06/2026)", "Không phát sinh nhiệm vụ", "unsettled"):
            assert told in text

    def test_an_item_gets_units_groups_and_a_day_on_one_page(self, clerk, cast):
        outline = outline_of(cast)
        item = outline.conclusions.get(label="c)")
        answer = save(
            clerk,
            url_of(item),
            orders__TOTAL_FORMS="1",
            **{
                "orders-0-text": "Gửi danh sách",
                "orders-0-lead_units": [cast.commune.pk, cast.division.pk],
                "orders-0-helping_groups": [cast.communes.pk],
                "orders-0-deadline_kind": "day",
                "orders-0-due_on": "30/09/2026",
            },
        )
        assert answer.status_code == 302
        order = item.orders.get()
        assert order.due_on.isoformat() == "2026-09-30"
        assert {(party.role, str(party)) for party in order.parties.all()} == {
            (PartyRole.LEAD, "UBND xã Mẫu Một"),
            (PartyRole.LEAD, "Phòng Quản lý Công nghệ"),
            (PartyRole.COORDINATING, "UBND các xã"),
        }

    def test_taking_a_unit_out_leaves_names_that_are_not_matched(self, clerk, cast):
        item = outline_of(cast).conclusions.get(label="a)")
        order = item.orders.get()
        order.parties.create(words="UBND huyện Cũ", role=PartyRole.LEAD)
        save(clerk, url_of(item), **{"orders-0-lead_units": [cast.other_commune.pk]})
        assert {str(party) for party in order.parties.all()} == {"UBND xã Mẫu Hai", "UBND huyện Cũ"}

    def test_a_name_is_matched_on_the_page_of_the_order(self, clerk, cast):
        order = outline_of(cast).conclusions.get(label="a)").orders.get()
        party = order.parties.create(words="UBND huyện Cũ", role=PartyRole.LEAD)
        assert save(clerk, url_of(order), **{"parties-1-unit": cast.other_commune.pk}).status_code == 302
        party.refresh_from_db()
        assert (party.unit, party.words) == (cast.other_commune, "UBND huyện Cũ")
        assert order.parties.count() == 2

    def test_a_stale_row_is_refused_and_no_other_row_is_saved(self, clerk, cast):
        outline = outline_of(cast)
        first, second = outline.conclusions.all()[:2]
        page = clerk.get(url_of(outline))
        other = Conclusion.objects.get(pk=second.pk)
        other.text = "Chữ của người khác"
        other.save()
        typed = shown(page) | {"conclusions-0-text": "Chữ mới", "conclusions-1-text": "Chữ của tôi"}
        text = clerk.post(url_of(outline), typed).content.decode()
        assert "vừa được người khác sửa" in text
        assert "bản đang lưu “Chữ của người khác”" in text
        first.refresh_from_db()
        second.refresh_from_db()
        assert first.text != "Chữ mới"
        assert second.text == "Chữ của người khác"

    def test_a_row_that_someone_changed_is_not_deleted(self, clerk, cast):
        outline = outline_of(cast)
        item = outline.conclusions.get(label="c)")
        page = clerk.get(url_of(outline))
        other = Conclusion.objects.get(pk=item.pk)
        other.text = "Chữ của người khác"
        other.save()
        answer = clerk.post(url_of(outline), shown(page) | {"conclusions-3-DELETE": "on"})
        assert "nên chưa xóa" in answer.content.decode()
        assert Conclusion.objects.filter(pk=item.pk).exists()

    def test_a_stale_page_neither_moves_nor_adds_nor_removes_rows(self, clerk, cast):
        outline = outline_of(cast)
        save(clerk, url_of(outline))  # as entered, the rows are not numbered 10, 20, 30 yet
        stale = shown(clerk.get(url_of(outline)))
        save(clerk, url_of(outline), conclusions__1__position="45")
        before = list(outline.conclusions.values_list("label", "position"))
        new = {"conclusions-4-text": "Chen vào giữa", "conclusions-4-position": "25", "conclusions-4-kind": "item"}
        for typed in ({"conclusions-2-position": "5"}, new, {"conclusions-3-DELETE": "on"}):
            answer = clerk.post(url_of(outline), stale | typed)
            assert "vừa được người khác sửa" in answer.content.decode()
            assert list(outline.conclusions.values_list("label", "position")) == before

    def test_deleting_a_heading_keeps_what_stands_below_it(self, clerk, cast):
        outline = outline_of(cast)
        save(clerk, url_of(outline), conclusions__0__DELETE="on")
        assert list(outline.conclusions.values_list("label", "parent")) == [("a)", None), ("b)", None), ("c)", None)]

    def test_a_deadline_that_contradicts_itself_is_an_error_of_the_form(self, clerk, cast):
        order = outline_of(cast).conclusions.get(label="a)").orders.get()
        page = save(clerk, url_of(order), deadline_kind="recurring")
        assert "cần chọn chu kỳ" in page.content.decode()


class TestFrozen:
    @pytest.fixture
    def checked(self, cast):
        paper = make_notice(cast)
        pass_content_check(paper, cast)
        return paper

    def test_a_forged_form_changes_nothing(self, clerk, cast):
        paper = make_notice(cast)
        item = paper.outline.conclusions.get(label="a)")
        rows = [paper, paper.outline, item, item.orders.get()]
        pages = {row: shown(clerk.get(url_of(row))) for row in rows}
        pass_content_check(paper, cast)
        for row, data in pages.items():
            forged = {
                name: "Sửa lén" if name.endswith(("text", "abstract", "words")) else v for name, v in data.items()
            }
            answer = clerk.post(url_of(row), forged, follow=True)
            assert FROZEN in said(answer)
        assert not Conclusion.objects.filter(text="Sửa lén").exists()
        assert not Order.objects.filter(text="Sửa lén").exists()
        assert not Paper.objects.filter(abstract="Sửa lén").exists()

    def test_frozen_pages_are_for_reading(self, clerk, checked):
        for row in (checked, checked.outline, checked.outline.conclusions.first()):
            page = clerk.get(url_of(row))
            assert not page.context["has_change_permission"]
            assert 'name="_save"' not in page.content.decode()

    def test_frozen_rows_are_not_deleted(self, clerk, checked):
        item = checked.outline.conclusions.get(label="a)")
        for row in (checked, checked.outline, item, item.orders.get()):
            assert clerk.post(url_of(row, "delete"), {"post": "yes"}).status_code == 403
        assert Conclusion.objects.filter(pk=item.pk).exists()

    def test_a_draft_with_a_history_is_kept_in_words(self, clerk, cast, checked):
        checked.send_back(by=cast.officer("division_head"), at=NOW, note="Viết lại mở đầu")
        page = clerk.post(url_of(checked, "delete"), {"post": "yes"}, follow=True)
        assert "không xóa được" in said(page)
        assert Paper.objects.filter(pk=checked.pk).exists()

    def test_a_save_that_the_model_refuses_at_the_last_moment_is_an_error_of_the_form(self, clerk, cast, monkeypatch):
        """The paper leaves the draft between the page's own check and the save."""
        paper = make_notice(cast)
        page = shown(clerk.get(url_of(paper)))
        data = page | {"abstract": "Trích yếu mới", "recipients-0-words": "Nơi nhận mới"}
        clean = Paper.full_clean

        def checked_meanwhile(self, *args, **kwargs):
            Paper.objects.filter(pk=paper.pk).update(state=PaperState.CHECKED)
            return clean(self, *args, **kwargs)

        monkeypatch.setattr(Paper, "full_clean", checked_meanwhile)
        answer = clerk.post(url_of(paper), data)
        assert answer.status_code == 200
        assert FROZEN in answer.content.decode()
        paper.refresh_from_db()
        assert paper.abstract != "Trích yếu mới"
        assert not paper.recipients.filter(words="Nơi nhận mới").exists()

    def test_nothing_that_is_written_once_is_changed_or_deleted(self, client, cast):
        release = issue_at_once(make_notice(cast), at=NOW)
        rows = [release, release.rendered, release.signed_record, release.directives.first()]
        for role in ("clerk", "registrar", "office_head", "administrator"):
            client.force_login(cast.officer(role))
            for row in rows:
                assert client.post(url_of(row), {"number": "9"}).status_code == 403
                assert client.post(url_of(row, "delete"), {"post": "yes"}).status_code == 403

    def test_lists_offer_no_deleting_in_bulk(self, clerk, cast):
        paper = make_notice(cast)
        url = reverse("admin:meetings_paper_changelist")
        clerk.post(url, {"action": "delete_selected", "_selected_action": [paper.pk], "post": "yes"})
        assert Paper.objects.filter(pk=paper.pk).exists()

    def test_the_list_of_papers_has_no_filter_for_the_discarded_which_it_never_shows(self, clerk):
        page = clerk.get(reverse("admin:meetings_paper_changelist")).content.decode()
        assert "?state__exact=released" in page
        assert "?state__exact=discarded" not in page


class TestRegistrar:
    @pytest.fixture
    def registrar(self, client, cast):
        client.force_login(cast.officer("registrar"))
        return client

    def test_the_mode_of_a_year_is_set_and_its_numbers_are_not(self, registrar):
        url = reverse("admin:meetings_numberregister_add")
        assert save(registrar, url, sequence="TB", year="2026", mode="typed").status_code == 302
        register = NumberRegister.objects.get()
        save(registrar, url_of(register), mode="minted", last_number="40", year="2027")
        register.refresh_from_db()
        assert (register.mode, register.last_number, register.year) == (NumberMode.MINTED, 0, 2026)
