"""What a job was asked to do; kept in ``job.json``, since results made otherwise must not be mixed."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field

from homejobs_extract.archive.fields import Fields
from homejobs_extract.archive.lines import LONGEST_LINE
from homejobs_extract.archive.streams import CHUNK

MEGABYTE = 1024 * 1024
SMALLEST_BLOCK = 16 * MEGABYTE
LARGEST_BLOCK = 256 * MEGABYTE
BLOCKS = 1024


class Settings(BaseModel):
    """What results depend on, and nothing else: fields, limits, the size of a block in bytes."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    fields: Fields = Fields()
    block_bytes: int = SMALLEST_BLOCK
    longest_line: int = Field(LONGEST_LINE, ge=CHUNK)
    seconds: float = 60.0
    verify: bool = False
    crawl_date: bool = False


def block_size(total: int) -> int:
    """Bytes a block for inputs of so many bytes: some thousand blocks, none too small or too large."""
    return min(LARGEST_BLOCK, max(SMALLEST_BLOCK, total // BLOCKS))
