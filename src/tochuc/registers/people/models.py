"""A person once, whatever registers speak of them."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from tochuc.kernel.fields import EncryptedField, FoldedField, LookupHashField, NameKeyField
from tochuc.kernel.models import Record, Unit


class Gender(models.TextChoices):
    MALE = "male", "Nam"
    FEMALE = "female", "Nữ"


class Education(models.TextChoices):
    """General education completed."""

    PRIMARY = "primary", "Tiểu học"
    LOWER_SECONDARY = "lower_secondary", "Trung học cơ sở"
    UPPER_SECONDARY = "upper_secondary", "Trung học phổ thông"


class Qualification(models.TextChoices):
    """Highest professional qualification."""

    NONE = "none", "Chưa qua đào tạo"
    ELEMENTARY = "elementary", "Sơ cấp"
    INTERMEDIATE = "intermediate", "Trung cấp"
    COLLEGE = "college", "Cao đẳng"
    UNIVERSITY = "university", "Đại học"
    MASTER = "master", "Thạc sĩ"
    DOCTOR = "doctor", "Tiến sĩ"


class Ethnicity(models.TextChoices):
    KINH = "kinh", "Kinh"
    HRE = "hre", "Hrê"
    COR = "cor", "Cor"
    XO_DANG = "xo_dang", "Xơ Đăng"
    HOA = "hoa", "Hoa"
    OTHER = "other", "Dân tộc khác"


class Person(Record):
    """`kept_by` is the unit that keeps the file; it decides who sees the person."""

    sealed_fields: ClassVar[frozenset[str]] = frozenset({"citizen_number", "ethnicity", "religion"})
    derived_fields: ClassVar[frozenset[str]] = frozenset({"folded", "sort_key"})

    name = models.CharField("họ và tên", max_length=120)
    birth_date = models.DateField("ngày sinh", null=True, blank=True)
    gender = models.CharField("giới tính", max_length=6, choices=Gender.choices)
    ethnicity = models.CharField("dân tộc", max_length=12, choices=Ethnicity.choices, default=Ethnicity.KINH)
    religion = models.CharField("tôn giáo", max_length=60, blank=True)
    citizen_number = EncryptedField("số định danh cá nhân", max_length=12, blank=True)
    citizen_number_hash = LookupHashField(source="citizen_number", unique=True)
    education = models.CharField("trình độ phổ thông", max_length=16, choices=Education.choices, blank=True)
    qualification = models.CharField(
        "trình độ chuyên môn", max_length=16, choices=Qualification.choices, blank=True
    )
    occupation = models.CharField("nghề nghiệp", max_length=100, blank=True)
    hometown = models.CharField("quê quán", max_length=150, blank=True)
    kept_by = models.ForeignKey(
        Unit, models.PROTECT, related_name="people", verbose_name="đơn vị quản lý hồ sơ"
    )

    folded = FoldedField(source="name")
    sort_key = NameKeyField(source="name")

    class Meta:
        verbose_name = "người"
        verbose_name_plural = "con người"

    def __str__(self) -> str:
        return self.name
