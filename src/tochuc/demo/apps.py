from django.apps import AppConfig


class DemoConfig(AppConfig):
    name = "tochuc.demo"
    label = "demo"
    verbose_name = "Dữ liệu mẫu"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from tochuc.demo import verbs  # noqa: F401 (history pages read the verb in every process)
