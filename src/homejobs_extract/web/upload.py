"""An uploaded file as a text: plain or HTML, UTF-8 or UTF-16 with its mark."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import NamedTuple

BLOCKS = frozenset(
    [
        "p",
        "div",
        "br",
        "li",
        "tr",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "section",
        "article",
        "header",
        "blockquote",
        "td",
        "th",
        "figcaption",
    ]
)
DROPPED = frozenset(
    ["script", "style", "noscript", "template", "nav", "footer", "aside", "button", "svg", "iframe", "head"]
)
MARKS_OF_UTF16 = (b"\xff\xfe", b"\xfe\xff")
VOID = frozenset(["br", "img", "hr", "input", "meta", "link"])


class UnreadableUpload(ValueError):
    """A file whose bytes are no text; the message says where."""


def decode(data: bytes) -> str:
    """The text of a file; raises ``UnreadableUpload``.

    >>> decode("۱۲ مجوز".encode("utf-16"))
    '۱۲ مجوز'
    """
    encoding = "utf-16" if data[:2] in MARKS_OF_UTF16 else "utf-8-sig"
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        message = f"{encoding} {error.start}"
        raise UnreadableUpload(message) from None


def is_html(name: str, text: str) -> bool:
    """Whether a file is a web page, by its name or its beginning."""
    start = text[:500].lstrip().lower()
    return name.lower().endswith((".html", ".htm", ".xhtml")) or start.startswith(("<!doctype html", "<html"))


class Uploaded(NamedTuple):
    """What a file holds: an article, and for a page what it says of its day and address."""

    text: str
    published: str | None = None
    source: str | None = None


def uploaded(name: str, data: bytes) -> Uploaded:
    """The article in a file: a page without its furniture, or the text as it is; raises ``UnreadableUpload``.

    >>> uploaded("a.txt", "۱۲ مجوز".encode()).text
    '۱۲ مجوز'
    """
    if is_html(name, data[:500].decode("ascii", "ignore")):
        return page(data)
    text = decode(data)
    return page(text.encode("utf-8", "replace")) if is_html(name, text) else Uploaded(text)


def page(data: bytes) -> Uploaded:
    """A web page's article, found by resiliparse when the ``html`` extra is there."""
    from homejobs_extract.archive.html import read_page
    from homejobs_extract.archive.items import MissingExtraError

    try:
        found = read_page(data if data[:2] not in MARKS_OF_UTF16 else decode(data))
    except MissingExtraError:
        return Uploaded(html_text(decode(data)))
    return Uploaded(found.text or html_text(decode(data)), found.published, found.url)


def html_text(page: str) -> str:
    """A page's text, a paragraph a line, without scripts, styles and navigation.

    >>> html_text("<nav>خانه</nav><p>۱۲ مجوز</p><script>alert(1)</script><p>۳ طرح</p>")
    '۱۲ مجوز\\n۳ طرح'
    """
    reader = _Text()
    reader.feed(page)
    reader.close()
    lines = (" ".join(line.split()) for line in "".join(reader.parts).split("\n"))
    return "\n".join(line for line in lines if line)


class _Text(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self.dropped: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        del attrs
        if tag in DROPPED and tag not in VOID:
            self.dropped.append(tag)
        if tag in BLOCKS:
            self.parts.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in self.dropped:
            del self.dropped[self.dropped.index(tag) :]
        if tag in BLOCKS:
            self.parts.append("\n")

    def handle_data(self, data: str) -> None:
        if not self.dropped:
            self.parts.append(data)
