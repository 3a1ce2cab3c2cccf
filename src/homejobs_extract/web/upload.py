"""An uploaded file as a text: plain or HTML, UTF-8 or UTF-16 with its mark."""

from __future__ import annotations

from html.parser import HTMLParser

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
VOID = frozenset(["br", "img", "hr", "input", "meta", "link"])


class UnreadableUpload(ValueError):
    """A file whose bytes are no text; the message says where."""


def decode(data: bytes) -> str:
    """The text of a file; raises ``UnreadableUpload``.

    >>> decode("۱۲ مجوز".encode("utf-16"))
    '۱۲ مجوز'
    """
    encoding = "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        message = f"{encoding} {error.start}"
        raise UnreadableUpload(message) from None


def is_html(name: str, text: str) -> bool:
    """Whether a file is a web page, by its name or its beginning."""
    start = text[:500].lstrip().lower()
    return name.lower().endswith((".html", ".htm", ".xhtml")) or start.startswith(("<!doctype html", "<html"))


def text_of(name: str, data: bytes) -> str:
    """The article in a file: a page's text without its furniture, or the file as it is."""
    text = decode(data)
    return page_text(text) if is_html(name, text) else text


def page_text(page: str) -> str:
    """A web page's article, found by resiliparse when the ``html`` extra is there."""
    from homejobs_extract.archive.html import read_page
    from homejobs_extract.archive.items import MissingExtraError

    try:
        return read_page(page).text or html_text(page)
    except MissingExtraError:
        return html_text(page)


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
