"""Pieces of lines: the same lines in the same blocks, however the file is read."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from homejobs_extract.archive.lines import blocks, pieces, pieces_of_block
from homejobs_extract.archive.utf8 import is_utf8

LINES = st.lists(st.binary(max_size=30).map(lambda b: b.replace(b"\n", b"")), max_size=40)


@settings(deadline=None)
@given(LINES, st.integers(1, 17), st.integers(1, 50), st.booleans())
def test_pieces_are_the_file_again(lines: list[bytes], chunk: int, size: int, ended: bool) -> None:
    data = b"\n".join(lines) + (b"\n" if ended else b"")
    chunks = [(data[i : i + chunk], chunk) for i in range(0, len(data), chunk)]
    found = list(blocks(pieces(chunks), size))
    assert b"".join(piece.data for _, piece in found) == data
    for number, piece in found:
        assert data[piece.offset : piece.offset + len(piece.data)] == piece.data
        starts = [piece.offset, *(piece.offset + i + 1 for i, b in enumerate(piece.data[:-1]) if b == 10)]
        assert {start // size for start in starts} == {number}


@settings(deadline=None)
@given(LINES, st.integers(1, 60))
def test_a_block_read_alone_is_the_block_of_the_whole(
    tmp_path_factory: pytest.TempPathFactory, lines: list[bytes], size: int
) -> None:
    path = tmp_path_factory.mktemp("lines") / "file"
    data = b"\n".join(lines)
    path.write_bytes(data)
    whole: dict[int, bytes] = {}
    for number, piece in blocks(pieces([(data, 0)]), size):
        whole[number] = whole.get(number, b"") + piece.data
    for number in range(len(data) // size + 1):
        alone = b"".join(piece.data for piece in pieces_of_block(path, number, size))
        assert alone == whole.get(number, b"")


def test_a_line_too_long_is_named_and_the_others_are_kept() -> None:
    data = b"one\n" + b"x" * 500 + b"\ntwo\n" + b"y" * 400
    chunks = [(data[i : i + 20], 20) for i in range(0, len(data), 20)]
    found = list(pieces(chunks, longest=100))
    assert b"".join(p.data for p in found) == b"one\ntwo\n"
    assert [(p.offset, p.broken) for p in found if p.broken] == [(4, "too_long"), (509, "too_long")]
    assert "501" in next(p.detail for p in found if p.broken)


@settings(deadline=None)
@given(st.binary(max_size=40), st.text(max_size=20))
def test_is_utf8_agrees_with_decoding(raw: bytes, text: str) -> None:
    for data in (
        raw,
        text.encode("utf-8", "ignore"),
        text.encode("utf-8", "surrogatepass"),
        text.encode("utf-8", "ignore") + raw,
    ):
        assert is_utf8(data) == _decodes(data)


def _decodes(data: bytes) -> bool:
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return True


@settings(deadline=None)
@given(st.lists(st.binary(min_size=1, max_size=200), min_size=1, max_size=4), st.integers(0, 300))
def test_gzip_members_and_truncation(tmp_path_factory: pytest.TempPathFactory, parts: list[bytes], cut: int) -> None:
    from homejobs_extract.archive.items import BrokenInputError
    from homejobs_extract.archive.streams import chunks

    path: Path = tmp_path_factory.mktemp("gz") / "file.gz"
    packed = b"".join(map(gzip.compress, parts))
    path.write_bytes(packed)
    assert b"".join(data for data, _ in chunks(path)) == b"".join(parts)
    whole = [len(b"".join(map(gzip.compress, parts[:n]))) for n in range(len(parts) + 1)]
    path.write_bytes(packed[:cut])
    if cut < len(packed) and cut not in whole:
        with pytest.raises(BrokenInputError, match="truncated"):
            list(chunks(path))
