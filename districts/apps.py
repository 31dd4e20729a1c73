from django.apps import AppConfig
from django.db.models.signals import post_migrate


class DistrictsConfig(AppConfig):
    name = "districts"
    verbose_name = "Đơn vị và con người"

    def ready(self) -> None:
        from districts import checks  # noqa: F401, PLC0415 (registers the system checks)
        from districts.append_only import reinstall  # noqa: PLC0415

        post_migrate.connect(reinstall, sender=self, dispatch_uid="districts.append_only.reinstall")
