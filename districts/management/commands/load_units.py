from argparse import ArgumentParser
from pathlib import Path

from districts.directory import OPTIONAL_COLUMNS, REQUIRED_COLUMNS, load_units
from districts.directory_file import read_file, read_rows
from districts.domain_command import DomainCommand


class Command(DomainCommand):
    help = (
        "Nạp danh mục đơn vị từ tệp CSV (UTF-8, dòng đầu là tên cột: "
        f"{', '.join(REQUIRED_COLUMNS + OPTIONAL_COLUMNS)}). Đơn vị đã có mã thì được cập nhật; có lỗi thì không lưu gì."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", metavar="TỆP.csv", type=Path)

    def handle(self, *, file: Path, **options: object) -> None:
        rows = read_rows(read_file(file), required=REQUIRED_COLUMNS, optional=OPTIONAL_COLUMNS)
        self.stdout.write(str(load_units(rows)))
