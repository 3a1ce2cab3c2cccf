"""What is fuzzed: each target takes bytes, makes an input of them, and asserts what must hold whatever the input.

The same targets run under atheris (``fuzz.py``), under hypothesis and over the kept cases (``test_targets.py``).
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from functools import cache
from pathlib import Path

from homejobs_extract import Report, extract
from homejobs_extract.archive.html import read_page
from homejobs_extract.archive.items import BrokenInputError
from homejobs_extract.archive.readers import read
from homejobs_extract.archive.settings import Settings
from homejobs_extract.archive.sources import find_sources
from homejobs_extract.gate import RawGate, is_relevant_text, plain_json
from homejobs_extract.normalize import SURROGATES
from homejobs_extract.userlexicon import Lexicon, LexiconError, Problem, load_lexicon
from homejobs_extract.userlexicon.columns import FILES
from tests.robustness.vocabulary import PARTS

LARGEST = 10**18
DAYS = (None, "1400-12-05", "1399-12-30", "1402/01/01", "2022-02-24", "2024-03-19")
ALLOWED = (BrokenInputError, OSError)


def news(data: bytes) -> str:
    """Bytes as a text: each is a word, a number, a mark or some noise of Persian news, most with a space after it."""
    return "".join(f"{PARTS[byte % len(PARTS)]}{' ' if byte < len(PARTS) else ''}" for byte in data)


def check_text(data: bytes) -> None:
    """``extract`` of any characters at all."""
    check(data[1:].decode("utf-8", "surrogateescape"), DAYS[data[0] % len(DAYS)])


def check_news(data: bytes) -> None:
    """``extract`` of what looks like news."""
    check(news(data[1:]), DAYS[data[0] % len(DAYS)])


def check(text: str, published: str | None, lexicon: Lexicon | None = None) -> None:
    """What holds of every report."""
    report = extract(text, published=published, lexicon=lexicon)
    original = SURROGATES.sub("\ufffd", text)
    for span in spans(report):
        assert 0 <= span[0] < span[1]
        assert original[span[0] : span[1]] == span[2]
    json = report.model_dump_json()
    again = Report.model_validate_json(json)
    assert again == report
    assert again.model_dump_json() == json
    check_figures(report)


def check_figures(report: Report) -> None:
    """Ids in order, values in range, references that hold, no number twice."""
    ids = [figure.id for figure in report.figures]
    assert ids == [f"f{number}" for number in range(1, len(ids) + 1)]
    for figure in report.figures:
        assert 0 <= figure.value <= LARGEST
        assert figure.upper is None or figure.value < figure.upper <= LARGEST
        assert figure.part_of is None or figure.part_of in ids
    for made in report.checks:
        assert {*made.parts, *filter(None, [made.total])} <= set(ids)
    assert len(report.to_records()) == len(ids)


def spans(report: Report) -> list[tuple[int, int, str]]:
    """Every span of a report."""
    found = [span for figure in report.figures for span in (*figure.spans, figure.evidence)]
    found += [d.cue for figure in report.figures for d in figure.decisions if d.cue is not None]
    found += [span for agency in report.agencies for span in agency.spans]
    found += [span for speaker in report.speakers for span in speaker.spans]
    found += [skip.span for skip in report.skipped]
    return [(span.start, span.end, span.text) for span in found]


def check_page(data: bytes) -> None:
    """The HTML filter: any page gives a page, and what it gives is text that ``extract`` takes."""
    page = read_page(data)
    assert "\0" not in page.text
    assert page.published is None or len(page.published) >= len("1400-01-01")


def check_gate(data: bytes) -> None:
    """The gate on bytes lets through whatever the gate on text would."""
    text = data.decode("utf-8", "replace") if data[:1] < b"\x80" else news(data)
    raw = text.encode("utf-8", "replace")
    if is_relevant_text(raw.decode()):
        assert raw_gate().passes(raw)
    plain_json(data)


@cache
def raw_gate() -> RawGate:
    """The gate, made once."""
    return RawGate()


@cache
def scratch() -> Path:
    """A folder of this process for the files that readers read."""
    return Path(tempfile.mkdtemp(prefix="homejobs-fuzz-"))


def check_lexicon(data: bytes) -> None:
    """The lexicon loader: any file is read, or refused with places that are in it."""
    name = sorted(FILES)[(data[0] if data else 0) % len(FILES)]
    path = scratch() / (f"lexicon/{name}.tsv" if data[1:2] < b"\x80" else "lexicon.toml")
    path.parent.mkdir(exist_ok=True)
    for old in path.parent.glob("*.tsv"):
        old.unlink()
    header = "\t".join(column.name for column in FILES[name]).encode() if data[2:3] < b"\xc0" else b""
    path.write_bytes(header + b"\n" + data[3:])
    lines = data.count(b"\n") + 3
    assert all(0 <= problem.line <= lines for problem in problems_of(path))


def problems_of(path: Path) -> tuple[Problem, ...]:
    """What is wrong with a lexicon; nothing if it can be used."""
    try:
        load_lexicon(path)
    except LexiconError as error:
        return error.problems
    return ()


def reader_of(suffix: str) -> Callable[[bytes], None]:
    """The target that reads its bytes as a file of a suffix."""

    def check_reader(data: bytes) -> None:
        path = scratch() / f"input{suffix}"
        path.write_bytes(data)
        settings = Settings()
        sources, _ = find_sources([path], settings)
        try:
            batches = [list(read(source, settings)) for source in sources]
        except ALLOWED:
            return
        assert len(batches) == len(sources)

    return check_reader


TARGETS: dict[str, Callable[[bytes], None]] = {
    "text": check_text,
    "news": check_news,
    "page": check_page,
    "gate": check_gate,
    "lexicon": check_lexicon,
    **{name: reader_of(f".{name}") for name in ("jsonl", "csv", "warc", "txt", "html", "parquet")},
    **{
        f"{name}-{pack}": reader_of(f".{name}.{pack}")
        for name, pack in (("jsonl", "gz"), ("warc", "gz"), ("csv", "zst"))
    },
}
"""By name, in the order in which they are run."""
