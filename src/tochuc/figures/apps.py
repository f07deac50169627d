from django.apps import AppConfig


class FiguresConfig(AppConfig):
    name = "tochuc.figures"
    label = "figures"
    verbose_name = "Số liệu"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from tochuc.figures import checks  # noqa: F401  (registers Django's system checks)
        from tochuc.figures.registry import freeze

        # The kernel, ready before, has imported every register package's figures.
        freeze()
