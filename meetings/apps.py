from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    name = "meetings"
    verbose_name = "Cuộc họp và văn bản"

    def ready(self) -> None:
        from meetings import checks  # noqa: F401, PLC0415 (registers the system check)
