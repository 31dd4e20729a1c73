from argparse import ArgumentParser

from districts.domain_command import DomainCommand
from districts.sample_offices import SAMPLE_OFFICES, load_sample


class Command(DomainCommand):
    help = "Nạp một cơ quan mẫu: đơn vị, nhóm, quan hệ kế thừa, thông tin cơ quan và lịch làm việc."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("name", metavar="MẪU", choices=list(SAMPLE_OFFICES), help="2018 hoặc 2025")

    def handle(self, *, name: str, **options: object) -> None:
        self.stdout.write(f"Mẫu {name}: {load_sample(name)}")
