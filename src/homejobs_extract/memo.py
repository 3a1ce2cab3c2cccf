"""What was made of a word once, kept for the next time: a dictionary that fills itself and never grows too large."""

from __future__ import annotations

from collections.abc import Callable

LONGEST, MOST = 32, 1 << 15


class Memo[Made](dict[str, Made]):
    """What a function makes of each word; long words are not kept, and too many words are forgotten.

    >>> sizes = Memo(len)
    >>> sizes["مجوز"], list(sizes)
    (4, ['مجوز'])
    """

    def __init__(self, make: Callable[[str], Made]) -> None:
        super().__init__()
        self._make = make

    def __missing__(self, word: str) -> Made:
        made = self._make(word)
        if len(word) <= LONGEST:
            if len(self) >= MOST:
                self.clear()
            self[word] = made
        return made
