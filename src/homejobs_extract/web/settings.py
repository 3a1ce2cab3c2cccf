"""Where the workbench keeps its work and what it allows."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from pathlib import Path

LOCAL_HOSTS = frozenset({"127.0.0.1", "localhost", "::1"})


@dataclass(frozen=True, kw_only=True)
class Settings:
    """The workbench's settings; ``max_bytes`` of a request's body, ``seconds`` for one article's extraction."""

    work: Path
    store: Path | None = None
    max_bytes: int = 5_000_000
    seconds: float = 20.0
    hosts: frozenset[str] = LOCAL_HOSTS
    token: str = field(default_factory=lambda: secrets.token_urlsafe(24))
