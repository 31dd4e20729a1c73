"""A mail server on loopback that speaks SMTP and behaves as it is told: accepts, refuses, hangs, dies."""

from __future__ import annotations

import socketserver
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage


@dataclass
class MailServer:
    """``answers``: what to say instead of the usual, by the command's first word ('DATA-END' after the last dot).

    An answer is a line as '450 later', or 'hang', or 'die'; a function gets the whole command and may give '' for the
    usual. ``accepted`` is called when a mail is kept, before the client is told.
    """

    port: int = 0
    kept: list[tuple[str, EmailMessage]] = field(default_factory=list)
    answers: dict[str, str | Callable[[str], str]] = field(default_factory=dict)
    accepted: Callable[[], None] = lambda: None
    connections: int = 0
    ended: threading.Event = field(default_factory=threading.Event)

    @property
    def message_ids(self) -> list[str]:
        return [str(mail["Message-ID"]) for _, mail in self.kept]

    def answer(self, verb: str, line: str, usual: str) -> str:
        told = self.answers.get(verb, "")
        return (told if isinstance(told, str) else told(line)) or usual


class _Dead(Exception):
    """The connection is dropped without a word."""


class _Talk(socketserver.StreamRequestHandler):
    def say(self, verb: str, line: str, usual: str) -> bool:
        """Answer; whether it was the usual answer, so that the talk goes on as planned."""
        house: MailServer = self.server.house
        told = house.answer(verb, line, usual)
        if told == "hang":
            house.ended.wait(30)
        if told in ("hang", "die"):
            raise _Dead
        self.wfile.write(f"{told}\r\n".encode())
        return told == usual

    def handle(self) -> None:
        house: MailServer = self.server.house
        house.connections += 1
        try:
            if self.say("CONNECT", "", "220 loopback"):
                self.talk(house)
        except (_Dead, ConnectionError):
            return

    def talk(self, house: MailServer) -> None:
        to = ""
        while raw := self.rfile.readline():
            line = raw.decode("utf-8", "replace").strip()
            verb = line.split(" ")[0].split(":")[0].upper()
            if verb == "QUIT":
                self.say(verb, line, "221 bye")
                return
            if verb == "RCPT":
                to = line.split("<", 1)[1].rstrip(">").split(">")[0]
            if verb == "DATA":
                if self.say(verb, line, "354 go on"):
                    self.keep(house, to)
            else:
                self.say(verb, line, "250 ok")

    def keep(self, house: MailServer, to: str) -> None:
        lines = []
        while (line := self.rfile.readline()) not in (b".\r\n", b""):
            lines.append(line[1:] if line.startswith(b"..") else line)
        if house.answer("DATA-END", to, "250 kept") == "250 kept":
            house.kept.append((to, message_from_bytes(b"".join(lines), policy=policy.default)))
            house.accepted()
        self.say("DATA-END", to, "250 kept")


class _Server(socketserver.ThreadingTCPServer):
    daemon_threads = True
    allow_reuse_address = True
    house: MailServer


@contextmanager
def mail_server() -> Iterator[MailServer]:
    with _Server(("127.0.0.1", 0), _Talk) as server:
        server.house = house = MailServer(server.server_address[1])
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        try:
            yield house
        finally:
            house.ended.set()
            server.shutdown()
            thread.join(10)
