"""The articles that were opened and what was decided about their figures, in one folder.

``articles/<id>.json`` holds a text, ``decisions.jsonl`` every decision in order, ``gold.jsonl`` the outcome: one line
an article, in the annotation guide's format. ``gold/<id>.json`` is the same article by article, the form that
``homejobs-extract evaluate`` reads, so that corrections are test data.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

from homejobs_extract.normalize import clean

IDS = re.compile("[0-9a-f]{16}")
ACTIONS = ("accept", "reject", "correct", "add", "clear")


class Article(NamedTuple):
    """An opened article; its ``id`` is a digest of the rest."""

    id: str
    text: str
    published: str | None
    source: str | None


class Workspace:
    """A folder of opened articles; one writer at a time."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.lock = threading.Lock()

    def save(self, text: str, *, published: str | None, source: str | None) -> Article:
        """Keep an article; the same one again is the same file."""
        text = clean(text)
        digest = hashlib.blake2b("\0".join([text, published or "", source or ""]).encode(), digest_size=8).hexdigest()
        article = Article(digest, text, published, source)
        self._write(self.folder / "articles" / f"{digest}.json", json.dumps(article._asdict(), ensure_ascii=False))
        return article

    def load(self, article_id: str) -> Article:
        """An article by its id; raises ``KeyError`` for what is no id or not there."""
        if not IDS.fullmatch(article_id):
            raise KeyError(article_id)
        try:
            found = json.loads((self.folder / "articles" / f"{article_id}.json").read_text(encoding="utf-8"))
        except FileNotFoundError:
            raise KeyError(article_id) from None
        return Article(**found)

    def recent(self, most: int = 30) -> list[Article]:
        """The articles opened last, newest first."""
        files = sorted((self.folder / "articles").glob("*.json"), key=lambda p: p.stat().st_mtime_ns, reverse=True)
        return [self.load(path.stem) for path in files[:most] if IDS.fullmatch(path.stem)]

    def decide(self, article_id: str, figure: str, action: str, value: dict[str, Any] | None = None) -> None:
        """Add one decision to the log; raises ``ValueError`` for an unknown action."""
        if action not in ACTIONS:
            message = f"action is {action!r}; one of {', '.join(ACTIONS)}"
            raise ValueError(message)
        at = datetime.now(UTC).isoformat(timespec="seconds")
        line = {"article": article_id, "figure": figure, "action": action, "value": value, "at": at}
        with self.lock:
            self.folder.mkdir(parents=True, exist_ok=True)
            with (self.folder / "decisions.jsonl").open("a", encoding="utf-8") as log:
                log.write(json.dumps(line, ensure_ascii=False) + "\n")

    def decisions(self, article_id: str) -> dict[str, dict[str, Any]]:
        """The last decision on each figure of an article."""
        latest: dict[str, dict[str, Any]] = {}
        for line in self._log():
            if line["article"] == article_id:
                latest.pop(line["figure"], None)
                if line["action"] != "clear":
                    latest[line["figure"]] = line
        return latest

    def _log(self) -> Iterator[dict[str, Any]]:
        try:
            with (self.folder / "decisions.jsonl").open(encoding="utf-8") as log:
                yield from (json.loads(line) for line in log if line.endswith("\n"))
        except FileNotFoundError:
            return

    def next_added(self, article_id: str) -> str:
        """An id for a figure that a reader adds: ``n1``, ``n2``, …"""
        used = {line["figure"] for line in self._log() if line["article"] == article_id and line["action"] == "add"}
        return next(f"n{n}" for n in range(1, len(used) + 2) if f"n{n}" not in used)

    def keep_gold(self, gold: dict[str, Any]) -> None:
        """Write an article's gold into ``gold.jsonl`` and ``gold/`` in place of an earlier one, each in one step."""
        path = self.folder / "gold.jsonl"
        with self.lock:
            lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
            others = [line for line in lines if json.loads(line)["id"] != gold["id"]]
            self._write(path, "\n".join([*others, json.dumps(gold, ensure_ascii=False)]) + "\n")
            self._write(
                self.folder / "gold" / f"{gold['id']}.json", json.dumps(gold, ensure_ascii=False, indent=1) + "\n"
            )

    @staticmethod
    def _write(path: Path, text: str) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        part = path.with_name(f".{path.name}.{os.getpid()}.{threading.get_ident()}.part")
        part.write_text(text, encoding="utf-8")
        part.replace(path)
