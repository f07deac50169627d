from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "tochuc.reports"
    label = "reports"
    verbose_name = "Báo cáo"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from tochuc.reports import checks  # noqa: F401  (registers Django's system checks)
