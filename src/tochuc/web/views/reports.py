"""placeholder, being written"""

from django.http import Http404, HttpRequest, HttpResponse


def _wait(request: HttpRequest, **kwargs: object) -> HttpResponse:
    raise Http404


report_list = report = export = _wait
