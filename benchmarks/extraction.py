"""``extract()`` against hazm, against the floor, and against the length of the text."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterator

from benchmarks.articles import annotated
from benchmarks.floor import Floor
from benchmarks.timing import Call, Row, at_most, medians, ratio
from homejobs_extract import extract

KILOBYTE = 1024
SMALL, LARGE = 10 * KILOBYTE, 10 * KILOBYTE * KILOBYTE


class Hazm:
    """hazm's default normalizer and its tokenizers, loaded."""

    def __init__(self) -> None:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            import hazm

            self.normalizer = hazm.Normalizer()
            self._sentences, self._words = hazm.SentenceTokenizer(), hazm.WordTokenizer()

    def tokens(self, text: str) -> list[list[str]]:
        """The words of each sentence of a normalized text."""
        return [self._words.tokenize(s) for s in self._sentences.tokenize(self.normalizer.normalize(text))]


def against_hazm(articles: list[tuple[str, str | None]]) -> Iterator[Row]:
    """The same articles, in turns: hazm's default normalizer, its tokenizers, the floor, and ``extract()``."""
    hazm, floor, count = Hazm(), Floor(), len(articles)
    texts = [text for text, _ in articles]

    def ours() -> None:
        for text, date in articles:
            extract(text, published=date)

    found, mine, theirs = ratio(ours, _over(texts, hazm.normalizer.normalize))
    words = f"{found:.2f} ({mine / count * 1e3:.2f} ms against {theirs / count * 1e3:.2f} ms an article)"
    yield at_most("extract() / hazm Normalizer().normalize", found, 1.0, words)
    found, _, _ = ratio(ours, _over(texts, hazm.tokens))
    yield Row("extract() / hazm normalize + sentences + words", f"{found:.2f}")
    found, _, theirs = ratio(ours, _over(texts, floor))
    yield Row("extract() / throw-away floor", f"{found:.1f} (floor: {theirs / count * 1e6:.0f} µs an article)")


def _over(texts: list[str], call: Callable[[str], object]) -> Call:
    """One call over all texts."""
    return lambda: [call(text) for text in texts]


def linearity(largest: int = LARGE) -> Iterator[Row]:
    """The cost of a character in a text of ten megabytes against one of ten kilobytes."""
    texts = {"articles in a row": "\n".join(text for text, _ in annotated()), **repeats()}
    for name, unit in texts.items():
        small, large = _filled(unit, SMALL), _filled(unit, largest)
        few = [lambda t=small: extract(t), lambda t=large: extract(t)]
        seconds = medians(few, rounds=1)
        found = (seconds[1] / len(large)) / (seconds[0] / len(small))
        size = f"{largest / KILOBYTE / KILOBYTE:g} MB"
        yield at_most(f"cost of a character, {size} / 10 KB: {name}", found, 1.3, f"{found:.2f} ({seconds[1]:.1f} s)")


def repeats() -> dict[str, str]:
    """One cue, one number, one figure, again and again."""
    return {
        "one cue repeated": "مجوز مشاغل خانگی ",
        "one number repeated": "۲۲۶ ",
        "one figure repeated": "۲۲۶ مجوز مشاغل خانگی صادر شد. ",
    }


def _filled(unit: str, size: int) -> str:
    """A text of so many bytes made of one unit."""
    times = size // len(unit.encode()) + 1
    return (unit * times).encode()[:size].decode("utf-8", "ignore")
