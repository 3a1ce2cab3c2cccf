"""An HTML news page to its article: text under its title, Jalali date of publication, address, outlet.

resiliparse finds the main text (every ZWNJ kept); what Iranian news pages put around it goes by ``furniture.tsv``.
"""

from __future__ import annotations

import csv
import re
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, NamedTuple

from homejobs_extract.archive.dates import page_date, read_date
from homejobs_extract.archive.fields import with_title
from homejobs_extract.archive.items import MissingExtraError

if TYPE_CHECKING:
    from resiliparse.parse.html import ElementNode, HTMLTree

DATE_META = (
    'meta[property="article:published_time"]', 'meta[itemprop="datePublished"]', 'meta[name="dc.Date"]',
    'meta[name="DC.date.issued"]', 'meta[name="publish-date"]', 'time[datetime]',
)  # fmt: skip
OUTLET_META = ('meta[property="og:site_name"]', 'meta[name="publisher"]')
URL_META = ('link[rel="canonical"]', 'meta[property="og:url"]')
TITLE_META = ('meta[property="og:title"]', "h1", "title")
JSON_DATE = re.compile(r'"datePublished"\s*:\s*"([^"]+)"')
BLANKS = re.compile(r"\n\s*\n\s*")


class Page(NamedTuple):
    """What a page holds: its article and what the page says about it."""

    text: str
    title: str | None
    published: str | None
    url: str | None
    outlet: str | None


def read_page(html: bytes | str) -> Page:
    """The article of an HTML page; ``MissingExtraError`` without resiliparse."""
    try:
        from resiliparse.extract.html2text import extract_plain_text
        from resiliparse.parse.html import HTMLTree
    except ImportError:
        raise MissingExtraError("resiliparse", "html") from None
    source = html if isinstance(html, str) else decode(html)
    tree = HTMLTree.parse(source.replace("\0", ""))
    title = _title(tree)
    text = extract_plain_text(tree, main_content=True, alt_texts=False, comments=False, noscript=False)
    published = _published(tree, source) or page_date(extract_plain_text(tree, main_content=False))
    body = strip_furniture(text)
    return Page(with_title(body, title), title, published, _first(tree, URL_META), _first(tree, OUTLET_META))


def decode(html: bytes) -> str:
    """The text of a page in whatever encoding it is: UTF-8 if valid, else what resiliparse detects."""
    try:
        return html.decode("utf-8")
    except UnicodeDecodeError:
        from resiliparse.parse.encoding import bytes_to_str, detect_encoding

        return bytes_to_str(html, detect_encoding(html, html5_compatible=True) or "utf-8")


def _node(tree: HTMLTree, selector: str) -> ElementNode | None:
    return tree.document.query_selector(selector) if tree.document is not None else None


def _first(tree: HTMLTree, selectors: tuple[str, ...]) -> str | None:
    for selector in selectors:
        node = _node(tree, selector)
        if node is not None:
            value = node.getattr("content") or node.getattr("href") or node.getattr("datetime") or node.text
            if value and value.strip():
                return " ".join(value.split())
    return None


def _title(tree: HTMLTree) -> str | None:
    heading = _node(tree, "h1")
    text = " ".join((heading.text or "").split()) if heading is not None else ""
    return text or _first(tree, TITLE_META)


def _published(tree: HTMLTree, source: str) -> str | None:
    stated = [_first(tree, (selector,)) for selector in DATE_META]
    linked = JSON_DATE.search(source)
    for value in (*stated, linked[1] if linked else None):
        try:
            if found := read_date(value):
                return found
        except ValueError:
            continue
    return None


@cache
def furniture() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """What a line of furniture is, how one begins, and what ends the article, from ``furniture.tsv``."""
    path = resources.files(__package__).joinpath("furniture.tsv")
    with path.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    by_kind = {kind: "|".join(r["pattern"] for r in rows if r["kind"] == kind) for kind in ("line", "start", "end")}
    return (
        re.compile(rf"[\s•*|/\\-]*(?:{by_kind['line']})[\s:.،•*|/\\0-9۰-۹-]*"),
        re.compile(rf"[\s•*|-]*(?:{by_kind['start']})"),
        re.compile(rf"[\s•*|/-]*(?:{by_kind['end']})[\s:./*]*+[\w۰-۹0-9]{{0,12}}+[\s./*]*+"),
    )


def strip_furniture(text: str) -> str:
    """A page's text without share lines, news codes and all that follows «انتهای پیام» or the related links.

    >>> strip_furniture("کد خبر: ۸۱۲۳\\n۲۲۶ مجوز صادر شد.\\nانتهای پیام/ ۱۲\\nاخبار مرتبط\\nخبری دیگر")
    '۲۲۶ مجوز صادر شد.'
    """
    line, start, end = furniture()
    kept: list[str] = []
    for paragraph in text.split("\n"):
        if kept and end.fullmatch(paragraph.strip()):
            break
        if not (line.fullmatch(paragraph) or start.match(paragraph)):
            kept.append(_without_ending(paragraph))
    return BLANKS.sub("\n", "\n".join(kept)).strip()


def _without_ending(paragraph: str) -> str:
    """«… صادر شد. انتهای پیام/» without its last two words."""
    return re.sub(r"\s*(?:/?انتهای پیام|پایان پیام)[\s/*.0-9۰-۹]*$", "", paragraph)
