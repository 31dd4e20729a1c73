"""Looks into a .docx as Word does: its paragraphs with their styles and texts, its parts, its pages by LibreOffice."""

from __future__ import annotations

import io
import shutil
import subprocess
import zipfile
from pathlib import Path

from docx import Document
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph

OFFICE = shutil.which("soffice")


def paragraphs(data: bytes) -> list[tuple[str, str]]:
    """(name of the style, text) of each paragraph of the body, cells and annexes included, empty ones left out."""
    document = Document(io.BytesIO(data))
    every = (Paragraph(element, document._body) for element in document.element.body.iter(qn("w:p")))
    return [(each.style.name, each.text.replace("\u00a0", " ")) for each in every if each.text.strip()]


def of_style(data: bytes, *names: str) -> list[str]:
    return [text for style, text in paragraphs(data) if style in names]


def part(data: bytes, name: str) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        return file.read(name).decode()


def pdf_by_office(data: bytes, folder: Path) -> bytes:
    """The document as LibreOffice prints it."""
    source = folder / "van-ban.docx"
    source.write_bytes(data)
    profile = f"-env:UserInstallation=file://{folder}/profile"
    command = [OFFICE, profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), str(source)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return (folder / "van-ban.pdf").read_bytes()
