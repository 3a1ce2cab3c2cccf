"""Coverage-guided fuzzing of one target: ``python -m tests.robustness.fuzz news -atheris_runs=100000 -max_len=60``.

Options beginning with ``-`` are libFuzzer's. It starts from the sentences of the example report; what fails is kept in
``tests/robustness/cases/<target>/``.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

CASES = Path(__file__).parent / "cases"
EXAMPLE = Path(__file__).parents[2] / "examples" / "report.txt"
BY_CHARACTERS = ("text", "page", "txt", "html")
SEEDS = {
    "jsonl": b'{"id": "1", "text": "\xd9\xa1\xd9\xa2 ", "published": "1400-12-05"}\n{}\n',
    "csv": b'id,text,published\n1,"a, ""b""",1400-12-05\n',
    "warc": b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 40\r\n\r\nHTTP/1.1 200 OK\r\n\r\n<p>a</p>\r\n\r\n",
    "page": b"<html><head><title>a</title></head><body><h1>b</h1><p>c</p></body></html>",
}


def seeds(target: str) -> Path:
    """A folder of inputs to begin with."""
    folder = Path(tempfile.mkdtemp(prefix="homejobs-seeds-"))
    sentences = EXAMPLE.read_text(encoding="utf-8").split("\n") if target in BY_CHARACTERS else []
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
    atheris.Setup(
        [sys.argv[0], f"-artifact_prefix={kept}/", *options, str(seeds(target))], lambda data: check(data or b"\0")
    )
    atheris.Fuzz()


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
