from argparse import ArgumentParser

from districts.accounts import create_administrator
from districts.domain_command import DomainCommand


class Command(DomainCommand):
    help = "Tạo tài khoản quản trị đầu tiên của cơ quan và in mật khẩu một lần; các tài khoản khác nhập trong phần quản trị."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("username", metavar="TÊN_ĐĂNG_NHẬP")
        parser.add_argument("--name", required=True, help="họ và tên")
        parser.add_argument("--unit", required=True, help="mã đơn vị")

    def handle(self, *, username: str, name: str, unit: str, **options: object) -> None:
        officer, password = create_administrator(username=username, full_name=name, unit_code=unit)
        self.stdout.write(f"Đã tạo tài khoản quản trị {officer.username}, mật khẩu: {password}")
