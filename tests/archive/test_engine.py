"""Jobs: results are whole, hostile articles cost only themselves, and a second run does only what is new."""

from __future__ import annotations

import gzip
import json
import multiprocessing
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any, get_args

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from homejobs_extract import __version__, extract
from homejobs_extract.archive.arrow import extract_arrow, extract_batches
from homejobs_extract.archive.batch import How, OtherJobError, run_batch
from homejobs_extract.archive.items import ReasonWord, Reject
from homejobs_extract.archive.ledger import FolderInUseError, engine_lock, worker_lock
from homejobs_extract.archive.pool import start_deaf
from homejobs_extract.archive.schema import RESULT, flat_tables, schema_of
from homejobs_extract.archive.status import Status
from homejobs_extract.cli._progress import Lines
from homejobs_extract.lexicons import DATA_VERSION
from tests.archive import made
from tests.archive.test_readers import as_csv

TEN_TO = 10**18


def job(out: Path, *inputs: Path, **options: Any) -> Any:
    """Run a job of small blocks in two processes."""
    return run_batch(list(inputs), out, how=How(workers=2), **{"block_bytes": 20_000, **options})


@pytest.fixture(scope="module")
def done(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with one archive and its results."""
    folder = tmp_path_factory.mktemp("done")
    (folder / "news.jsonl").write_bytes(made.jsonl(200))
    job(folder / "out", folder / "news.jsonl")
    return folder


def test_results_are_what_extract_says(done: Path) -> None:
    found = made.tables(done / "out")
    assert len(found["articles"]) == 40
    for number in range(0, 200, 5):
        text = f"خبر شماره {number}\n{made.relevant(number)}"
        report = extract(text, published="1401-03-12", source=f"n{number}")
        article = next(a for a in found["articles"] if a["id"] == f"n{number}")
        assert (article["text"], article["published"], article["characters"]) == (text, "2022-06-02", len(text))
        figures = [f for f in found["figures"] if f["article"] == article["article"]]
        expected = report.to_records()
        shared = set(expected[0]) & set(figures[0]) - {"source", "published"}
        assert len(shared) > 20
        assert [[f[n] for n in sorted(shared)] for f in sorted(figures, key=lambda f: f["start"])] == [
            [r[n] for n in sorted(shared)] for r in expected
        ]
        assert all(text[f["start"] : f["end"]] == f["text"] for f in figures)
        skipped = [s for s in found["skipped"] if s["article"] == article["article"]]
        assert {(s["start"], s["reason"]) for s in skipped} == {(s.span.start, s.reason) for s in report.skipped}


def test_schemas_are_as_documented(done: Path) -> None:
    for name in ("articles", "figures", "checks", "skipped"):
        for path in (done / "out" / name).glob("*.parquet"):
            assert pq.read_schema(path).equals(schema_of(name)), path


def test_manifest_counts(done: Path) -> None:
    manifest = json.loads((done / "out" / "manifest.json").read_text(encoding="utf-8"))
    found = made.tables(done / "out")
    assert [(i["rows"], i["articles"], i["figures"]) for i in manifest["inputs"]] == [(200, 40, len(found["figures"]))]
    stat = (done / "news.jsonl").stat()
    assert manifest["inputs"][0]["input"] == str(done / "news.jsonl")
    assert manifest["inputs"][0]["size"] == stat.st_size
    assert manifest["inputs"][0]["identity"].startswith(f"{stat.st_size}-{stat.st_mtime_ns}-")
    assert (manifest["library"], manifest["data_version"]) == (__version__, DATA_VERSION)
    assert made.rejects(done / "out") == []


def test_a_second_run_does_nothing_and_a_changed_input_is_done_again(tmp_path: Path) -> None:
    first, second = tmp_path / "a.jsonl", tmp_path / "b.csv"
    first.write_bytes(made.jsonl(60))
    job(tmp_path / "out", first)
    before = {p: p.stat().st_mtime_ns for p in (tmp_path / "out" / "articles").iterdir()}
    second.write_bytes(as_csv(made.rows(20)))
    summary = job(tmp_path / "out", first, second)
    assert (summary.rows, summary.articles) == (80, 16)
    assert all(p.stat().st_mtime_ns == stamp for p, stamp in before.items())
    first.write_bytes(made.jsonl(30))
    assert job(tmp_path / "out", first, second).rows == 50
    assert len(made.tables(tmp_path / "out")["articles"]) == 10


def test_other_settings_are_refused_and_fresh_begins_anew(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(made.jsonl(10))
    job(tmp_path / "out", path)
    with pytest.raises(OtherJobError, match="seconds"):
        job(tmp_path / "out", path, seconds=7)
    summary = run_batch([path], tmp_path / "out", how=How(workers=1, fresh=True), seconds=7)
    assert summary.articles == 2


def test_one_run_at_a_time(tmp_path: Path) -> None:
    with engine_lock(tmp_path), pytest.raises(FolderInUseError):
        job(tmp_path, tmp_path / "a.jsonl")


def test_a_run_waits_for_the_workers_of_a_dead_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from homejobs_extract.archive import ledger

    monkeypatch.setattr(ledger, "PATIENCE", 0.1)
    (tmp_path / "articles").mkdir()
    half = tmp_path / "articles" / "0123456789abcdef-000000.parquet"
    half.write_bytes(b"its note follows")
    with worker_lock(tmp_path), worker_lock(tmp_path), pytest.raises(FolderInUseError):
        job(tmp_path, tmp_path / "a.jsonl")
    assert half.exists()
    job(tmp_path, tmp_path / "a.jsonl")
    assert not half.exists()


HOSTILE = """
import os, signal
from homejobs_extract.archive import arrow, pages
calm, calm_page = arrow.extract, pages.read_page

def hostile(text, **options):
    if "آسیب" in text:
        os.kill(os.getpid(), signal.SIGSEGV)
    if "خروج" in text:
        os._exit(9)
    if "بی‌پایان" in text:
        while True:
            pass
    if "کر" in text.split():
        signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGALRM])
        while True:
            pass
    if "خطا" in text:
        raise RecursionError("too deep")
    return calm(text, **options)

def hostile_page(data):
    if "آسیب".encode() in data:
        os.kill(os.getpid(), signal.SIGSEGV)
    return calm_page(data)

arrow.extract, pages.read_page = hostile, hostile_page
"""


@pytest.fixture
def hostile(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In the processes of this test, some words in an article crash the extractor, and one the reader of pages."""
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "sitecustomize.py").write_text(HOSTILE, encoding="utf-8")
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(tmp_path / "site"), os.environ.get("PYTHONPATH", "")]))


@pytest.mark.usefixtures("hostile")
def test_hostile_articles_cost_only_themselves(tmp_path: Path) -> None:
    rows = made.rows(150)
    words = {10: "آسیب", 35: "خروج", 60: "بی‌پایان", 80: "کر", 105: "خطا"}
    for number, word in words.items():
        rows[number]["text"] += f"\n{word} ."
    (tmp_path / "a.jsonl").write_bytes(b"".join(map(made.line, rows)))
    ended = made.run(tmp_path, tmp_path / "out", [tmp_path / "a.jsonl"], seconds=4)
    assert ended.returncode == 1, ended.stderr
    assert made.texts(tmp_path / "out") == {f"n{n}" for n in range(0, 150, 5) if n not in words}
    found = {(r["row"] - 1, r["reason"]) for r in made.rejects(tmp_path / "out")}
    assert found == {(10, "crashed"), (35, "crashed"), (60, "timeout"), (80, "timeout"), (105, "error")}
    assert all(r["id"] == f"n{r['row'] - 1}" for r in made.rejects(tmp_path / "out"))
    details = {r["row"] - 1: r["detail"] for r in made.rejects(tmp_path / "out")}
    assert "RecursionError: too deep" in details[105]
    assert "-11" in details[10]


@pytest.mark.usefixtures("hostile")
def test_a_page_that_crashes_its_reader_costs_only_itself(tmp_path: Path) -> None:
    pytest.importorskip("resiliparse")
    (tmp_path / "pages").mkdir()
    for number in range(0, 30, 5):
        page = made.page(number).replace(b"</p>", "آسیب</p>".encode(), 1) if number == 15 else made.page(number)
        (tmp_path / "pages" / f"{number:02}.html").write_bytes(page)
    assert made.run(tmp_path, tmp_path / "out", [tmp_path / "pages"]).returncode == 1
    assert {Path(i).stem for i in made.texts(tmp_path / "out")} == {"00", "05", "10", "20", "25"}
    found = [(r["row"], r["reason"], Path(r["id"]).name) for r in made.rejects(tmp_path / "out")]
    assert found == [(4, "crashed", "15.html")]


def test_workers_that_die_as_they_start_end_the_job(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "site").mkdir()
    dying = "import os, sys\nif '--multiprocessing-fork' in sys.orig_argv:\n    os._exit(7)\n"
    (tmp_path / "site" / "sitecustomize.py").write_text(dying, encoding="utf-8")
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(tmp_path / "site"), os.environ.get("PYTHONPATH", "")]))
    (tmp_path / "a.jsonl").write_bytes(made.jsonl(10))
    ended = subprocess.run(batch_command(tmp_path), capture_output=True, text=True, timeout=120, check=False)
    assert ended.returncode == 1
    assert "workers keep dying (exit status 7) as they start" in ended.stderr


def test_a_full_disk_ends_the_job_and_no_article_is_blamed(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_bytes(made.jsonl(300))
    command = made.command(tmp_path, tmp_path / "out", [tmp_path / "a.jsonl"])
    limited = ["prlimit", "--fsize=6000", *command]
    ended = subprocess.run(limited, capture_output=True, text=True, timeout=120, check=False)
    assert ended.returncode == 1
    assert "JobFailedError" in ended.stderr
    assert "File too large" in ended.stderr
    assert subprocess.run(command, check=False, timeout=120).returncode == 0
    assert len(made.tables(tmp_path / "out")["articles"]) == 60
    assert made.rejects(tmp_path / "out") == []


def test_rubbish_does_not_fill_the_memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from homejobs_extract.archive import writer

    monkeypatch.setattr(writer, "MOST_REJECTS", 10)
    kept = writer.UnitWriter.__new__(writer.UnitWriter)
    kept._rejects, kept._unnamed = [], 0
    for number in range(25):
        kept._keep([Reject(number, "invalid_json")])
    assert ([r["position"] for r in kept._rejects], kept._unnamed) == (list(range(10)), 15)


def batch_command(folder: Path) -> list[str]:
    """The command line over ``a.jsonl`` of a folder."""
    inputs, out = str(folder / "a.jsonl"), str(folder / "out")
    return [sys.executable, "-m", "homejobs_extract.cli", "batch", inputs, "--out", out]


def read_all(descriptor: int) -> str:
    """All that was written to a terminal whose other end is closed."""
    found = b""
    try:
        while chunk := os.read(descriptor, 65536):
            found += chunk
    except OSError:
        pass
    os.close(descriptor)
    return found.decode("utf-8", "replace")


def test_stopped_by_the_user(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_bytes(made.jsonl(4000))
    command = batch_command(tmp_path)
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, start_new_session=True)
    while not list((tmp_path / "out" / "work").glob("*.status")):
        time.sleep(0.05)
        assert process.poll() is None
    os.killpg(process.pid, signal.SIGINT)
    _, errors = process.communicate(timeout=300)
    assert process.returncode == 130
    assert "goes on from here" in errors
    assert "Traceback" not in errors


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="tells masks of signals on Linux only")
def test_no_worker_hears_the_user_before_it_runs() -> None:
    process = multiprocessing.get_context("spawn").Process(target=time.sleep, args=(60,), daemon=True)
    start_deaf(process)
    try:
        lines = Path(f"/proc/{process.pid}/status").read_text().splitlines()
        blocked = next(int(line.split()[1], 16) for line in lines if line.startswith("SigBlk"))
        assert blocked >> signal.SIGINT - 1 & 1
        assert signal.SIGINT not in signal.pthread_sigmask(signal.SIG_BLOCK, ())
    finally:
        process.kill()
        process.join()


def test_progress_on_a_terminal(tmp_path: Path) -> None:
    pty = pytest.importorskip("pty")
    (tmp_path / "a.jsonl").write_bytes(made.jsonl(400))
    ours, theirs = pty.openpty()
    command = batch_command(tmp_path)
    subprocess.run(command, stderr=theirs, stdout=subprocess.DEVNULL, check=True, env={**os.environ, "COLUMNS": "160"})
    os.close(theirs)
    shown = re.sub(r"\x1b\[[\d;?]*[A-Za-z]", "", read_all(ours))
    assert "100%" in shown
    assert re.search(r"0:0\d:\d\d .*400 rows \([\d,]+/s\), 80 relevant, 240 figures, \d+ findings, 0 rejects", shown)


def test_progress_elsewhere_is_lines(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    now = iter([100.0, 101.0, 160.0, 161.0])
    monkeypatch.setattr("homejobs_extract.cli._progress.time.monotonic", lambda: next(now))
    lines = Lines()
    for read in (1, 256, 300):
        lines.tick(Status(rows=600, relevant=6, figures=20, findings=2, rejects=1, read=read), 1024)
    words = "600 rows (10/s), 6 relevant, 20 figures, 2 findings, 1 rejects"
    assert capsys.readouterr().err == f"25%, {words}, 0:03:00 left\n"


def test_a_poisoned_archive_of_every_kind(tmp_path: Path) -> None:
    pytest.importorskip("fastwarc")
    pytest.importorskip("resiliparse")
    lines = made.jsonl(20)
    (tmp_path / "cut.jsonl.gz").write_bytes(gzip.compress(lines, mtime=0)[:-9])
    (tmp_path / "half.jsonl").write_bytes(lines + b'{"id": "half", "text": "\xd9\x85\xd8\xb4')
    (tmp_path / "bytes.jsonl").write_bytes(b'{"id": "x", "text": "\xff\xfe"}\n' + lines)
    long = b'{"id": "long", "text": "' + b"x" * 50_000_000 + b'"}\n'
    (tmp_path / "long.jsonl").write_bytes(lines[: lines.index(b"\n") + 1] + long + lines[lines.index(b"\n") + 1 :])
    (tmp_path / "wrong.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    pq.write_table(pa.table({"text": pa.array([], pa.string())}), tmp_path / "empty.parquet")
    records = [gzip.compress(made.warc_record(n, made.page(n)), mtime=0) for n in (0, 5, 10)]
    records[1] = records[1][:50] + bytes(60) + records[1][110:]
    (tmp_path / "broken.warc.gz").write_bytes(b"".join(records))
    inputs = sorted(p for p in tmp_path.iterdir())
    summary = job(tmp_path / "out", *inputs, tmp_path / "missing.jsonl", block_bytes=1 << 20)
    found = {(Path(r["input"]).name, r["reason"]) for r in made.rejects(tmp_path / "out")}
    assert found == {
        ("cut.jsonl.gz", "truncated"), ("half.jsonl", "invalid_json"), ("bytes.jsonl", "invalid_utf8"),
        ("long.jsonl", "too_long"), ("wrong.csv", "wrong_columns"), ("broken.warc.gz", "corrupt"),
        ("missing.jsonl", "unreadable"),
    }  # fmt: skip
    assert summary.articles == 4 * 4 + 2
    assert summary.rejects == 7


def test_extract_arrow_on_any_table() -> None:
    table = pa.table(
        {"id": [7, 8, 9], "text": [made.relevant(5), made.WEATHER[0], None], "published": ["1401-03-12", None, None]}
    )
    made_table = extract_arrow(table)
    assert made_table.schema.equals(RESULT)
    assert made_table["id"].to_pylist() == ["7"]
    assert [f["kind"] for f in made_table["figures"][0].as_py()] == ["permit", "plan", "loan"]
    assert extract_arrow(table, gate=False).num_rows == 3
    with pytest.raises(ValueError, match="no column text, only body"):
        extract_arrow(table.select(["text"]).rename_columns(["body"]))
    assert pa.Table.from_batches(list(extract_batches(iter(table.to_batches())))).equals(made_table)
    assert {name: t.num_rows for name, t in flat_tables(extract_arrow(table.slice(1))).items()} == dict.fromkeys(
        ("articles", "figures", "checks", "skipped"), 0
    )


def test_numbers_beyond_64_bits_are_null() -> None:
    from homejobs_extract.archive.schema import fitting

    assert [fitting(n) for n in (None, 5, -5, TEN_TO, 10 * TEN_TO)] == [None, 5, -5, TEN_TO, None]


def test_progress_counts_grow(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_bytes(made.jsonl(100))
    seen: list[tuple[int, int]] = []
    run_batch(
        [tmp_path / "a.jsonl"], tmp_path / "out", how=How(workers=1), tick=lambda s, total: seen.append((s.read, total))
    )
    assert seen[-1] == ((tmp_path / "a.jsonl").stat().st_size,) * 2
    assert [read for read, _ in seen] == sorted(read for read, _ in seen)


def test_command_line(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_bytes(made.jsonl(40) + b"broken\n")
    command = batch_command(tmp_path)
    ended = subprocess.run(command, capture_output=True, text=True, check=False, encoding="utf-8")
    assert ended.returncode == 1
    assert re.search(r"\d+ figures in 8 relevant articles of 41", ended.stdout)
    assert "1 could not be read" in ended.stderr
    assert subprocess.run([*command, "--seconds", "3"], capture_output=True, check=False).returncode == 2


def test_every_column_is_documented(root: Path) -> None:
    page = (root / "docs" / "scale.md").read_text(encoding="utf-8")
    for name in ("articles", "figures", "checks", "skipped"):
        row = re.search(rf"^\| `{name}` \| (.*) \|$", page, re.MULTILINE)
        assert row is not None
        assert re.findall(r"`(\w+)`", row[1]) == schema_of(name).names, name


def test_every_reason_is_documented(root: Path) -> None:
    page = (root / "docs" / "scale.md").read_text(encoding="utf-8")
    assert [reason for reason in get_args(ReasonWord) if f"`{reason}`" not in page] == []
