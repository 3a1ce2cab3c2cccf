"""Archives to test with: composed articles, of which every fifth is about home businesses."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

COUNTIES = ("سقز", "نهاوند", "خلخال", "ملایر", "کاشمر", "بوکان", "دزفول")
WEATHER = (
    "مدیر هواشناسی از بارش پراکنده در نیمه شمالی کشور خبر داد و گفت: دمای هوا ۴ درجه کاهش می‌یابد.",
    "تیم والیبال شهرداری در وزارتخانه ورزش تقدیر شد؛ این تیم ۳ بر ۱ پیروز شده بود.",
    "کارخانه لوازم خانگی ۲۵۰ دستگاه یخچال تازه روانه بازار کرد.",
    "نمایشگاه کتاب با ۶۲۰ ناشر در محل دائمی برپا شد و تا جمعه ادامه دارد.",
)


def relevant(number: int) -> str:
    """A report on home businesses, with counts of its own."""
    county, issued, paid = COUNTIES[number % len(COUNTIES)], 40 + number % 900, 7 + number % 55
    return (
        f"معاون اشتغال اداره تعاون، کار و رفاه اجتماعی شهرستان {county} گفت: از ابتدای امسال تاکنون {issued} مجوز "
        f"مشاغل خانگی در این شهرستان صادر شده است.\nوی افزود: برای {paid} طرح مشاغل خانگی {paid * 3} میلیارد ریال "
        "تسهیلات پرداخت شد."
    )


def row(number: int) -> dict[str, Any]:
    """A row of an archive."""
    text = relevant(number) if number % 5 == 0 else WEATHER[number % len(WEATHER)]
    return {"id": f"n{number}", "title": f"خبر شماره {number}", "date": "1401-03-12", "text": text}


def rows(count: int) -> list[dict[str, Any]]:
    """So many rows."""
    return [row(number) for number in range(count)]


def line(cells: dict[str, Any]) -> bytes:
    """A row as JSON."""
    return json.dumps(cells, ensure_ascii=False).encode() + b"\n"


def jsonl(count: int) -> bytes:
    """So many rows as JSONL."""
    return b"".join(map(line, rows(count)))


def page(number: int, *, date: str = "۱۲ خرداد ۱۴۰۱ - ۱۰:۲۰") -> bytes:
    """An article as a news page with its furniture."""
    paragraphs = "".join(f"<p>{part}</p>" for part in row(number)["text"].split("\n"))
    return f"""<!DOCTYPE html><html lang="fa" dir="rtl"><head><meta charset="utf-8"><title>خبر شماره {number}</title>
        <meta property="og:site_name" content="پایگاه خبری نمونه"></head><body><nav><a href="/">صفحه نخست</a></nav>
        <main><article><h1>خبر شماره {number}</h1>
        <div class="meta">کد خبر: {9000 + number}<br>تاریخ انتشار: {date}</div>
        <div class="body">{paragraphs}<p>انتهای پیام/</p></div></article></main>
        <aside><h3>اخبار مرتبط</h3><a href="/x">صدور ۷۷ مجوز مشاغل خانگی</a></aside></body></html>""".encode()


def warc_record(number: int, body: bytes, *, head: str = "", kind: str = "response") -> bytes:
    """A record of a WARC."""
    http = f"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n{head}\r\n".encode() + body
    warc = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <urn:uuid:{number:08d}>\r\n"
        "WARC-Date: 2022-06-03T10:00:00Z\r\n"
        f"WARC-Target-URI: https://news.example/{number}\r\nContent-Type: application/http; msgtype=response\r\n"
        f"Content-Length: {len(http)}\r\n\r\n"
    )
    return warc.encode() + http + b"\r\n\r\n"


def tables(folder: Path) -> dict[str, list[dict[str, Any]]]:
    """Every row of a folder of results, table by table, in the order of the articles."""
    names = ("articles", "figures", "checks", "skipped")
    return {name: _sorted(pq.read_table(folder / name)) for name in names}


def _sorted(table: pa.Table) -> list[dict[str, Any]]:
    return sorted(table.to_pylist(), key=lambda cells: json.dumps(cells, sort_keys=True, default=str))


def rejects(folder: Path) -> list[dict[str, Any]]:
    """What could not be read."""
    return [json.loads(text) for text in (folder / "rejects.jsonl").read_text(encoding="utf-8").splitlines()]


def texts(folder: Path) -> set[str]:
    """The ids of the articles that were extracted."""
    return {cells["id"] for cells in pq.read_table(folder / "articles").to_pylist()}


RUNNER = """
import sys
from pathlib import Path
from homejobs_extract.archive.batch import How, run_batch

if __name__ == "__main__":
    out, engine, seconds, block, *inputs = sys.argv[1:]
    how = How(workers=2, engine=engine)
    done = run_batch(list(map(Path, inputs)), Path(out), how=how, seconds=float(seconds), block_bytes=int(block))
    sys.exit(1 if done.rejects else 0)
"""


def command(
    folder: Path, out: Path, inputs: Iterable[Path], *, engine: str = "local", seconds: float = 60
) -> list[str]:
    """The command for a job with small blocks."""
    script = folder / "runner.py"
    if not script.exists():
        script.write_text(RUNNER, encoding="utf-8")
    return [sys.executable, str(script), str(out), engine, str(seconds), "60000", *map(str, inputs)]


def run(folder: Path, out: Path, inputs: Iterable[Path], **options: Any) -> subprocess.CompletedProcess[str]:
    """Run a job to its end."""
    return subprocess.run(
        command(folder, out, inputs, **options), capture_output=True, text=True, timeout=900, check=False
    )
