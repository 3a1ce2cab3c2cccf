"""Coverage-guided fuzzing of one target: ``python -m tests.robustness.fuzz news -atheris_runs=100000 -max_len=60``.

Options beginning with ``-`` are libFuzzer's. Texts start from the sentences of the example report and from the phrases
of the case tables, some for every rule; what fails is kept in ``tests/robustness/cases/<target>/``.
"""

from __future__ import annotations

import sys
import tempfile
import traceback
from pathlib import Path

CASES = Path(__file__).parent / "cases"
EXAMPLE = Path(__file__).parents[2] / "examples" / "report.txt"
TABLES = Path(__file__).parents[1] / "cases"
BY_CHARACTERS = ("text", "page", "txt", "html")
SEEDS = {
    "jsonl": b'{"id": "1", "text": "\xd9\xa1\xd9\xa2 ", "published": "1400-12-05"}\n{}\n',
    "csv": b'id,text,published\n1,"a, ""b""",1400-12-05\n',
    "warc": b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 40\r\n\r\nHTTP/1.1 200 OK\r\n\r\n<p>a</p>\r\n\r\n",
    "page": b"<html><head><title>a</title></head><body><h1>b</h1><p>c</p></body></html>",
}


# Faults that are known and open, by exception and by the function that raised it; each has its kept case.
OPEN: set[tuple[str, str]] = set()


def is_open(error: Exception) -> bool:
    """Whether an exception is a fault that is known already."""
    frames = traceback.extract_tb(error.__traceback__)
    return any((type(error).__name__, frame.name) in OPEN for frame in frames)


def phrases() -> list[str]:
    """The phrase of every row of the case tables, without the brackets of its answer."""
    rows = (
        line.split("\t") for path in sorted(TABLES.glob("*.tsv")) for line in path.read_text("utf-8").split("\n")[1:]
    )
    return [row[1].translate(dict.fromkeys(map(ord, "[]"))) for row in rows if len(row) > 1]


def seeds(target: str) -> Path:
    """A folder of inputs to begin with."""
    folder = Path(tempfile.mkdtemp(prefix="homejobs-seeds-"))
    sentences = EXAMPLE.read_text(encoding="utf-8").split("\n") if target in BY_CHARACTERS else []
    sentences += phrases() if target == "text" else []
    found = [*(f"\x01{sentence}".encode() for sentence in sentences), SEEDS.get(target, b"\x01")]
    for number, seed in enumerate(found):
        (folder / f"{number}").write_bytes(seed)
    return folder


def main(target: str, options: list[str]) -> None:
    """Fuzz until the runs asked for are done or something fails."""
    import atheris  # type: ignore[import-untyped, unused-ignore]

    with atheris.instrument_imports(include=["homejobs_extract"], enable_loader_override=False):
        from tests.robustness.targets import TARGETS

    check = TARGETS[target]
    kept = CASES / target
    kept.mkdir(parents=True, exist_ok=True)

    def try_one(data: bytes) -> None:
        try:
            check(data or b"\0")
        except Exception as error:
            if not is_open(error):
                raise

    atheris.Setup([sys.argv[0], f"-artifact_prefix={kept}/", *options, str(seeds(target))], try_one)
    atheris.Fuzz()


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
