"""Every address of the web floor. `tests/web/permissions.yaml` says who may open each; a test walks them all."""

from django.conf import settings
from django.urls import include, path

from tochuc.web import kit
from tochuc.web.views import (
    audit,
    checks,
    exports,
    figures,
    home,
    imports,
    operations,
    records,
    registers,
    reports,
    search,
    units,
)

register_patterns = [
    path("", registers.list_records, name="list"),
    path("cot/", registers.choose_columns, name="columns"),
    path("xuat.<str:format>", exports.export, name="export"),
    path("mau.xlsx", imports.template, name="template"),
    path("nhap/", imports.upload, name="import"),
    path("them/", operations.create, name="create"),
    path("tra-cuu/", search.lookup, name="lookup"),
    path("<int:pk>/", records.detail, name="detail"),
    path("<int:pk>/sua/", operations.edit, name="edit"),
    path("<int:pk>/lich-su/", records.history, name="history"),
    path("<int:pk>/viec/<str:verb>/", operations.operate, name="operate"),
]

import_patterns = [
    path("<int:pk>/", imports.job, name="import-job"),
    path("<int:pk>/tien-do/", imports.progress, name="import-progress"),
    path("<int:pk>/ghi/", imports.commit, name="import-commit"),
    path("<int:pk>/huy/", imports.cancel, name="import-cancel"),
    path("<int:pk>/hoan-tac/", imports.undo, name="import-undo"),
    path("<int:pk>/loi.xlsx", imports.errors_file, name="import-errors"),
]

check_patterns = [
    path("", checks.start, name="checks"),
    path("quy-tac/<str:code>/", checks.rule, name="check-rule"),
    path("<int:pk>/", checks.check, name="check"),
    path("<int:pk>/ban-moi/", checks.version, name="check-version"),
    path("<int:pk>/ket-luan/", checks.decide, name="check-decide"),
    path("<int:pk>/nhan-xet.docx", checks.annotated, name="check-annotated"),
    path("<int:pk>/chia-se/", checks.share, name="check-share"),
    path("<int:pk>/xoa/", checks.remove, name="check-remove"),
]

urlpatterns = [
    path("", home.home, name="home"),
    path("tim/", search.search, name="search"),
    path("so/<str:name>/", include((register_patterns, "register"))),
    path("nhap/", imports.jobs, name="imports"),
    path("nhap/", include(import_patterns)),
    path("tep/<int:pk>/", records.attachment, name="attachment"),
    path("to-chuc/", units.tree, name="units"),
    path("to-chuc/<str:code>/", units.unit, name="unit"),
    path("to-chuc/<str:code>/cap-duoi/", units.children, name="unit-children"),
    path("so-lieu/", figures.figure_list, name="figures"),
    path("so-lieu/<str:name>/", figures.figure, name="figure"),
    path("so-lieu/<str:name>/ban-ghi/", figures.records, name="figure-records"),
    path("so-lieu/<str:name>/ban-ghi.<str:format>", figures.records_export, name="figure-export"),
    path("bao-cao/", reports.report_list, name="reports"),
    path("bao-cao/<str:code>/", reports.report, name="report"),
    path("bao-cao/<str:code>/xuat.<str:format>", reports.export, name="report-export"),
    path("kiem-tra/", include(check_patterns)),
    path("nhat-ky/", audit.change_sets, name="audit"),
    path("nhat-ky/<int:number>/", audit.change_set, name="change-set"),
    path("nhat-ky/doc/", audit.readings, name="readings"),
]

if settings.DEBUG:
    urlpatterns.append(path("_kit/", kit.showcase, name="kit"))
