from argparse import ArgumentParser

from districts.calendar import seed_year
from districts.domain_command import DomainCommand
from districts.errors import DomainError

# The package's lunar calendar holds these years; outside of them Tết would be missing without a word.
FIRST_YEAR, LAST_YEAR = 1995, 2099


class Command(DomainCommand):
    help = "Ghi ngày nghỉ lễ, Tết và ngày làm bù của các năm vào lịch làm việc; không sửa các ngày đã có trong lịch."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("years", metavar="NĂM", nargs="+", type=int)

    def handle(self, *, years: list[int], **options: object) -> None:
        strange = [year for year in years if not FIRST_YEAR <= year <= LAST_YEAR]
        if strange:
            listed = ", ".join(map(str, strange))
            raise DomainError(f"Không có lịch nghỉ của năm {listed}. Hãy chọn năm từ {FIRST_YEAR} đến {LAST_YEAR}.")
        for year in years:
            seeded = seed_year(year)
            self.stdout.write(
                f"Năm {year}: thêm {seeded.added} ngày, giữ nguyên {seeded.kept} ngày đã có trong lịch. "
                "Nếu có thông báo hoán đổi ngày làm việc mới, hãy bổ sung trong phần quản trị."
            )
