"""Server time of every kind of page on the demonstration province, as two kinds of officers see it.

    python bench/pages.py [rounds]

Against the configured database (`make demo-data` first), through Django's test client: everything but the network. The
first request of each page is told apart, because it fills what the others find computed until somebody writes.
"""

from __future__ import annotations

import os
import statistics
import sys
import time
from collections.abc import Iterator

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tochuc.site.settings")
django.setup()

from django.conf import settings  # noqa: E402 (Django has to be set up first)
from django.test import Client  # noqa: E402

from tochuc.kernel.models import Unit, User  # noqa: E402
from tochuc.registers.documents.models import Document  # noqa: E402
from tochuc.registers.members.models import Member  # noqa: E402

OFFICERS = {"can-bo-tinh": "QNG", "can-bo-huyen": "QNG-BS"}
MEDIAN_MS, P95_MS = 100, 250


def pages(unit: Unit) -> Iterator[tuple[str, str]]:
    within = {"cell__first__gte": unit.first, "cell__first__lte": unit.last}
    member = Member.objects.filter(left_on=None, **within).order_by("pk")[10]
    document = Document.objects.filter(
        kept_by__first__gte=unit.first, kept_by__first__lte=unit.last, confidentiality__lte=1
    ).first()
    of = f"unit={unit.code}&year=2023"
    yield "home", "/"
    yield "members", "/so/members/"
    yield "members, page 40", "/so/members/?page=40"
    yield "members, sorted by cell", "/so/members/?sort=cell__name"
    yield (
        "members, filtered",
        f"/so/members/?cell={unit.code}&person__gender=female&joined_on_from=01/01/2015",
    )
    yield "members, searched", "/so/members/?q=nguyen+thi+lan"
    yield "people", "/so/people/"
    yield "admissions", "/so/admissions/"
    yield "documents", "/so/documents/"
    yield "units", "/so/units/"
    yield "search box", "/tim/?q=nguyen+van"
    yield "search, nothing found", "/tim/?q=zzzz"
    yield "member", f"/so/members/{member.pk}/"
    yield "member's history", f"/so/members/{member.pk}/lich-su/"
    yield "person", f"/so/people/{member.person_id}/"
    if document:
        yield "document", f"/so/documents/{document.pk}/"
    yield "form", f"/so/members/{member.pk}/viec/transfer/"
    yield "look-up", "/so/units/tra-cuu/?q=binh+son"
    yield "tree", "/to-chuc/?as_of=31/12/2023"
    yield "unit", f"/to-chuc/{unit.code}/?as_of=31/12/2023"
    yield "figures", f"/so-lieu/?{of}"
    yield "figure", f"/so-lieu/members.admitted/?{of}"
    yield "records behind", f"/so-lieu/members/ban-ghi/?{of}&page=7"
    yield "report", f"/bao-cao/annual-province-i-2-2/?{of}"


def milliseconds(client: Client, address: str) -> float:
    headers = {"HX-Request": "true"} if address.startswith("/tim/") else {}
    start = time.perf_counter()
    answer = client.get(address, headers=headers)
    elapsed = (time.perf_counter() - start) * 1000
    if answer.status_code != 200:
        sys.exit(f"{address} answered {answer.status_code}")
    return elapsed


def main(rounds: int) -> None:
    settings.ALLOWED_HOSTS = ["testserver"]
    line = "{:<14} {:<26} {:>9} {:>9} {:>9}  {}"
    print(line.format("officer", "page", "first ms", "median", "p95", ""))
    for login, code in OFFICERS.items():
        client = Client()
        client.force_login(User.objects.get(username=login))
        for name, address in pages(Unit.objects.get(code=code)):
            first = milliseconds(client, address)
            taken = sorted(milliseconds(client, address) for _ in range(rounds))
            median, p95 = statistics.median(taken), taken[int(len(taken) * 0.95)]
            verdict = "" if median <= MEDIAN_MS and p95 <= P95_MS else "over"
            print(line.format(login, name, f"{first:.0f}", f"{median:.0f}", f"{p95:.0f}", verdict))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 40)
