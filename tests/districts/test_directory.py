"""Loading a directory of units: all of it, or nothing and every line at fault."""

import subprocess
import sys
from datetime import date

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from districts.directory import OPTIONAL_COLUMNS, REQUIRED_COLUMNS, load_units
from districts.directory_file import MAX_BYTES, FileErrors, read_file, read_rows
from districts.enums import UnitKind
from districts.errors import DomainError
from districts.groups import load_groups
from districts.models import Succession, Unit, UnitGroup

HEADER = "code,name,kind,parent,valid_from,valid_to,successors\n"


def rows_of(text, encoding="utf-8"):
    return read_rows(text.encode(encoding), required=REQUIRED_COLUMNS, optional=OPTIONAL_COLUMNS)


def load(text):
    return load_units(rows_of(text))


def errors_of(text):
    with pytest.raises(FileErrors) as refused:
        load(text)
    return refused.value.errors


class TestReading:
    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
    @pytest.mark.parametrize("mark", [",", ";"])
    def test_both_delimiters_with_or_without_a_byte_order_mark(self, encoding, mark):
        text = "code,name,kind\r\nX1, UBND xã Mẫu ,xã\r\n\r\n".replace(",", mark)
        (row,) = rows_of(text, encoding)
        assert (row.line, row.cells) == (2, {"code": "X1", "name": "UBND xã Mẫu", "kind": "xã"})

    def test_a_row_over_two_lines_is_named_by_its_first(self):
        first, second = rows_of('code,name,kind,aliases\nX1,Một,xã,"a\nb"\nX2,Hai,xã\n')
        assert (first.line, second.line) == (2, 4)
        assert second.cells["aliases"] == ""

    def test_decomposed_letters_are_composed(self):
        (row,) = rows_of("code,name,kind\nX1,Xa\u0303,xã\n")
        assert row.cells["name"] == "Xã"

    @pytest.mark.parametrize(
        ("content", "sentence"),
        [
            (b"", "không có dòng dữ liệu"),
            (b"code,name,kind\n", "không có dòng dữ liệu"),
            ("code,name,kind\nX1,Xã,xã\n".encode("utf-16"), "không phải UTF-8"),
            (b"code,name\0,kind\n", "không phải văn bản"),
            (b"code,name\nX1,a\n", "thiếu cột kind"),
            (b"code,name,kind,colour\nX1,a,b,c\n", "không có cột nào tên là colour"),
            (b"code,name,kind,kind\nX1,a,b,c\n", "hai cột trùng tên"),
            (b"code,name,kind\nX1,a,b,c\n", "Dòng 2: có 4 ô"),
            (b'code,name,kind\nX1,"a,b\n', "dấu ngoặc kép"),
        ],
    )
    def test_what_is_no_directory_ends_in_a_sentence(self, content, sentence):
        with pytest.raises(DomainError, match=sentence):
            read_rows(content, required=REQUIRED_COLUMNS, optional=OPTIONAL_COLUMNS)

    def test_a_huge_file_is_not_read_whole(self, tmp_path):
        path = tmp_path / "huge.csv"
        with path.open("wb") as file:
            file.truncate(60 * MAX_BYTES)
        with pytest.raises(DomainError, match="nặng hơn 5 MB"):
            read_file(path)

    def test_a_missing_file_ends_in_a_sentence(self, tmp_path):
        with pytest.raises(DomainError, match="Không đọc được tệp"):
            read_file(tmp_path / "không có.csv")


@pytest.mark.django_db
class TestLoading:
    def test_everything_is_written(self):
        summary = load(
            "code;name;short_name;kind;parent;aliases;email;valid_from;valid_to;successors\n"
            'PHONG;Phòng Kinh tế huyện Mẫu;;local_office;HUYEN;"P. KT; Phòng KT";;;;\n'
            "HUYEN;UBND huyện Mẫu;Huyện Mẫu;Huyện;;H. Mẫu | Mẫu;mau@example.org;;30/06/2025;XA1|XA2@2025-08-01\n"
            "XA1;UBND xã Mẫu Một;;xã;;;;2025-07-01;;\n"
            "XA2;UBND phường Mẫu Hai;;PHƯỜNG;;;;1/7/2025;;\n"
        )
        assert (summary.created, summary.updated, summary.unchanged, summary.successions) == (4, 0, 0, 2)
        district = Unit.objects.get(code="HUYEN")
        assert district.kind == UnitKind.RURAL_DISTRICT
        assert district.alias_list() == ["H. Mẫu", "Mẫu"]
        assert district.valid_to == date(2025, 6, 30)
        assert "huyen mau" in district.folded
        office = Unit.objects.get(code="PHONG")
        assert office.parent == district
        assert office.alias_list() == ["P. KT", "Phòng KT"]
        assert Unit.objects.get(code="XA2").kind == UnitKind.WARD
        days = dict(Succession.objects.values_list("successor__code", "day"))
        assert days == {"XA1": date(2025, 7, 1), "XA2": date(2025, 8, 1)}

    def test_again_changes_nothing_and_a_correction_updates(self):
        text = HEADER + "A,UBND xã A,xã,,,30/06/2025,B\nB,UBND xã B,xã,,,,\n"
        load(text)
        again = load(text)
        assert (again.created, again.updated, again.unchanged, again.successions) == (0, 0, 2, 0)
        corrected = load(text.replace("UBND xã B", "UBND phường B").replace(",xã,,,,", ",phường,,,,"))
        assert (corrected.updated, corrected.unchanged) == (1, 1)
        unit = Unit.objects.get(code="B")
        assert (unit.name, unit.kind) == ("UBND phường B", UnitKind.WARD)
        assert "phuong b" in unit.folded

    def test_a_column_that_is_not_there_is_left_alone(self):
        load("code,name,kind,email\nA,UBND xã A,xã,a@example.org\n")
        load("code,name,kind\nA,UBND xã A,xã\n")
        assert Unit.objects.get(code="A").email == "a@example.org"
        load("code,name,kind,email\nA,UBND xã A,xã,\n")
        assert Unit.objects.get(code="A").email == ""

    def test_a_parent_may_be_taken_away(self):
        load(HEADER + "A,A,xã,,,,\nB,B,xã,A,,,\n")
        load(HEADER + "B,B,xã,,,,\n")
        assert Unit.objects.get(code="B").parent is None

    @pytest.mark.parametrize(
        ("row", "line", "sentence"),
        [
            ("A,,xã,,,,", 2, "cột name"),
            (",UBND xã A,xã,,,,", 2, "cột code"),
            ("A B,UBND xã A,xã,,,,", 2, "cột code"),
            ("A,UBND xã A,chợ,,,,", 2, "không có loại đơn vị “chợ”"),
            ("A,UBND xã A,xã,KHONG,,,", 2, "cột parent: không có đơn vị mã “KHONG”"),
            ("A,UBND xã A,xã,,31/02/2025,,", 2, "“31/02/2025” không phải ngày"),
            ("A,UBND xã A,xã,,01/07/2025,30/06/2025,", 2, "ngày hết hiệu lực phải bằng hoặc sau"),
            ("A,UBND xã A,xã,,,,KHONG@01/07/2025", 2, "cột successors: không có đơn vị mã “KHONG”"),
            ("A,UBND xã A,xã,,,,B\nB,UBND xã B,xã,,,,", 2, "không có valid_to"),
            ("A,UBND xã A,xã,,,,B@sau này\nB,UBND xã B,xã,,,,", 2, "ngày “sau này” sai dạng"),
            ("A,UBND xã A,xã,,,,\nA,UBND xã B,xã,,,,", 3, "đã có ở dòng 2"),
            ("A,UBND xã A,xã,A,,,", 2, "trực thuộc chính nó"),
            ("A,A,xã,B,,,\nB,B,xã,C,,,\nC,C,xã,A,,,", 2, "trực thuộc chính nó theo vòng"),
            ("A,A,xã,,,,B@01/07/2025\nB,B,xã,,,,A@01/07/2025", 3, "kế thừa chính nó theo vòng"),
        ],
    )
    def test_a_fault_is_named_by_its_line_and_nothing_is_saved(self, row, line, sentence):
        errors = errors_of(HEADER + row + "\nTOT,UBND xã Tốt,xã,,,,\n")
        assert any(at == line and sentence in said for at, said in errors), errors
        assert not Unit.objects.exists()

    def test_a_wrong_address_is_named(self):
        ((line, sentence),) = errors_of("code,name,kind,email\nA,UBND xã A,xã,không có\n")
        assert line == 2
        assert "cột email “không có”" in sentence

    def test_every_fault_is_listed_in_the_order_of_the_lines(self):
        errors = errors_of(HEADER + "A,,xã,,,,\nB,B,xã,KHONG,,,\nC,C,chợ,,,,\n")
        assert [line for line, _ in errors] == [2, 3, 4]

    def test_a_ring_over_units_that_were_there_before_is_refused(self):
        load(HEADER + "A,A,xã,,,30/06/2025,B\nB,B,xã,A,,,\n")
        assert "theo vòng" in errors_of(HEADER + "A,A,xã,B,,,\n")[0][1]
        assert "theo vòng" in errors_of(HEADER + "B,B,xã,A,,30/06/2026,A\n")[0][1]

    def test_queries_do_not_grow_with_the_rows(self):
        def text(count):
            listed = "".join(f"X{n},UBND xã {n},xã,P,,30/06/2025,P\n" for n in range(count))
            return HEADER + "P,P,xã,,,,\n" + listed

        load(text(1))
        counts = []
        for rows in (2, 40):
            with CaptureQueriesContext(connection) as queries:
                load(text(rows))
            counts.append(len(queries))
        assert counts[0] == counts[1]


@pytest.mark.django_db
class TestGroups:
    def load(self, text):
        return load_groups(read_rows(text.encode(), required=["name"], optional=["kinds", "members", "aliases"]))

    def test_kinds_members_and_other_names(self):
        unit = Unit.objects.create(code="A", name="A", kind=UnitKind.OTHER)
        assert self.load("name,kinds,members,aliases\nCác xã,xã|ward,A,các xã|UBND các xã\n") == 1
        self.load("name,kinds,members,aliases\nCác xã,xã|ward,A,các xã|UBND các xã\n")
        group = UnitGroup.objects.get()
        assert group.kinds == ["commune", "ward"]
        assert list(group.members.all()) == [unit]
        assert group.alias_list() == ["các xã", "UBND các xã"]

    @pytest.mark.parametrize(
        ("row", "sentence"), [("G,chợ,", "không có loại"), ("G,,B", "không có đơn vị"), (",xã,", "chưa có tên")]
    )
    def test_a_fault_saves_nothing(self, row, sentence):
        with pytest.raises(FileErrors, match=sentence):
            self.load(f"name,kinds,members\n{row}\nTốt,xã,\n")
        assert not UnitGroup.objects.exists()


@pytest.mark.django_db
def test_the_command_prints_a_summary(tmp_path, capsys):
    path = tmp_path / "units.csv"
    path.write_text(HEADER + "A,UBND xã A,xã,,,,\n", "utf-8")
    call_command("load_units", path)
    assert "thêm 1, sửa 0" in capsys.readouterr().out


def test_the_command_ends_with_2_and_the_lines_on_standard_error(tmp_path):
    path = tmp_path / "units.csv"
    path.write_bytes(b"code,name\nA,B\n")
    ended = subprocess.run(
        [sys.executable, "manage.py", "load_units", str(path)],
        cwd=settings.BASE_DIR,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.returncode == 2
    assert ended.stdout == ""
    assert ended.stderr == "Tệp có 1 chỗ cần sửa, chưa lưu gì:\nDòng 1: thiếu cột kind.\n"
