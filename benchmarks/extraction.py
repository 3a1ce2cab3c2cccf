"""``extract()`` against hazm, against the floor, and against the length of the text."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterator

from benchmarks.articles import annotated
from benchmarks.floor import Floor
from benchmarks.timing import Call, Row, alone, at_most, ratio
from homejobs_extract import extract

KILOBYTE = 1024
MICRO = 1e6
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
    """The cost of a character in a text of ten megabytes against one of ten kilobytes, and at sizes around them."""
    for name, unit in {"articles in a row": "\n".join(text for text, _ in annotated()), **repeats()}.items():
        few, many = cost(unit, SMALL), cost(unit, largest)
        found, size = many / few, f"{largest / KILOBYTE / KILOBYTE:g} MB"
        words = f"{found:.2f} ({many * MICRO:.2f} µs against {few * MICRO:.2f} µs)"
        yield at_most(f"cost of a character, {size} / 10 KB: {name}", found, 1.3, words)
        if name == "articles in a row":
            sizes = [KILOBYTE * 10**power for power in range(5) if KILOBYTE * 10**power < largest]
            each = [*(cost(unit, size) * MICRO for size in sizes), many * MICRO]
            yield Row(f"µs a character: 1 KB, 10 KB … {size}", ", ".join(f"{cost:.2f}" for cost in each))


def cost(unit: str, size: int) -> float:
    """Seconds of processor time a character of a text of so many bytes, the median of as many calls as are worth it."""
    text = _filled(unit, size)
    rounds = max(1, min(15, 3 * KILOBYTE * KILOBYTE // size))
    return alone(lambda: extract(text), rounds) / len(text)


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
