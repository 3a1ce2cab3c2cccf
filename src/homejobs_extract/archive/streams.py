"""Files as streams of bytes, whatever they are compressed with: .gz, .zst, .xz, .bz2 or not at all.

All that comes before a broken spot is yielded before the error is raised.
"""

from __future__ import annotations

import bz2
import lzma
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, BinaryIO

from homejobs_extract.archive.items import BrokenInputError, MissingExtraError

CHUNK = 256 * 1024
FEED = 32 * 1024
MORSEL = 1024
SUFFIXES = (".gz", ".zst", ".xz", ".bz2")


def uncompressed_suffix(path: Path) -> str:
    """The suffix that says what a file holds: ``.jsonl`` of ``news.jsonl.gz``.

    >>> uncompressed_suffix(Path("news.JSONL.gz"))
    '.jsonl'
    """
    suffixes = [s.lower() for s in path.suffixes]
    return "".join([s for s in suffixes if s not in SUFFIXES][-1:])


def is_compressed(path: Path) -> bool:
    """Whether the file's name says that it is compressed."""
    return path.suffix.lower() in SUFFIXES


def chunks(path: Path) -> Iterator[tuple[bytes, int]]:
    """The file's content, uncompressed, piece by piece, each with the bytes of the file read for it.

    Raises ``BrokenInputError`` where the file ends too early or is corrupt, ``OSError`` when it cannot be opened.
    """
    with path.open("rb") as file:
        if is_compressed(path):
            yield from inflate(file, _decompressor(path.suffix.lower()))
        else:
            while chunk := file.read(CHUNK):
                yield chunk, len(chunk)


def inflate(file: BinaryIO, new: Callable[[], Any]) -> Iterator[tuple[bytes, int]]:
    """The content of a compressed file of one or more members (gzip) or frames (zstd)."""
    member = None
    while packed := file.read(FEED):
        size = len(packed)
        while packed := packed if member else packed.lstrip(b"\0"):
            member = member or new()
            data, packed, error = inflated(member, packed)
            yield data, size
            if error:
                raise error
            size, member = 0, None if member.eof else member
    if member:
        raise BrokenInputError("truncated", "the file ends before its compressed data do")


def inflated(decompressor: Any, packed: bytes) -> tuple[bytes, bytes, BrokenInputError | None]:
    """What some compressed bytes hold, the bytes after the end of their member, and why there is no more.

    Little by little, since a decompressor that meets a broken spot keeps what it was given together with it.
    """
    found: list[bytes] = []
    for at in range(0, len(packed), MORSEL):
        try:
            found.append(decompressor.decompress(packed[at : at + MORSEL]))
        except Exception as error:
            return b"".join(found), b"", BrokenInputError("corrupt", str(error))
        if decompressor.eof:
            return b"".join(found), decompressor.unused_data + packed[at + MORSEL :], None
    return b"".join(found), b"", None


def _decompressor(suffix: str) -> Callable[[], Any]:
    if suffix == ".zst":
        return _zstd
    if suffix == ".gz":
        return gzip_member
    return bz2.BZ2Decompressor if suffix == ".bz2" else lzma.LZMADecompressor


def gzip_member() -> Any:
    """A decompressor for one gzip member; twice as fast where ``isal`` is installed."""
    try:
        from isal import isal_zlib
    except ImportError:
        return zlib.decompressobj(wbits=31)
    return isal_zlib.decompressobj(wbits=31)


def _zstd() -> Any:
    try:
        import zstandard
    except ImportError:
        raise MissingExtraError("zstandard", "batch") from None
    return zstandard.ZstdDecompressor().decompressobj()
