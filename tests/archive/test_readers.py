"""Every kind of input gives the same articles; broken ones give all the good ones and name the bad."""

from __future__ import annotations

import bz2
import csv
import gzip
import io
import json
import lzma
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from homejobs_extract.archive.fields import Fields
from homejobs_extract.archive.items import EVERYTHING, Article, End, Item, Reject, Wanted
from homejobs_extract.archive.readers import read
from homejobs_extract.archive.settings import Settings
from homejobs_extract.archive.sources import find_sources
from tests.archive import made

COUNT = 60
GOOD = {f"n{n}" for n in range(0, COUNT, 5)}


def items(path: Path, wanted: Wanted = EVERYTHING, **options: Any) -> tuple[list[Article], list[Reject], int]:
    """Articles, rejects and the number of rows of an input."""
    settings = Settings(**{"block_bytes": 20_000, **options})
    sources, refused = find_sources([path], settings)
    assert not refused, refused
    found: list[Item] = []
    rows = 0
    for source in sources:
        batches = list(read(source, settings, wanted))
        assert isinstance(batches[-1], End)
        for batch in batches[:-1]:
            assert not isinstance(batch, End)
            found += batch.items
            rows += batch.rows
    return [i for i in found if isinstance(i, Article)], [i for i in found if isinstance(i, Reject)], rows


def ids(articles: list[Article]) -> set[str | None]:
    """Their ids."""
    return {article.id for article in articles}


def as_csv(rows: list[dict[str, Any]], delimiter: str = ",") -> bytes:
    """Rows as CSV."""
    file = io.StringIO(newline="")
    writer = csv.DictWriter(file, list(rows[0]), delimiter=delimiter)
    writer.writeheader()
    writer.writerows(rows)
    return file.getvalue().encode()


def zst(data: bytes) -> bytes:
    """Two frames of zstd."""
    zstandard = pytest.importorskip("zstandard")
    half = len(data) // 2
    return bytes(zstandard.compress(data[:half]) + zstandard.compress(data[half:]))


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.jsonl", made.jsonl(COUNT)),
        ("a.ndjson", b"\xef\xbb\xbf" + made.jsonl(COUNT).replace(b"\n", b"\r\n") + b"\n\n"),
        ("a.jsonl.gz", gzip.compress(made.jsonl(20)) + gzip.compress(made.jsonl(COUNT)[len(made.jsonl(20)) :])),
        ("a.jsonl.xz", lzma.compress(made.jsonl(COUNT))),
        ("a.jsonl.bz2", bz2.compress(made.jsonl(COUNT))),
        ("a.jsonl.zst", zst(made.jsonl(COUNT))),
        ("a.csv", as_csv(made.rows(COUNT))),
        ("a.tsv", as_csv(made.rows(COUNT), "\t")),
        ("semicolons.csv.gz", gzip.compress(b"\xef\xbb\xbf" + as_csv(made.rows(COUNT), ";"))),
        ("escaped.jsonl", b"".join(json.dumps(r).encode() + b"\n" for r in made.rows(COUNT))),
    ],
)
def test_texts_of_any_container(tmp_path: Path, name: str, data: bytes) -> None:
    (tmp_path / name).write_bytes(data)
    articles, rejects, rows = items(tmp_path / name)
    assert (ids(articles), rejects, rows) == (GOOD, [], COUNT)
    assert articles[0].text == "خبر شماره 0\n" + made.relevant(0)
    assert (articles[0].published, articles[0].title) == ("1401-03-12", "خبر شماره 0")


def test_parquet_by_row_groups(tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    pq.write_table(pa.Table.from_pylist(made.rows(COUNT)), path, row_group_size=17)
    articles, rejects, rows = items(path)
    assert (ids(articles), rejects, rows) == (GOOD, [], COUNT)
    assert [a.position for a in articles] == list(range(0, COUNT, 5))
    second, _, _ = items(path, Wanted(lambda block: block == 1))
    assert [a.position for a in second] == [20, 25, 30]


def test_blocks_read_apart_are_the_whole(tmp_path: Path) -> None:
    for name, data in (("a.jsonl", made.jsonl(COUNT)), ("a.csv", as_csv(made.rows(COUNT)))):
        (tmp_path / name).write_bytes(data)
        whole, _, rows = items(tmp_path / name)
        wanted = [Wanted(lambda block, k=k: block % 3 == k) for k in range(3)]  # type: ignore[misc]
        parts = [items(tmp_path / name, part, block_bytes=3000) for part in wanted]
        assert sorted(a[:-1] for part in parts for a in part[0]) == sorted(a[:-1] for a in whole)
        assert sum(part[2] for part in parts) == rows
        assert all(part[2] for part in parts)


def test_fields_as_told(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(made.line({"lead": made.relevant(5), "text": "هیچ", "key": 7, "when": 1654214400}))
    articles, _, _ = items(path, fields=Fields(text="lead", id="key", published="when"))
    assert [(a.id, a.text, a.published) for a in articles] == [("7", made.relevant(5), "2022-06-03")]


def test_folder_of_texts_and_pages(tmp_path: Path) -> None:
    pytest.importorskip("resiliparse")
    for number in range(10):
        (tmp_path / f"{number}.html").write_bytes(made.page(number))
        (tmp_path / f"{number}.txt").write_text(made.row(number)["text"], encoding="utf-8")
    (tmp_path / ".hidden.txt").write_text(made.relevant(5), encoding="utf-8")
    (tmp_path / "picture.png").write_bytes(b"\x89PNG")
    (tmp_path / "bad.txt").write_bytes("مشاغل خانه".encode("cp1256"))
    articles, rejects, rows = items(tmp_path)
    assert {Path(a.id or "").name for a in articles} == {"0.html", "5.html", "0.txt", "5.txt"}
    assert [(r.reason, Path(r.id or "").name == "bad.txt") for r in rejects] == [("invalid_utf8", True)]
    assert rows == 21


def test_warc(tmp_path: Path) -> None:
    pytest.importorskip("fastwarc")
    chunked = (
        b"".join(f"{len(p):x}\r\n".encode() + p + b"\r\n" for p in (made.page(5)[:700], made.page(5)[700:]))
        + b"0\r\n\r\n"
    )
    records = [
        made.warc_record(0, made.page(0)),
        made.warc_record(1, made.page(1)),
        made.warc_record(5, chunked, head="Transfer-Encoding: chunked\r\n"),
        made.warc_record(10, gzip.compress(made.page(10)), head="Content-Encoding: gzip\r\n"),
        made.warc_record(15, made.page(15), kind="request"),
    ]
    for name, data in (("a.warc", b"".join(records)), ("a.warc.gz", b"".join(map(gzip.compress, records)))):
        (tmp_path / name).write_bytes(data)
        articles, rejects, rows = items(tmp_path / name)
        assert not rejects
        assert [a.url for a in articles] == [f"https://news.example/{n}" for n in (0, 5, 10)]
        assert {a.published for a in articles} == {"1401-03-12"}
        assert articles[0].text == "خبر شماره 0\n" + made.relevant(0)
        assert (articles[0].outlet, rows) == ("پایگاه خبری نمونه", 5)


def broken_jsonl() -> tuple[bytes, dict[int, str]]:
    """Good lines among bad ones, and what is wrong at which offset."""
    good = made.jsonl(30)
    bad = {
        b'{"id": "half", "text": "\xd9\x86\xdb\x8c\xd9\x85': "invalid_json",
        b'{"id": "bytes", "text": "' + "کارخانه".encode("cp1256", "ignore") + b'\xff"}': "invalid_utf8",
        b"not json": "invalid_json",
        b"[1, 2]": "invalid_json",
        b'{"id": "no text"}': "no_text",
        b'{"id": "number", "text": 7}': "no_text",
        b'{"id": "x", "text": "' + "مشاغل خانگی ".encode() * 20_000 + b'"}': "too_long",
        "{'text': 'مشاغل خانگی'}".encode(): "invalid_json",
    }
    lines = good.split(b"\n")[:-1]
    wrong: dict[int, str] = {}
    data = b""
    for number, line in enumerate(lines):
        if number % 3 == 1 and bad:
            text, reason = bad.popitem()
            wrong[len(data)] = reason
            data += text + b"\n"
        data += line + b"\n"
    assert not bad
    return data, wrong


def test_broken_lines_are_named_and_good_ones_kept(tmp_path: Path) -> None:
    data, wrong = broken_jsonl()
    for name, packed in (("a.jsonl", data), ("b.jsonl.gz", gzip.compress(data))):
        (tmp_path / name).write_bytes(packed)
        articles, rejects, rows = items(tmp_path / name, longest_line=270_000)
        found = {r.position: r.reason for r in rejects}
        expected = {k: v for k, v in wrong.items() if v != "no_text"}
        assert expected.items() <= found.items()
        assert found[next(k for k, v in wrong.items() if v == "no_text")] == "no_text"
        assert ids(articles) == {f"n{n}" for n in range(0, 30, 5)}
        assert rows == 38
    _, all_rejects, _ = items(tmp_path / "a.jsonl", longest_line=270_000, verify=True)
    assert {r.position: r.reason for r in all_rejects} == wrong


def test_a_bad_date_costs_only_the_date(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_bytes(made.line({**made.row(5), "date": "سی‌ام اسفند"}))
    articles, rejects, _ = items(tmp_path / "a.jsonl")
    assert [a.published for a in articles] == [None]
    assert [(r.reason, r.lost) for r in rejects] == [("bad_date", False)]


@pytest.mark.parametrize("cut", [1, 7, 100, 300])
def test_truncated_gzip(tmp_path: Path, cut: int) -> None:
    path = tmp_path / "a.jsonl.gz"
    path.write_bytes(gzip.compress(made.jsonl(COUNT))[:-cut])
    articles, rejects, _ = items(path)
    assert [r.reason for r in rejects] == ["truncated"]
    whole = made.jsonl(COUNT)[: rejects[0].position].count(b"\n")
    assert len(articles) == len(range(0, whole, 5))
    assert whole >= COUNT - 1 if cut < 10 else whole > 0


def test_csv_with_wrong_rows_and_columns(tmp_path: Path) -> None:
    head, good = b"id,title,date,text\r\n", [as_csv([r]).partition(b"\r\n")[2] for r in made.rows(10)]
    bad = [b"only,two\r\n", b"a,b,\xff\xfe,d\r\n", b'x,y,z,"never closed\r\n']
    data = b"".join([head, bad[0], *good[:7], bad[1], *good[7:], bad[2]])
    (tmp_path / "a.csv").write_bytes(data)
    articles, rejects, _ = items(tmp_path / "a.csv")
    assert ids(articles) == {"n0", "n5"}
    assert [r.reason for r in rejects] == ["wrong_columns", "invalid_utf8", "truncated"]
    (tmp_path / "b.csv").write_text("first,second\n1,2\n", encoding="utf-8")
    articles, rejects, _ = items(tmp_path / "b.csv")
    assert not articles
    assert [(r.reason, "first, second" in r.detail) for r in rejects] == [("wrong_columns", True)]


def test_all_before_a_broken_spot_is_read(tmp_path: Path) -> None:
    packed = bytearray(gzip.compress(made.jsonl(3000)))
    middle = len(packed) // 2
    packed[middle : middle + 40] = b"\xff" * 40
    (tmp_path / "a.jsonl.gz").write_bytes(packed)
    articles, rejects, _ = items(tmp_path / "a.jsonl.gz", block_bytes=1 << 24)
    before = sorted(int((a.id or "n0")[1:]) for a in articles)
    assert before[:200] == list(range(0, 1000, 5))
    assert rejects[-1].reason == "corrupt"


@pytest.mark.parametrize("quotes", [{3}, {3, 7}, {3, 4}, {0, 1, 2}, {9}])
def test_a_quote_that_is_never_closed_costs_only_its_line(tmp_path: Path, quotes: set[int]) -> None:
    rows = [{**made.row(5), "id": f"n{n}"} for n in range(10)]
    lines = [as_csv([r]).partition(b"\r\n")[2].replace(b"\n", b"\r\n", 1) for r in rows]
    assert all(line.count(b'"') == 2 for line in lines)
    data = b"id,title,date,text\r\n"
    for number, line in enumerate(lines):
        data += b'open,"x,y,z\r\n' * (number in quotes) + line
    (tmp_path / "a.csv").write_bytes(data)
    articles, rejects, _ = items(tmp_path / "a.csv")
    assert ids(articles) == {row["id"] for row in rows}
    assert len(rejects) == len(quotes)
    assert {r.reason for r in rejects} <= {"bad_row", "truncated"}


def test_a_quote_inside_a_cell_is_a_letter(tmp_path: Path) -> None:
    text = made.relevant(5).replace("\n", " ")
    (tmp_path / "a.csv").write_text(f'id,title,text\n1,یک 5" دو,{text}\n2,سه,{text}\n', encoding="utf-8")
    articles, rejects, _ = items(tmp_path / "a.csv")
    assert [(a.id, a.title) for a in articles] == [("1", 'یک 5" دو'), ("2", "سه")]
    assert not rejects


def test_csv_lines_too_long_are_named_where_they_stand(tmp_path: Path) -> None:
    good = as_csv(made.rows(6)).splitlines(keepends=True)
    data = b"".join(good[:3]) + b"x" * 400_000 + b"\n" + b"".join(good[3:])
    (tmp_path / "a.csv").write_bytes(data)
    articles, rejects, _ = items(tmp_path / "a.csv", longest_line=270_000)
    assert ids(articles) == {"n0", "n5"}
    assert [r.reason for r in rejects] == ["too_long"]


def test_an_article_that_is_stopped_needs_no_date(tmp_path: Path) -> None:
    rows = [{**made.row(n), "date": "دیروز"} for n in range(10)]
    (tmp_path / "a.csv").write_bytes(as_csv(rows))
    (tmp_path / "a.jsonl").write_bytes(b"".join(map(made.line, rows)))
    pq.write_table(pa.Table.from_pylist(rows), tmp_path / "a.parquet")
    for name in ("a.csv", "a.jsonl", "a.parquet"):
        articles, rejects, _ = items(tmp_path / name)
        assert ids(articles) == {"n0", "n5"}
        assert [(r.id, r.reason) for r in rejects] == [("n0", "bad_date"), ("n5", "bad_date")], name


def test_empty_inputs(tmp_path: Path) -> None:
    pq.write_table(pa.Table.from_pylist(made.rows(1)).slice(0, 0), tmp_path / "rows.parquet")
    assert items(tmp_path / "rows.parquet") == ([], [], 0)
    for name, reasons in (
        ("zero.parquet", ["unreadable"]), ("a.jsonl", []), ("a.jsonl.gz", []), ("a.csv", ["empty"]), ("a.warc.gz", []),
    ):  # fmt: skip
        (tmp_path / name).write_bytes(b"")
        _, rejects, _ = items(tmp_path / name)
        assert [r.reason for r in rejects] == reasons, name


def test_parquet_without_text_and_garbled(tmp_path: Path) -> None:
    pq.write_table(pa.table({"n": [1]}), tmp_path / "a.parquet")
    assert [r.reason for r in items(tmp_path / "a.parquet")[1]] == ["wrong_columns"]
    path = tmp_path / "b.parquet"
    pq.write_table(
        pa.Table.from_pylist(made.rows(COUNT)), path, row_group_size=20, compression="gzip", use_dictionary=False
    )
    data = bytearray(path.read_bytes())
    group = pq.ParquetFile(path).metadata.row_group(1)
    column = next(group.column(i) for i in range(4) if group.column(i).path_in_schema == "text")
    middle = column.data_page_offset + column.total_compressed_size // 2
    data[middle : middle + 200] = bytes(200)
    path.write_bytes(data)
    articles, rejects, _ = items(path)
    assert [r.reason for r in rejects] == ["corrupt"]
    assert ids(articles) == {"n0", "n5", "n10", "n15", "n40", "n45", "n50", "n55"}


@pytest.mark.parametrize("packed", [False, True])
@pytest.mark.parametrize("fault", ["length too long", "length too short", "no length", "head", "member"])
def test_warc_with_a_broken_record(tmp_path: Path, fault: str, packed: bool) -> None:
    pytest.importorskip("fastwarc")
    records = [made.warc_record(n, made.page(n)) for n in (0, 5, 10, 15)]
    size = records[1].split(b"Content-Length: ")[1].split(b"\r\n")[0]
    changed = {
        "length too long": records[1].replace(b"Length: " + size, b"Length: 1" + size),
        "length too short": records[1].replace(b"Length: " + size, b"Length: 90"),
        "no length": records[1].replace(b"Content-Length", b"Content-Width"),
        "head": b"GARBAGE" + records[1][12:],
        "member": records[1],
    }
    records[1] = changed[fault]
    members = [gzip.compress(r) if packed else r for r in records]
    if fault == "member":
        if not packed:
            pytest.skip("only compressed files have members")
        members[1] = members[1][:60] + bytes(40) + members[1][100:]
    path = tmp_path / ("a.warc.gz" if packed else "a.warc")
    path.write_bytes(b"".join(members))
    articles, rejects, _ = items(path)
    assert [a.url for a in articles] == [f"https://news.example/{n}" for n in (0, 10, 15)]
    assert len(rejects) == 1
    assert rejects[0].reason in ("broken_record", "corrupt")


def test_truncated_warc(tmp_path: Path) -> None:
    pytest.importorskip("fastwarc")
    records = [gzip.compress(made.warc_record(n, made.page(n))) for n in (0, 5, 10)]
    path = tmp_path / "a.warc.gz"
    path.write_bytes(b"".join(records)[:-100])
    articles, rejects, _ = items(path)
    assert [a.url for a in articles] == ["https://news.example/0", "https://news.example/5"]
    assert [r.reason for r in rejects] == ["truncated"]


def test_inputs_that_are_none(tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(b"x")
    (tmp_path / "nothing").mkdir()
    paths = [tmp_path / "a.docx", tmp_path / "nothing", tmp_path / "missing.jsonl"]
    sources, refused = find_sources(paths, Settings())
    assert not sources
    assert [path for path, _ in refused] == [str(path) for path in paths]
