"""300 MB sent as evidence to the served portal: refused with a sentence, while others are served and no memory is taken.

Run by name: ``./run test tests/abuse/test_large_upload.py``.
"""

from __future__ import annotations

import http.client
import re
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.browser.serving import Server, demo_server

SIZE, STEP = 300 * 1024 * 1024, 1024 * 1024  # bytes
SLOWEST = 5.0  # seconds for a page, while the large file arrives
MOST_MEMORY = 64 * 1024 * 1024  # bytes that all the processes together may grow
BOUNDARY = "----evidence"
ORDER = 'href="(/nhiem-vu/\\d+/)'


@pytest.fixture(scope="module")
def portal(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    server = demo_server(tmp_path_factory.mktemp("abuse"))
    server.start()
    yield server
    server.stop()


class Visitor:
    """A browser's part without a browser: keeps its cookies, answers with the form's token."""

    def __init__(self, address: str):
        self.address = address
        self.cookies: dict[str, str] = {}

    def ask(self, method: str, path: str, body=None, **headers: str) -> tuple[int, str]:
        connection = http.client.HTTPConnection(self.address, timeout=120)
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        connection.request(method, path, body, {"Cookie": cookies, **headers})
        answer = connection.getresponse()
        for each in answer.headers.get_all("Set-Cookie") or []:
            name, _, value = each.partition(";")[0].partition("=")
            self.cookies[name] = value
        text = answer.read().decode()
        connection.close()
        return answer.status, text

    def enter(self, username: str, password: str) -> None:
        _, page = self.ask("GET", "/dang-nhap/")
        token = re.search('name="csrfmiddlewaretoken" value="([^"]+)"', page)[1]
        kind = {"Content-Type": "application/x-www-form-urlencoded"}
        sent = f"csrfmiddlewaretoken={token}&username={username}&password={password}"
        status, _ = self.ask("POST", "/dang-nhap/", sent, **kind)
        assert status == 302

    def send(self, path: str, size: int) -> tuple[int, str]:
        """A PDF of so many bytes, made while it goes out."""
        head = (
            f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="files"; filename="rat-lon.pdf"\r\n'
            "Content-Type: application/pdf\r\n\r\n%PDF-1.7\n"
        ).encode()
        tail = f"\n%%EOF\r\n--{BOUNDARY}--\r\n".encode()
        pieces = [head, *[b"0" * STEP] * (size // STEP), tail]
        return self.ask(
            "POST",
            path,
            iter(pieces),
            **{
                "Content-Type": f"multipart/form-data; boundary={BOUNDARY}",
                "Content-Length": str(len(head) + len(tail) + size),
                "X-CSRFToken": self.cookies["csrftoken"],
            },
        )


def memory(server: Server) -> int:
    """Bytes that are the portal's own, of all its processes together."""
    total = 0
    for status in Path("/proc").glob("[0-9]*/status"):
        try:
            told, group = status.read_text(), (status.parent / "stat").read_text().rpartition(")")[2].split()[2]
        except OSError:
            continue
        if int(group) == server.group:
            total += 1024 * int(re.search(r"RssAnon:\s+(\d+)", told)[1])
    return total


def kept(server: Server) -> set[Path]:
    return {path for path in (server.folder / "files").rglob("*") if path.is_file()}


def test_300_megabytes_are_refused_while_others_are_served_and_no_memory_is_taken(portal):
    officer, other = Visitor(portal.address), Visitor(portal.address)
    officer.enter("congchuc", portal.passwords["congchuc"])
    other.enter("chuyenvien", portal.passwords["chuyenvien"])
    _, home = officer.ask("GET", "/")
    order = re.search(ORDER, home)[1]
    token = {"X-CSRFToken": officer.cookies["csrftoken"]}
    assert officer.ask("POST", f"{order}viec/tiep-nhan/", "", **token)[0] == 302
    files, before, answers = kept(portal), memory(portal), []
    assert officer.send(f"{order}nhap/them/", 0)[0] == 200, "a small one is taken on the same way"
    files = kept(portal)
    sending = threading.Thread(target=lambda: answers.append(officer.send(f"{order}nhap/them/", SIZE)))
    sending.start()
    most, slowest, served = before, 0.0, 0
    while sending.is_alive():
        began = time.monotonic()
        assert other.ask("GET", "/van-ban/")[0] == 200
        slowest, served = max(slowest, time.monotonic() - began), served + 1
        most = max(most, memory(portal))
    sending.join()
    status, sentence = answers[0]
    assert (status, sentence.split(".")[0]) == (422, "Không nhận tệp “rat-lon")
    assert "vì nặng quá 20 MB" in sentence
    assert served > 1
    assert slowest < SLOWEST
    assert most - before < MOST_MEMORY
    assert kept(portal) == files, "nothing of it is kept"
    _, page = officer.ask("GET", order)
    assert "rat-lon.pdf" in page, "the small one is still there"
