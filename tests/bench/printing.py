"""A warm three-page notice by WeasyPrint beside LibreOffice and headless Chromium, in one run."""

import io
import shutil
import subprocess
import tempfile
from datetime import date
from pathlib import Path

import docx
import pikepdf
from playwright.sync_api import Browser, sync_playwright

from meetings.papers.fonts import find_serif
from meetings.papers.layout import page_of
from meetings.papers.pdf import render_pdf
from meetings.papers.press import STYLESHEET
from meetings.papers.record import Block, PaperRecord
from tests.bench.measuring import median_ms, row

CHROMIUM_FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
SENTENCE = (
    "Phòng Quản lý khoa học chủ trì, phối hợp với các địa phương rà soát danh mục nhiệm vụ đề xuất, tổng hợp trình lãnh đạo"
    " Sở xem xét trước ngày 30/11/2026 và thông báo kết quả đến các đơn vị có liên quan."
)


def three_pages() -> PaperRecord:
    return PaperRecord(
        superior_lines=("UBND TỈNH MẪU",),
        agency_lines=("SỞ KHOA HỌC VÀ CÔNG NGHỆ",),
        kind_title="THÔNG BÁO",
        symbol="TB-SKHCN",
        place="Mẫu",
        abstract="Kết luận của Phó Giám đốc Sở tại cuộc họp giao ban quý III năm 2026",
        capacity_lines=("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"),
        signer_name="Nguyễn Văn A",
        opening=("Ngày 14/10/2026, Sở tổ chức cuộc họp giao ban quý III năm 2026.",),
        blocks=tuple(Block("item", SENTENCE, label=f"{n}.") for n in range(1, 22)),
        closing=("Sở thông báo để các cơ quan, đơn vị biết, thực hiện.",),
        recipients=("UBND tỉnh (để báo cáo)", "Như thành phần dự họp"),
        archive_line="VT, QLKH",
        number=5,
        day=date(2026, 10, 16),
    )


def run() -> None:
    record = three_pages()
    data = render_pdf(record)
    with pikepdf.open(io.BytesIO(data)) as pdf:
        print(f"Printing a notice of {len(pdf.pages)} pages, warm, median of 9 runs")
    ours = median_ms(lambda: render_pdf(record), runs=9, warm_up=2)
    row("  WeasyPrint, as the portal prints", ours)
    if shutil.which("soffice"):
        _compare("  LibreOffice, converting the same text", _libreoffice_ms(record), ours)
    else:
        print("  LibreOffice is not installed: left out")
    if chromium := shutil.which("chromium"):
        _chromium(chromium, record, ours)
    else:
        print("  Chromium is not installed: left out")


def _compare(what: str, theirs: float, ours: float) -> None:
    row(what, theirs, note=f"WeasyPrint takes {ours / theirs:.2f} of it ({theirs / ours:.1f} times faster)")


def _libreoffice_ms(record: PaperRecord) -> float:
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "notice.docx"
        document = docx.Document()
        for block in record.blocks:
            document.add_paragraph(f"{block.label} {block.text}")
        document.save(str(source))
        command = ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", "pdf"]
        return median_ms(
            lambda: subprocess.run(
                [*command, "--outdir", folder, str(source)], check=True, capture_output=True, timeout=120
            ),
            runs=3,
        )


def _chromium(path: str, record: PaperRecord, ours: float) -> None:
    serif = find_serif()
    style = STYLESHEET.read_text("utf-8").replace("serif-of-the-office", f'"{serif.family}"')
    html = page_of(record, serif).replace("</head>", f"<style>{style}</style></head>")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=CHROMIUM_FLAGS)
        page = browser.new_page()
        kept = median_ms(lambda: (page.set_content(html), page.pdf(format="A4")), runs=9, warm_up=2)
        fresh = median_ms(lambda: _fresh_page(browser, html), runs=9)
        browser.close()
    _compare("  Chromium, a new page each time", fresh, ours)
    _compare("  Chromium, on a page it keeps open", kept, ours)


def _fresh_page(browser: Browser, html: str) -> bytes:
    context = browser.new_context()
    page = context.new_page()
    page.set_content(html)
    data = page.pdf(format="A4")
    context.close()
    return data
