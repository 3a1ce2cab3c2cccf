"""Is a chunk of bytes UTF-8? Asked of whole chunks, four times faster than decoding them."""

from __future__ import annotations


def is_utf8(chunk: bytes) -> bool:
    """Whether bytes are valid UTF-8.

    >>> is_utf8("خانگی".encode()), is_utf8("خانه".encode("cp1256")), is_utf8(b"\\xed\\xa0\\x80")
    (True, False, False)
    """
    if chunk.isascii():
        return True
    return _has_utf8_structure(chunk) and (not _needs_care(chunk) or _decodes(chunk))


def _has_utf8_structure(chunk: bytes) -> bool:
    """Whether every lead byte is followed by as many continuation bytes as it announces, and by no more."""
    import numpy as np

    data = np.frombuffer(chunk, np.uint8)
    expected = np.zeros(len(data) + 3, np.bool_)
    np.greater_equal(data, 0xC0, out=expected[1:-2])
    threes = data >= 0xE0
    if threes.any():
        expected[2:-1] |= threes
        expected[3:] |= data >= 0xF0
    return not expected[len(data) :].any() and bool(np.array_equal(expected[: len(data)], (data & 0xC0) == 0x80))


RARE_LEADS = (b"\xc0", b"\xc1", b"\xe0", b"\xed", *(bytes([lead]) for lead in range(0xF0, 0x100)))


def _needs_care(chunk: bytes) -> bool:
    """Whether a byte occurs that never, or not before every byte, stands in UTF-8 (and emoji, which are rare too)."""
    return any(lead in chunk for lead in RARE_LEADS)


def _decodes(chunk: bytes) -> bool:
    try:
        chunk.decode()
    except UnicodeDecodeError:
        return False
    return True
