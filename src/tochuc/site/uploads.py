"""Uploads on their way in, bounded before anything is kept of them."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadhandler import TemporaryFileUploadHandler

FORM_BYTES = 2**20
"""What a form may hold beside its file."""


class BoundedUploadHandler(TemporaryFileUploadHandler):
    """Refuses a larger request by the size it declares, which is also as much as is read of it.

    The form's token is read from the body, so anybody, signed in or not, could otherwise fill the disk.
    """

    def handle_raw_input(
        self,
        input_data: Any,
        META: Any,  # noqa: N803 (the library's name)
        content_length: int,
        boundary: Any,
        encoding: Any = None,
    ) -> None:
        if content_length > settings.UPLOAD_BYTES + FORM_BYTES:
            raise RequestDataTooBig(f"an upload of {content_length} bytes was refused")
