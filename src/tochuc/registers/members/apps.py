from django.apps import AppConfig


class MembersConfig(AppConfig):
    name = "tochuc.registers.members"
    label = "members"
    verbose_name = "Đảng viên"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from tochuc.registers.members.residents import Members
        from tochuc.registers.units.residents import register_residents

        register_residents(Members())
