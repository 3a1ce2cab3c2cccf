"""What readers yield: articles, rejects, and the batches they come in."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal, NamedTuple

ReasonWord = Literal[
    "invalid_json", "invalid_utf8", "no_text", "too_long", "truncated", "corrupt", "wrong_columns", "bad_row", "empty",
    "broken_record", "unreadable", "bad_date", "timeout", "crashed", "error", "more_rejects",
]  # fmt: skip


class Article(NamedTuple):
    """One article of an archive; ``position`` is where it stands in its input (byte offset or row number).

    ``row`` counts the rows of its block before it.
    """

    position: int
    text: str
    id: str | None = None
    title: str | None = None
    published: str | None = None
    url: str | None = None
    outlet: str | None = None
    row: int = 0


class Reject(NamedTuple):
    """What could not be read: where, a short reason (``invalid_json``), and the words of the error.

    ``row`` counts the rows of its block before it; ``lost`` is false when the article was read all the same; ``id`` is
    the article's, when that much could be read.
    """

    position: int
    reason: ReasonWord
    detail: str = ""
    row: int = 0
    lost: bool = True
    id: str | None = None


Item = Article | Reject


class Batch(NamedTuple):
    """Some rows of one block: how many, the articles and rejects among them, and how many bytes of input they took."""

    block: int
    rows: int
    items: list[Item]
    read: int


class End(NamedTuple):
    """The input is read: it has so many blocks."""

    blocks: int


Reason = tuple[ReasonWord, str]


class Wanted(NamedTuple):
    """What a reader is to read: which blocks; and a call before it parses a page at a position of a block.

    The call leaves word of where the reader is, should the page end the process, and returns a reason to skip it.
    """

    block: Callable[[int], bool] = lambda _: True
    enter: Callable[[int, int], Reason | None] = lambda _block, _position: None


EVERYTHING = Wanted()


class MissingExtraError(ImportError):
    """A library of an extra is not installed; the message says which extra to install."""

    def __init__(self, library: str, extra: str) -> None:
        super().__init__(f"this needs {library}: pip install 'homejobs-extract[{extra}]'")


class BrokenInputError(Exception):
    """An input cannot be read on: the reason (``truncated``, ``corrupt``) and the words of the error."""

    def __init__(self, reason: ReasonWord, detail: str) -> None:
        super().__init__(f"{reason}: {detail}")
        self.reason = reason
        self.detail = detail
