"""Persian in a terminal: isolated, so that a cell or phrase never reorders its neighbours."""

from __future__ import annotations

FIRST_STRONG_ISOLATE, POP_ISOLATE, LEFT_TO_RIGHT_MARK = "\u2068", "\u2069", "\u200e"
ELLIPSIS = "…"
UNSEEN = str.maketrans("", "", FIRST_STRONG_ISOLATE + POP_ISOLATE + LEFT_TO_RIGHT_MARK)


def isolate(text: str) -> str:
    """Text that keeps its direction to itself: an isolate, and a mark for terminals that know no isolates.

    >>> isolate("مجوز") == "\\u2068مجوز\\u2069\\u200e", isolate("")
    (True, '')
    """
    return f"{FIRST_STRONG_ISOLATE}{text}{POP_ISOLATE}{LEFT_TO_RIGHT_MARK}" if text else ""


def shorten(text: str, *, width: int) -> str:
    """One line of at most ``width`` characters.

    >>> shorten("میراث فرهنگی، گردشگری و صنایع دستی", width=14)
    'میراث فرهنگی،…'
    """
    line = " ".join(text.split())
    return line if len(line) <= width else line[: width - 1].rstrip() + ELLIPSIS


def phrase(text: str, *, width: int = 60) -> str:
    """A stretch of an article in guillemets, isolated."""
    return isolate(f"«{shorten(text, width=width)}»")


def pad(text: str, *, width: int) -> str:
    """Text filled up with spaces to a width, marks that are not seen not counted.

    >>> pad(isolate("سمنان"), width=7).count(" ")
    2
    """
    return text + " " * (width - len(text.translate(UNSEEN)))
