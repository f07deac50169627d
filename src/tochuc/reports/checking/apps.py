from django.apps import AppConfig


class CheckingConfig(AppConfig):
    name = "tochuc.reports.checking"
    label = "checking"
    verbose_name = "Kiểm tra văn bản"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from tochuc.reports.checking import actions  # noqa: F401  (declares its verbs)
