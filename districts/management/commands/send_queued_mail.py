"""Send the mails that wait; run by a timer. It takes the place of the library's command of this name, see ``mailing``."""

from districts.domain_command import DomainCommand
from districts.errors import DomainError
from districts.mailing import mails_waiting, send_waiting


class Command(DomainCommand):
    help = "Gửi các thư đang chờ trong hàng đợi. Chạy hai lần cùng lúc cũng không gửi trùng."

    def handle(self, **options: object) -> None:
        result = send_waiting()
        self.stdout.write(
            f"Đã gửi {result.sent} thư; hẹn gửi lại {result.put_off}; không gửi được {result.given_up};"
            f" còn chờ {mails_waiting().count()}."
        )
        if result.stopped:
            raise DomainError(
                f"Máy chủ thư không nhận ({result.stopped}). Các thư còn lại nằm chờ và được gửi ở lần chạy sau."
            )
