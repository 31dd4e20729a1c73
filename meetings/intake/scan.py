"""Quick looks at a text before the rules that are dear: most rules have nothing to say about most sentences.

Python's engine tries a pattern at every letter when it begins with a choice, a look behind or letters of either case. A
search for plain lower-case words skips from one of their first letters to the next.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from meetings.intake.once import once

_SHORT = 4000


def lowered(text: str) -> str:
    """The text in lower case; several rules ask for that of the same sentence."""
    return _in_short(text) if len(text) < _SHORT else text.lower()


@once(256)
def _in_short(text: str) -> str:
    return text.lower()


def says_any(text: str, words: tuple[str, ...]) -> bool:
    """Whether one of ``words``, in lower case, stands anywhere in the text."""
    return any(map(lowered(text).__contains__, words))


def _by_first_letter(words: list[str]) -> str:
    """A choice of the words that compares each first letter once: 'giao', 'giữ', 'nộp' as 'g(?:iao|iữ)|n(?:ộp)'."""
    rests: dict[str, list[str]] = {}
    for word in sorted(words, key=len, reverse=True):
        rest, whole = word[1:].removesuffix("*"), "" if word.endswith("*") else r"(?![^\W\d_])"
        rests.setdefault(word[0], []).append(re.escape(rest) + whole)
    return "|".join(f"{re.escape(first)}(?:{'|'.join(rest)})" for first, rest in rests.items())


class Opened:
    """A pattern every match of which begins with one of some whole words: it is tried only where one of them stands."""

    def __init__(self, words: str, pattern: str, flags: re.RegexFlag = re.IGNORECASE) -> None:
        """``words`` are the first words of all that ``pattern`` can match, in lower case, parted by blanks.

        One that is written 'luật*' may run on in the text without a blank, since the pattern asks for none ('luậtsố').
        """
        self.pattern = re.compile(pattern, flags)
        self._words = re.compile(_by_first_letter(words.split()))

    def search(self, text: str) -> re.Match[str] | None:
        """The first match, as of the pattern itself."""
        lower = lowered(text)
        if len(lower) != len(text):
            return self.pattern.search(text)
        for word in self._words.finditer(lower):
            if found := self.pattern.match(text, word.start()):
                return found
        return None

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """The matches in order, none overlapping another, as of the pattern itself."""
        lower = lowered(text)
        if len(lower) != len(text):  # a letter that is two in lower case: the places would not agree
            yield from self.pattern.finditer(text)
            return
        end, match = 0, self.pattern.match
        for word in self._words.finditer(lower):
            if word.start() >= end and (found := match(text, word.start())):
                yield found
                end = found.end()
