"""Texts named on the command line, read one after another; what cannot be read is one line on standard error."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, NamedTuple

import typer

from homejobs_extract.jalali import parse_published

STDIN = "-"


def check_published(value: str | None) -> str | None:
    """The option as given; wrong usage if it is no date."""
    try:
        parse_published(value)
    except ValueError:
        message = f"{value!r} is no date; give 1400-12-05 (Jalali, a year under 1700) or 2022-02-24 (ISO)"
        raise typer.BadParameter(message) from None
    return value


PublishedOption = Annotated[
    str | None,
    typer.Option(
        "--published",
        metavar="DATE",
        callback=check_published,
        help="Day of publication, for «امسال» and «تاکنون»: 1400-12-05 (Jalali) or 2022-02-24.",
    ),
]


class Article(NamedTuple):
    """A text and where it came from, ``None`` for standard input."""

    source: str | None
    text: str


def fail(name: str, reason: str) -> None:
    """Say on standard error, in one line, what is wrong with one input."""
    typer.echo(f"homejobs-extract: {name}: {reason}", err=True)


def read_article(name: str) -> Article:
    """A file's text, or standard input's for ``-``; no character is dropped or translated, so that offsets hold."""
    if name == STDIN:
        return Article(None, sys.stdin.buffer.read().decode("utf-8"))
    return Article(printable(name), Path(name).read_bytes().decode("utf-8"))


def printable(name: str) -> str:
    """A file name as valid text, whatever bytes it has on the disk."""
    return os.fsencode(name).decode("utf-8", "replace")


def read_articles(names: list[str], failed: list[str]) -> Iterator[Article]:
    """The texts that can be read; the names of the others are added to ``failed``."""
    for name in names:
        try:
            article = read_article(name)
        except (OSError, UnicodeDecodeError) as error:
            failed.append(name)
            fail(printable(name), explain_failure(error))
        else:
            yield article


def explain_failure(error: OSError | UnicodeDecodeError) -> str:
    """Why a file could not be read, in a few words.

    >>> explain_failure(FileNotFoundError(2, "No such file or directory"))
    'no such file or directory'
    """
    if isinstance(error, UnicodeDecodeError):
        return f"not UTF-8 (byte {error.start} is 0x{error.object[error.start]:02x})"
    return (error.strerror or str(error)).lower()
