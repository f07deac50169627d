"""Requests that no page could answer are refused before they reach one."""

from __future__ import annotations

from collections.abc import Callable

from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest, HttpResponseBase

NUL = "\0"


class NulRefused:
    """Middleware: answers 400 to an address with a NUL character, which PostgreSQL cannot even compare with."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        values = (value for _, listed in request.GET.lists() for value in listed)
        if NUL in request.path or any(NUL in text for text in (*request.GET, *values)):
            raise SuspiciousOperation("a NUL character in the address")
        return self.get_response(request)
