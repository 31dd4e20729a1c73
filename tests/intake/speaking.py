"""Sentences made from a pattern: every choice that it describes is said in time, and the same each time."""

import random
import re
from collections.abc import Iterator
from re import _constants as code
from re import _parser as parser

# what may stand around a match, so that one is hidden, cut off or shifted
SURROUNDINGS = ("", "", " ", "xã ", "X", ". ", "/", "-", "_", "(", "İ ", "các ", "đã ", "3", ", ")
OF_CATEGORY = {
    code.CATEGORY_SPACE: " ",
    code.CATEGORY_DIGIT: "135",
    code.CATEGORY_WORD: "aĐ7",
    code.CATEGORY_NOT_SPACE: "b,",
}


class Speaker:
    """Says what a pattern describes, at random but the same each time; what must not stand there is left to chance."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)

    def say(self, parts: parser.SubPattern) -> str:
        return "".join(self._one(kind, argument) for kind, argument in parts)

    def _one(self, kind: object, argument: object) -> str:
        if kind is code.LITERAL:
            return chr(argument).upper() if self.random.random() < 0.04 else chr(argument)
        if kind is code.IN:
            return self._one_of(argument)
        if kind is code.BRANCH:
            return self.say(self.random.choice(argument[1]))
        if kind is code.SUBPATTERN:
            return self.say(argument[3])
        if kind in (code.MAX_REPEAT, code.MIN_REPEAT):
            least, most, repeated = argument
            times = self.random.randint(least, min(most, least + 2))
            return "".join(self.say(repeated) for _ in range(times))
        if kind is code.ASSERT:
            return self.say(argument[1]) if self.random.random() < 0.5 else ""
        return "" if kind in (code.AT, code.ASSERT_NOT) else "b"

    def _one_of(self, items: list[tuple[object, object]]) -> str:
        kind, argument = self.random.choice(items)
        if kind is code.RANGE:
            return chr(self.random.randint(*argument))
        if kind is code.CATEGORY:
            return self.random.choice(OF_CATEGORY.get(argument, "b"))
        return "b" if items[0][0] is code.NEGATE else chr(argument)


def said_by(pattern: re.Pattern[str], *, samples: int) -> Iterator[str]:
    """Texts that mostly match ``pattern``, alone, in other words or twice; letters of either case where it asks for neither."""
    speaker, parts = Speaker(7), parser.parse(pattern.pattern, pattern.flags & (re.IGNORECASE | re.VERBOSE))
    for _ in range(samples):
        around = [speaker.random.choice(SURROUNDINGS) for _ in range(3)]
        yield f"{around[0]}{speaker.say(parts)}{around[1]}{speaker.say(parts)}{around[2]}"
