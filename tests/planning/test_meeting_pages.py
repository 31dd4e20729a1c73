"""A meeting is entered and corrected in the portal; its documents and points; the second to save sees both texts."""

from __future__ import annotations

import hashlib
from datetime import date, time

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from districts.errors import DomainError, WrongState
from meetings import storage
from meetings.enums import Attendance, AttendeeRole, MeetingForm, MeetingState
from meetings.models import Delegation, Meeting, MeetingDocument, MeetingEvent, ReportRequest
from meetings.planning.agenda import AgendaLine, agenda_of, in_words, read_agenda, stored_agenda
from meetings.planning.changes import Cause, move
from meetings.planning.people import Person, read_person, write_people
from meetings.planning.points import remove_point, save_point
from tests.cast import NOW, Cast, make_meeting, make_unit

PDF = b"%PDF-1.7 tai lieu hop"


def signed_in(officer) -> Client:
    client = Client()
    client.force_login(officer)
    return client


@pytest.fixture
def clerk(cast: Cast) -> Client:
    return signed_in(cast.clerk)


@pytest.fixture
def planned(cast: Cast) -> Meeting:
    return make_meeting(cast, title="Giao ban quý IV", state=MeetingState.PLANNED, held_on=date(2026, 12, 10))


def typed(meeting: Meeting | None = None, **changes: object) -> dict[str, object]:
    fields: dict[str, object] = {
        "title": "Hội nghị giao ban quý IV",
        "kind": "coordination_meeting",
        "series": "",
        "period": "quý 4/2026",
        "held_on": "10/12/2026",
        "starts_at": "08:00",
        "form": "both",
        "place": "Hội trường Sở",
        "host_unit": "UBND xã Mẫu Một",
        "host_unit_key": "XA1",
        "chair": "Bà Phạm Thị D, Phó Giám đốc Sở",
        "co_chairs": "",
        "secretaries": "Nguyễn Văn A, Chuyên viên\nÔng Lê Văn Tư",
        "programme": "08:15 Báo cáo quý IV | Phòng Quản lý Công nghệ\nThảo luận",
        "agenda": "",
        "invitation_paper": "",
        "invited_on": "",
    }
    if meeting:
        fields["read_version"] = meeting.version
    return fields | changes


def test_a_meeting_is_entered_with_who_leads_it_and_its_programme(clerk, cast):
    answer = clerk.post(reverse("meeting-add"), typed())
    meeting = Meeting.objects.get()
    assert answer.url == reverse("meeting", args=[meeting.pk])
    assert (meeting.held_on, meeting.starts_at, meeting.form) == (date(2026, 12, 10), time(8), MeetingForm.BOTH)
    assert (meeting.host, meeting.period, meeting.created_by) == (cast.commune, "quý IV năm 2026", cast.clerk)
    assert [(a.role, a.honorific, a.name, a.post) for a in meeting.attendees.order_by("role", "position")] == [
        (AttendeeRole.CHAIR, "Bà", "Phạm Thị D", "Phó Giám đốc Sở"),
        (AttendeeRole.SECRETARY, "", "Nguyễn Văn A", "Chuyên viên"),
        (AttendeeRole.SECRETARY, "Ông", "Lê Văn Tư", ""),
    ]
    assert agenda_of(meeting) == [
        AgendaLine("Báo cáo quý IV", "Phòng Quản lý Công nghệ", time(8, 15)),
        AgendaLine("Thảo luận"),
    ]
    assert meeting.outlines.count() == 1
    assert list(MeetingEvent.objects.values_list("verb", "officer")) == [("plan", cast.clerk.pk)]


@pytest.mark.parametrize(
    ("words", "key", "unit", "kept"),
    [
        ("ubnd xa mau hai", "", "XA2", ""),
        ("UBND xã Mẫu Hai", "XA1", "XA2", ""),  # without script the key of an earlier choice stays behind
        ("Trung tâm Hội nghị tỉnh", "", None, "Trung tâm Hội nghị tỉnh"),
    ],
)
def test_the_host_is_known_by_its_words_or_kept_in_words(clerk, cast, words, key, unit, kept):
    clerk.post(reverse("meeting-add"), typed(host_unit=words, host_unit_key=key))
    meeting = Meeting.objects.get()
    assert (meeting.host.code if meeting.host else None, meeting.host_words) == (unit, kept)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"held_on": "31/02/2026"}, "Không đọc được ngày này"),
        ({"held_on": "10/12/0026"}, "Năm phải từ"),
        ({"title": ""}, "đang trống"),
        ({"period": "quý IV năm 9999"}, "Năm của kỳ họp phải từ"),
        ({"programme": "| Phòng Quản lý Công nghệ"}, "chưa có nội dung"),
        ({"programme": "a" * 501}, "quá dài"),
        ({"title": "MẬT\nGiao ban"}, "mật"),
        ({"period": "Mật: quý IV"}, "bí mật nhà nước"),
        ({"place": "TUYỆT MẬT - hầm chỉ huy"}, "bí mật nhà nước"),
        ({"host_unit": "TỐI MẬT Trung tâm"}, "bí mật nhà nước"),
        ({"programme": "Khai mạc\n08:15 TỐI MẬT: báo cáo"}, "bí mật nhà nước"),
        ({"programme": "Khai mạc | Mật: Phòng A"}, "bí mật nhà nước"),
        ({"chair": ", Phó Giám đốc Sở"}, "Chưa có họ tên"),
        ({"chair": "Ông"}, "Chưa có họ tên"),
        ({"co_chairs": "Ông Lê Văn Tư\n, Phó Giám đốc Sở"}, "Chưa có họ tên"),
        ({"secretaries": "\n".join(["Lê Văn Tư"] * 51)}, "tối đa 50"),
        ({"co_chairs": "a" * 20_001}, "tối đa 20000"),
    ],
)
def test_what_is_wrong_is_told_and_nothing_is_saved(clerk, changes, words):
    answer = clerk.post(reverse("meeting-add"), typed(**changes))
    assert answer.status_code == 422
    assert words.lower() in answer.content.decode().lower()
    assert not Meeting.objects.exists()


def test_a_series_has_one_meeting_a_period(clerk, cast, planned):
    answer = clerk.post(reverse("meeting-add"), typed(series=planned.series_id, period=planned.period))
    assert answer.status_code == 422
    assert "đã có cuộc họp của kỳ đó" in answer.content.decode()
    assert Meeting.objects.count() == 1
    Meeting.objects.update(state=MeetingState.CANCELLED)
    clerk.post(reverse("meeting-add"), typed(series=planned.series_id, period=planned.period))
    assert Meeting.objects.count() == 2


def test_a_meeting_is_corrected_and_who_leads_it_keeps_their_rows(clerk, planned):
    edit = reverse("meeting-edit", args=[planned.pk])
    assert clerk.post(edit, typed(planned)).status_code == 302
    people = list(planned.attendees.values_list("pk", flat=True))
    planned.refresh_from_db()
    assert clerk.post(edit, typed(planned, place="Phòng họp số 2")).status_code == 302
    assert list(planned.attendees.values_list("pk", flat=True)) == people
    assert Meeting.objects.get().place == "Phòng họp số 2"


def test_the_second_to_save_sees_both_texts_and_may_then_save_over(clerk, planned):
    first, second = typed(planned, place="Phòng họp số 1"), typed(planned, place="Phòng họp số 2")
    edit = reverse("meeting-edit", args=[planned.pk])
    clerk.post(edit, first)
    answer = clerk.post(edit, second)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "bản đang lưu “Phòng họp số 1”; bản vừa nhập “Phòng họp số 2”" in page
    assert Meeting.objects.get().place == "Phòng họp số 1"
    shown = answer.context["form"]["read_version"].value()
    assert clerk.post(edit, second | {"read_version": shown}).status_code == 302
    assert Meeting.objects.get().place == "Phòng họp số 2"


def test_once_invited_the_day_is_moved_by_an_act_of_its_own(clerk, planned):
    Meeting.objects.update(invited_on=date(2026, 12, 1))
    edit = reverse("meeting-edit", args=[planned.pk])
    kept = typed(planned, invited_on="01/12/2026", starts_at="")
    answer = clerk.post(edit, kept | {"held_on": "11/12/2099"})
    assert answer.status_code == 422
    assert "Dời cuộc họp" in answer.content.decode()
    assert Meeting.objects.get().held_on == date(2026, 12, 10)
    assert clerk.post(edit, kept | {"title": "Tên đã sửa"}).status_code == 302
    Meeting.objects.update(state=MeetingState.HELD)
    kept["read_version"] = Meeting.objects.get().version
    assert clerk.post(edit, kept | {"held_on": "11/12/2026"}).status_code == 302, "history is corrected in place"


def test_once_a_unit_has_answered_too_and_reports_due_after_the_new_day_are_told(clerk, cast, planned):
    edit = reverse("meeting-edit", args=[planned.pk])
    asked = {"meeting": planned, "content": "Kết quả quý", "due_on": date(2026, 12, 9)}
    ReportRequest.objects.create(**asked, asked_by=cast.clerk, asked_at=NOW)
    moved = typed(planned, held_on="08/12/2026")
    told = clerk.post(edit, moved, follow=True).content.decode()
    assert "Hạn gửi báo cáo (09/12/2026) nay ở sau ngày họp 08/12/2026" in told
    assert "đã qua" in clerk.post(edit, typed_over("01/01/2026"), follow=True).content.decode()
    Delegation.objects.filter(unit=cast.commune).update(attendance=Attendance.REGISTERED)
    answer = clerk.post(edit, typed_over("11/12/2099"))
    assert answer.status_code == 422
    assert reverse("meeting-change", args=[planned.pk, "doi"]) in answer.content.decode()
    assert Meeting.objects.get().held_on == date(2026, 1, 1)


def typed_over(day: str) -> dict[str, object]:
    return typed(Meeting.objects.get(), held_on=day)


def test_many_people_are_written_with_a_few_statements(cast, planned):
    def cost(number: int) -> int:
        people = [Person(f"Lê Văn {n}") for n in range(number)]
        with CaptureQueriesContext(connection) as queries:
            write_people(planned, AttendeeRole.CO_CHAIR, people)
        assert planned.attendees.filter(role=AttendeeRole.CO_CHAIR).count() == number
        return len(queries)

    cost(1)  # from the second time on there are some to take off
    assert cost(2) == cost(40)


def test_nobody_is_kept_without_a_name(planned):
    with pytest.raises(IntegrityError), transaction.atomic():
        planned.attendees.create(name="", post="Phó Giám đốc Sở")


def send(client: Client, meeting: Meeting, name: str, data: bytes, title: str = ""):
    file = SimpleUploadedFile(name, data)
    return client.post(reverse("meeting-document-add", args=[meeting.pk]), {"file": file, "title": title})


def test_a_document_is_put_on_read_by_those_invited_and_taken_off(clerk, cast, planned, files):
    assert send(clerk, planned, "Báo cáo.pdf", PDF).status_code == 302
    document = MeetingDocument.objects.get()
    assert (document.title, document.name, document.size) == ("Báo cáo", "Báo cáo.pdf", len(PDF))
    address = reverse("meeting-document", args=[planned.pk, document.pk])
    answer = signed_in(cast.unit_officer).get(address)
    assert (answer.content, answer["Content-Type"]) == (PDF, "application/pdf")
    assert answer["Content-Disposition"].startswith("attachment;")
    Delegation.objects.filter(unit=cast.commune).delete()
    assert signed_in(cast.unit_officer).get(address).status_code == 404
    other = make_meeting(cast)
    assert clerk.get(reverse("meeting-document", args=[other.pk, document.pk])).status_code == 404
    assert clerk.post(reverse("meeting-document-remove", args=[planned.pk, document.pk])).status_code == 302
    assert not MeetingDocument.objects.exists()
    assert document.sha256 in MeetingEvent.objects.get(verb="remove_document").note


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("chay.exe", b"MZ", "Không nhận tệp"),
        ("trang.html", b"<script>", "Không nhận tệp"),
        ("bao-cao.pdf", b"MZ khong phai PDF", "không đúng với phần đuôi"),
        ("rong.pdf", b"", "trống"),
    ],
)
def test_a_file_of_another_kind_is_refused(clerk, planned, files, name, data, words):
    answer = send(clerk, planned, name, data)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not MeetingDocument.objects.exists()


@pytest.mark.parametrize(("name", "title"), [("a.pdf", "Mật: báo cáo"), ("TỐI MẬT bao cao.pdf", "Báo cáo")])
def test_a_document_with_a_mark_of_secrecy_is_refused_before_it_is_stored(clerk, planned, files, name, title):
    answer = send(clerk, planned, name, PDF, title)
    assert answer.status_code == 422
    assert "bí mật nhà nước" in answer.content.decode()
    assert not MeetingDocument.objects.exists()
    with pytest.raises(DomainError):
        storage.get(hashlib.sha256(PDF).hexdigest())


def test_the_same_file_is_not_put_on_twice(clerk, planned, files):
    send(clerk, planned, "a.pdf", PDF)
    answer = send(clerk, planned, "b.pdf", PDF)
    assert answer.status_code == 422
    assert "đã có trong tài liệu" in answer.content.decode()


def point_fields(**changes: object) -> dict[str, object]:
    return {"name": "Điểm cầu Mẫu", "cluster": "Cụm 1", "place": "", "seats": [], "seats_key": []} | changes


def test_a_point_seats_units_and_groups_and_invites_who_was_not(clerk, cast, planned):
    Delegation.objects.filter(unit=cast.other_commune).delete()
    seats = {"seats": ["UBND các xã", "Văn phòng Sở", ""], "seats_key": [f"group:{cast.communes.pk}", "VP", ""]}
    assert clerk.post(reverse("meeting-point-add", args=[planned.pk]), point_fields(**seats)).status_code == 302
    point = planned.points.get()
    seated = {str(row) for row in point.delegations.all()}
    assert seated == {"UBND xã Mẫu Một", "UBND xã Mẫu Hai", "Văn phòng Sở"}
    edit = reverse("meeting-point", args=[planned.pk, point.pk])
    changed = point_fields(seats=["UBND xã Mẫu Một"], seats_key=["XA1"], read_version=point.version)
    assert clerk.post(edit, changed).status_code == 302
    assert [str(row) for row in point.delegations.all()] == ["UBND xã Mẫu Một"]
    assert planned.delegations.count() == 3, "who leaves a point stays invited"
    answer = clerk.post(edit, changed | {"name": "Điểm cầu khác"})
    assert answer.status_code == 409
    assert "Điểm cầu khác" in answer.content.decode()


def test_words_that_name_no_unit_are_told(clerk, planned):
    answer = clerk.post(reverse("meeting-point-add", args=[planned.pk]), point_fields(seats=["UBND xã Không Có"]))
    assert answer.status_code == 422
    assert "Chưa rõ “UBND xã Không Có”" in answer.content.decode()


def test_a_point_that_was_changed_meanwhile_is_not_removed(clerk, planned):
    clerk.post(reverse("meeting-point-add", args=[planned.pk]), point_fields())
    point = planned.points.get()
    remove = reverse("meeting-point-remove", args=[planned.pk, point.pk])
    clerk.post(remove, {"version": point.version - 1})
    assert planned.points.exists()
    clerk.post(remove, {"version": point.version})
    assert not planned.points.exists()


@pytest.mark.parametrize("state", [MeetingState.CLOSED, MeetingState.CANCELLED])
def test_points_of_a_meeting_that_is_closed_or_cancelled_stay(clerk, cast, planned, state):
    Meeting.objects.update(state=state, form=MeetingForm.BOTH)
    point = planned.points.create(name="Điểm cầu Mẫu")
    with pytest.raises(WrongState):
        save_point(planned.points.model(meeting=planned, name="Điểm khác"), [cast.secretariat], by=cast.clerk, at=NOW)
    with pytest.raises(WrongState):
        remove_point(point, point.version, by=cast.clerk, at=NOW)
    assert (planned.points.count(), planned.delegations.count()) == (1, 2)
    page = clerk.get(reverse("meeting", args=[planned.pk])).content.decode()
    assert reverse("meeting-point-add", args=[planned.pk]) not in page
    assert reverse("meeting-point-remove", args=[planned.pk, point.pk]) not in page


def test_who_is_seated_is_invited_by_name_and_who_changes_place_has_a_new_version(cast, planned):
    def versions() -> dict[str, int]:
        return {str(row): row.version for row in planned.delegations.all()}

    point = planned.points.create(name="Điểm cầu Mẫu")
    Delegation.objects.create(meeting=planned, words="Trung tâm Hội nghị", point=point)
    Delegation.objects.filter(unit=cast.other_commune).update(point=point)
    save_point(point, [cast.commune, cast.other_commune, cast.office], by=cast.clerk, at=NOW)
    (invited,) = MeetingEvent.objects.filter(verb="invite")
    assert str(cast.office) in invited.note
    assert str(cast.commune) not in invited.note
    rows = {"UBND xã Mẫu Một": 2, "UBND xã Mẫu Hai": 1, "Trung tâm Hội nghị": 1, str(cast.office): 1}
    assert versions() == rows, "who sat there already has not moved"
    save_point(point, [cast.commune], by=cast.clerk, at=NOW)
    assert versions() == rows | {"UBND xã Mẫu Hai": 2, str(cast.office): 2}
    assert {str(row) for row in point.delegations.all()} == {"UBND xã Mẫu Một", "Trung tâm Hội nghị"}
    remove_point(point, point.version, by=cast.clerk, at=NOW)
    assert versions() == rows | {
        "UBND xã Mẫu Một": 3,
        "UBND xã Mẫu Hai": 2,
        "Trung tâm Hội nghị": 2,
        str(cast.office): 2,
    }


@pytest.mark.parametrize("role", ["clerk", "leader", "unit_officer"])
def test_the_page_asks_as_often_for_much_as_for_little_and_twelve_times_at_most(cast, planned, files, role):
    def fill(number: int) -> None:
        planned.agenda_lines += stored_agenda([AgendaLine(f"Nội dung {number}")])
        planned.save()
        move(planned, date(2026, 12, 10 + number), None, "", cause=Cause("Bão"), by=cast.clerk, at=NOW)
        planned.refresh_from_db()
        MeetingDocument.objects.create(
            meeting=planned,
            title="t",
            name="t.pdf",
            sha256=f"{number:064x}",
            size=1,
            added_by=cast.clerk,
            added_at="2026-01-01T00:00Z",
        )
        point = planned.points.create(name=f"Điểm {number}")
        unit = make_unit(f"XA9{number}", f"UBND xã Thêm {number}", "commune")
        Delegation.objects.create(meeting=planned, unit=unit, point=point)

    def cost() -> int:
        client = signed_in(cast.officer(role))
        with CaptureQueriesContext(connection) as queries:
            assert client.get(reverse("meeting", args=[planned.pk])).status_code == 200
        return len(queries)

    Meeting.objects.update(form=MeetingForm.BOTH)
    planned.refresh_from_db()
    fill(1)
    few = cost()
    for number in range(2, 8):
        fill(number)
    assert cost() == few <= 12


def test_a_programme_reads_back_as_it_was_written():
    lines = [AgendaLine("Khai mạc", "", time(8)), AgendaLine("Báo cáo", "Phòng A"), AgendaLine("9 việc trọng tâm")]
    assert read_agenda(in_words(lines)) == lines
    assert read_agenda("8h30 - Khai mạc\n\n 14 giờ Bế mạc | Giám đốc Sở") == [
        AgendaLine("Khai mạc", "", time(8, 30)),
        AgendaLine("Bế mạc", "Giám đốc Sở", time(14)),
    ]


@pytest.mark.parametrize(
    ("line", "person"),
    [
        ("Bà Lê Thị Hoa, Phó Giám đốc Sở", Person("Lê Thị Hoa", "Bà", "Phó Giám đốc Sở")),
        ("đồng chí Võ Tư – Chánh Văn phòng", Person("Võ Tư", "Đồng chí", "Chánh Văn phòng")),
        ("Trần Bà Năm", Person("Trần Bà Năm")),
        ("- Bà Lê Thị Hoa", Person("Lê Thị Hoa", "Bà")),
    ],
)
def test_a_person_is_read_with_honorific_and_post(line, person):
    assert read_person(line) == person
