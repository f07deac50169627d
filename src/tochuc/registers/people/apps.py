from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "tochuc.registers.people"
    label = "people"
    verbose_name = "Con người"
    default_auto_field = "django.db.models.BigAutoField"
