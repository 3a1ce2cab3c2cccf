"""The scorer: its definitions on a small folder whose scores can be counted by hand, and the command."""

from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from homejobs_extract.evaluation import Scores, evaluate
from homejobs_extract.evaluation.bootstrap import intervals
from homejobs_extract.evaluation.scores import rate

TEXT = "در بانه ۳۰ مجوز مشاغل خانگی صادر شد. در مریوان ۱۲ طرح مشاغل خانگی راه‌اندازی شد."
BANEH, MARIVAN = {"level": "county", "name": "بانه"}, {"level": "county", "name": "مریوان"}
PERMIT = {"kind": "permit", "value": 30, "anchor": "۳۰ مجوز", "stage": "issued", "place": BANEH}
PLAN = {"kind": "plan", "value": 12, "anchor": "۱۲ طرح", "stage": "launched", "place": MARIVAN}


def _write(
    folder: Path, *figures: dict[str, Any], name: str = "g1", text: str = TEXT, more: dict[str, Any] | None = None
) -> Path:
    gold = {"text": text, "figures": figures, **(more or {})}
    (folder / "g1.json").write_text(json.dumps(gold, ensure_ascii=False), encoding="utf-8")
    return folder


def _counts(scores: Scores) -> tuple[int, int, int]:
    return scores.found.true, scores.found.spurious, scores.found.missed


def test_all_right(tmp_path: Path) -> None:
    scores = evaluate(_write(tmp_path, PERMIT, PLAN), resamples=10)
    assert (scores.perfect, _counts(scores), scores.right.true, scores.grounded) == (1, (2, 0, 0), 2, 1.0)
    assert scores.mistakes == ()
    assert scores.stages == {"issued": {"issued": 1}, "launched": {"launched": 1}}


def test_missed_and_spurious(tmp_path: Path) -> None:
    """A wrong value is both: what the gold has is missed, what the library gives is made up."""
    scores = evaluate(_write(tmp_path, {**PERMIT, "value": 31}, PLAN), resamples=10)
    assert (_counts(scores), scores.found.f1, scores.perfect) == ((1, 1, 1), 0.5, 0)
    assert [(m.what, m.kind, m.value) for m in scores.mistakes] == [
        ("missed", "permit", 31),
        ("spurious", "permit", 30),
    ]
    assert scores.mistakes[1].rule == "counted"


def test_wrong_attribute(tmp_path: Path) -> None:
    """A wrong stage leaves a figure found but not right; a wrong bound does not count against right."""
    gold = _write(tmp_path, {**PERMIT, "stage": "renewed"}, {**PLAN, "bound": "about"})
    scores = evaluate(gold, resamples=10)
    assert (scores.found.f1, scores.right.f1) == (1.0, 0.5)
    assert (scores.attributes["stage"], scores.attributes["bound"], scores.attributes["place"]) == (0.5, 0.5, 1.0)
    assert scores.stages["renewed"] == {"issued": 1}
    assert {(m.attribute, m.want, m.got) for m in scores.mistakes} == {
        ("stage", "renewed", "issued"),
        ("bound", "about", "exact"),
    }


def test_optional_is_neither_rewarded_nor_punished(tmp_path: Path) -> None:
    given = evaluate(_write(tmp_path, {**PERMIT, "optional": True}, PLAN), resamples=10)
    assert _counts(given) == (1, 0, 0)
    absent = {**PERMIT, "value": 31, "optional": True}
    assert _counts(evaluate(_write(tmp_path, PERMIT, absent, PLAN), resamples=10)) == (2, 0, 0)


def test_names_are_compared_by_their_letters(tmp_path: Path) -> None:
    text = "به گزارش خبرگزاری ایسنا، مریم صالحی فرماندار بانه گفت: ۳۰ مجوز مشاغل خانگی صادر شد."
    more = {"outlet": "خبرگزاری ايسنا", "speakers": [{"name": "مريم صالحي"}], "agencies": ["governorate"]}
    scores = evaluate(_write(tmp_path, PERMIT, text=text, more=more), resamples=10)
    assert (scores.outlet, scores.speakers.f1, scores.agencies.f1) == (1.0, 1.0, 1.0)


def test_mistakes_beside_the_figures(tmp_path: Path) -> None:
    more = {"outlet": "بانه", "agencies": ["governorate"], "speakers": [{"name": "بانه"}]}
    scores = evaluate(_write(tmp_path, PERMIT, PLAN, more=more), resamples=10)
    assert (scores.outlet, scores.speakers.missed, scores.agencies.missed, scores.perfect) == (0.0, 1, 1, 1)
    found = [(m.what, m.attribute, m.want, m.got) for m in scores.mistakes]
    assert found == [
        ("article", "agencies", "governorate", None),
        ("article", "speakers", "بانه", None),
        ("article", "outlet", "بانه", None),
    ]


def test_a_crash_loses_the_article(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def crash(*_: object, **__: object) -> None:
        raise RuntimeError

    monkeypatch.setattr("homejobs_extract.evaluation.tally.extract", crash)
    scores = evaluate(_write(tmp_path, PERMIT, PLAN), resamples=10)
    assert (scores.crashed, _counts(scores), scores.perfect) == (1, (0, 0, 2), 0)


@pytest.mark.parametrize(("counts", "f1"), [((0, 0, 0), 1.0), ((0, 1, 0), 0.0), ((3, 1, 1), 0.75)])
def test_rate(counts: tuple[int, int, int], f1: float) -> None:
    assert rate(*counts).f1 == f1


def test_intervals_hold_the_score_and_narrow_with_more_articles() -> None:
    def share(n: Counter[str]) -> dict[str, float]:
        return {"share": n["good"] / (n["good"] + n["bad"])}

    few = [Counter(good=1, bad=0), Counter(good=0, bad=1)] * 5
    narrow, wide = intervals(few * 20, share, resamples=200)["share"], intervals(few, share, resamples=200)["share"]
    assert wide.low < narrow.low < 0.5 < narrow.high < wide.high
    assert intervals(few, share, resamples=200)["share"] == wide


def test_no_gold(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="no gold files"):
        evaluate(tmp_path)


def _run(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [str(Path(sys.executable).parent / "homejobs-extract"), "evaluate", *arguments]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)


def test_command_prints_scores(tmp_path: Path) -> None:
    done = _run(str(_write(tmp_path, {**PERMIT, "stage": "renewed"}, PLAN)), "--mistakes", "--resamples", "10")
    assert (done.returncode, done.stderr) == (0, "")
    assert "1 articles, 0 without a mistake, 0 crashed" in done.stdout
    assert "stages confused: renewed as issued 1" in done.stdout
    assert "stage: want \u2068renewed\u2069" in done.stdout.replace("\u200e", "")


def test_command_writes_json(tmp_path: Path) -> None:
    done = _run(str(_write(tmp_path, PERMIT, PLAN)), "--json", "--resamples", "10")
    assert Scores.model_validate_json(done.stdout).right.f1 == 1.0


@pytest.mark.parametrize("text", ["", "{", '{"text": 1}'])
def test_command_names_a_broken_file(text: str, tmp_path: Path) -> None:
    (tmp_path / "broken.json").write_text(text, encoding="utf-8")
    done = _run(str(tmp_path))
    assert (done.returncode, done.stdout) == (1, "")
    assert "broken.json: " in done.stderr
    assert done.stderr.count("\n") == 1


def test_command_without_a_folder(tmp_path: Path) -> None:
    assert _run(str(tmp_path / "none")).returncode == 2
