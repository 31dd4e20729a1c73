"""PDF files as answers: never guessed to be anything else; a file from outside is saved, not opened in the portal."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils.http import content_disposition_header

from meetings.models import Release
from meetings.printing import printed_pdf


def pdf_response(data: bytes, name: str, *, to_save: bool = False) -> HttpResponse:
    headers = {"Content-Disposition": content_disposition_header(to_save, name), "X-Content-Type-Options": "nosniff"}
    return HttpResponse(data, content_type="application/pdf", headers=headers)


def issued_pdf(release: Release) -> HttpResponse:
    """The portal's own print opens in the browser; a signed copy was made elsewhere and may carry a script.

    Raises DamagedFile or CannotPrint where there is no file to give.
    """
    name = f"{release.full_number.replace('/', '-')}-{release.year}.pdf"
    return pdf_response(printed_pdf(release), name, to_save=release.signed_copies.exists())
