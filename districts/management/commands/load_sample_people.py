from argparse import ArgumentParser

from districts.domain_command import DomainCommand
from districts.sample_people import SampleAccount, load_sample_people


class Command(DomainCommand):
    help = "Tạo tài khoản mẫu cho mỗi vai trò trong cơ quan mẫu đã nạp và in mật khẩu ngẫu nhiên một lần."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--reset", action="store_true", help="đặt mật khẩu mới cho cả tài khoản đã có")

    def handle(self, *, reset: bool, **options: object) -> None:
        for account in load_sample_people(reset=reset):
            self.stdout.write(line(account))


def line(account: SampleAccount) -> str:
    who = f"{account.officer.full_name}, {account.appointment}"
    password = account.password or "(giữ mật khẩu cũ; thêm --reset để đặt mới)"
    return f"{account.officer.username:<14} {password:<18} {who}"
