"""Texts to measure with: the repository's own annotated articles, and news of other matters made from a word list."""

from __future__ import annotations

import itertools
import json
import random
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FOLDERS = ("seen", "unseen", "negative")
HOUSES = ("وزارتخانه", "کارخانه", "خانه", "منزل")
HOUSES_IN_HUNDRED = 43


def annotated(folder: Path | None = None) -> list[tuple[str, str | None]]:
    """Text and date of the annotated articles of a folder; by default those of the repository."""
    folders = [folder] if folder else [ROOT / "tests" / "fixtures" / name for name in FOLDERS]
    golds = [json.loads(p.read_text(encoding="utf-8")) for f in folders for p in sorted(f.glob("*.json"))]
    return [(gold["text"], gold.get("published")) for gold in golds]


def others(count: int) -> Iterator[str]:
    """So many articles of about 2,000 characters on other matters.

    As in a sample of general news, 43 words in a hundred articles look to the gate like «خانه» or «منزل».
    """
    dice = random.Random(1402)
    stock = (Path(__file__).parent / "words.txt").read_text(encoding="utf-8").split()
    for _ in range(count):
        words = dice.choices(stock, k=380)
        for at in range(20, 380, 20):
            words[at] = f"{dice.randrange(1, 5000)} {words[at]}،" if at % 60 else f"{words[at]}.\n"
        if dice.randrange(100) < HOUSES_IN_HUNDRED:
            words[7] = dice.choice(HOUSES)
        yield " ".join(words)


def line(number: int, text: str, date: str | None = None) -> bytes:
    """An article as a line of JSON."""
    row = {"id": f"n{number}", "date": date, "text": text}
    return json.dumps(row, ensure_ascii=False).encode() + b"\n"


def archive(path: Path, rows: int, *, every: int = 100) -> Path:
    """An archive of so many rows, one in ``every`` of them on home businesses."""
    relevant = itertools.cycle(annotated())
    irrelevant = itertools.cycle([line(number, text) for number, text in enumerate(others(1500))])
    with path.open("wb") as file:
        for number in range(rows):
            if every and number % every == every // 2:
                text, date = next(relevant)
                file.write(line(number, text, date))
            else:
                file.write(next(irrelevant))
    return path
