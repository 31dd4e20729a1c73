"""What is found in a signed PDF, as plain values that travel between the processes as JSON."""

from __future__ import annotations

import dataclasses
import json
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

State = Literal["intact", "added", "altered", "broken", "unreadable"]
Trust = Literal["trusted", "untrusted", "unchecked"]


@dataclass(frozen=True)
class SignatureFound:
    """One signature. Names come from its certificate, '' where none could be read; ``signed_at`` is the signer's own
    word unless ``is_timestamped``: then a trusted authority for time has confirmed it."""

    signer: str
    state: State
    trust: Trust = "unchecked"
    subject: str = ""
    issuer: str = ""
    serial: str = ""
    signed_at: datetime | None = None
    is_timestamped: bool = False
    covers_whole: bool = False
    note: str = ""


@dataclass(frozen=True)
class Findings:
    """``text`` is the file's layer of text, '' where it has none; ``signatures`` in the order in which they were made."""

    text: str
    signatures: tuple[SignatureFound, ...] = ()

    def as_json(self) -> str:
        values = dataclasses.asdict(self)
        for found in values["signatures"]:
            found["signed_at"] = found["signed_at"] and found["signed_at"].isoformat()
        return json.dumps(values)

    @classmethod
    def from_json(cls, written: str) -> Findings:
        values = json.loads(written)
        found = [
            SignatureFound(**each | {"signed_at": each["signed_at"] and datetime.fromisoformat(each["signed_at"])})
            for each in values["signatures"]
        ]
        return cls(values["text"], tuple(found))
