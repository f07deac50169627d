"""How accounts and assignments are shown: to administrators, who see nothing else of people."""

from __future__ import annotations

from django import forms
from django.contrib.auth.validators import UnicodeUsernameValidator

from tochuc.kernel.access.actions import assign, create_user, edit_assignment, edit_user
from tochuc.kernel.models import Assignment, Role, Unit, User
from tochuc.kernel.register.declaration import Column, Filter, Register, Related, Section
from tochuc.kernel.register.fields import RecordField, VietnameseDateField, unit_field
from tochuc.kernel.register.forms import RecordForm
from tochuc.kernel.register.registry import register

AREA = "Quản trị"


class UserForm(RecordForm):
    username = forms.CharField(label="Tên đăng nhập", max_length=150, validators=[UnicodeUsernameValidator()])
    full_name = forms.CharField(label="Họ và tên", max_length=150)
    email = forms.EmailField(label="Thư điện tử", required=False)
    password = forms.CharField(
        label="Mật khẩu",
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text="Ít nhất 12 ký tự; người dùng tự đổi sau lần đăng nhập đầu.",
    )


class UserEditForm(UserForm):
    password = forms.CharField(
        label="Mật khẩu mới",
        required=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text="Để trống để giữ mật khẩu cũ.",
    )
    is_active = forms.BooleanField(label="Đang dùng", required=False)


class AssignmentForm(RecordForm):
    # Django takes a form's fields out of the class: `RecordForm.user` is not hidden.
    user = RecordField("users", User.objects.all(), label="Người dùng")  # type: ignore[assignment]
    role = forms.ModelChoiceField(Role.objects.all(), label="Vai trò")
    unit = unit_field(Unit.objects.all(), label="Trên đơn vị")
    since = VietnameseDateField(label="Từ ngày")
    until = VietnameseDateField(label="Đến trước ngày", required=False)


users = register(
    Register(
        name="users",
        model=User,
        label="Tài khoản",
        area=AREA,
        icon="id-badge",
        position=90,
        columns=(
            Column("full_name", width=28),
            Column("username", width=20),
            Column("email", width=28),
            Column("is_active"),
            Column("last_login"),
        ),
        filters=(Filter("is_active"),),
        sections=(Section("Tài khoản", ("full_name", "username", "email", "is_active", "last_login")),),
        form_fields=("username", "full_name", "email", "is_active"),
        form=UserForm,
        edit_form=UserEditForm,
        related=(Related("Phân công", "assignments", "user"),),
        create=create_user,
        edit=edit_user,
        search=("username", "folded"),
        order=("folded", "pk"),
    )
)

assignments = register(
    Register(
        name="assignments",
        model=Assignment,
        label="Phân công",
        area=AREA,
        icon="key",
        position=91,
        unit="unit",
        columns=(
            Column("user__full_name", label="Người dùng", width=28),
            Column("role__name", label="Vai trò", width=36),
            Column("unit__name", label="Trên đơn vị", sort="unit__first", width=40),
            Column("since"),
            Column("until"),
        ),
        filters=(Filter("unit", label="Đơn vị"),),
        sections=(Section("Phân công", ("user", "role", "unit", "since", "until")),),
        form=AssignmentForm,
        create=assign,
        edit=edit_assignment,
        search=("user__folded", "user__username"),
        order=("user__folded", "since"),
    )
)
