"""System checks on the database: its options, and the triggers that guard what is written once."""

from collections.abc import Iterable

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning, register
from django.db import DatabaseError, connections

from districts.append_only import trigger_problems

SQLITE_PRAGMAS = ("journal_mode=wal", "synchronous=full", "recursive_triggers=on")


@register("sqlite_options")
def sqlite_options(app_configs: object = None, **_: object) -> list[CheckMessage]:
    """SQLite loses writes or fails with 'database is locked' without these options."""
    problems: list[CheckMessage] = []
    for alias, database in settings.DATABASES.items():
        if database["ENGINE"] != "django.db.backends.sqlite3":
            continue
        options = database.get("OPTIONS", {})
        pragmas = options.get("init_command", "").lower().replace(" ", "")
        missing = [pragma for pragma in SQLITE_PRAGMAS if pragma not in pragmas]
        if options.get("transaction_mode") != "IMMEDIATE":
            missing.insert(0, "transaction_mode=IMMEDIATE")
        if missing:
            problems.append(
                Error(
                    f"Cơ sở dữ liệu SQLite “{alias}” thiếu tùy chọn: {', '.join(missing)}.",
                    hint="Đặt lại OPTIONS của DATABASES như trong portal/settings.py.",
                    id="districts.E001",
                )
            )
    return problems


@register(Tags.database)
def append_only_triggers(databases: Iterable[str] | None = None, **_: object) -> list[CheckMessage]:
    """Every append-only table that exists carries its triggers."""
    problems: list[CheckMessage] = []
    for alias in databases or []:
        connection = connections[alias]
        try:
            missing = trigger_problems(connection)
        except DatabaseError as error:
            problems.append(Error(f"Không đọc được cơ sở dữ liệu “{alias}”: {error}", id="districts.E002"))
            continue
        if missing:
            problems.append(
                Error(
                    f"Thiếu trigger bảo vệ bản ghi chỉ thêm: {', '.join(missing)}.",
                    hint="Chạy ./run manage migrate để cài lại.",
                    id="districts.E003",
                )
            )
    return problems


@register("mail")
def mail_settings(app_configs: object = None, **_: object) -> list[CheckMessage]:
    """A public portal that writes to nobody, or whose mails link nowhere, should be meant so."""
    if not settings.PRODUCTION:
        return []
    problems: list[CheckMessage] = []
    if not settings.EMAIL_HOST:
        problems.append(
            Warning("Chưa đặt máy chủ thư nên thư nhắc việc nằm chờ.", hint="Đặt MAIL_HOST.", id="districts.W001")
        )
    if not settings.PORTAL_URL:
        problems.append(
            Warning("Thư nhắc việc chưa có đường dẫn về cổng.", hint="Đặt PORTAL_URL.", id="districts.W002")
        )
    return problems
