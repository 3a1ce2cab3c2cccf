"""The JSON interface: contract, examples of its OpenAPI, clear errors."""

from __future__ import annotations

import json
from typing import Any

import pytest

from homejobs_extract import Report, extract
from tests.web.conftest import Server
from tests.web.test_guard import ask


def post(server: Server, path: str, body: object) -> tuple[int, Any]:
    status, _, text = ask(server, "POST", path, json.dumps(body).encode(), Content_Type="application/json")
    return status, json.loads(text)


def test_extract_answers_what_the_library_does(server: Server, example: str) -> None:
    status, found = post(server, "/api/extract", {"text": example, "published": "1400-12-05", "source": "x"})
    assert status == 200
    assert Report.model_validate(found) == extract(example, published="1400-12-05", source="x")


def test_check_answers_the_checks_and_the_findings(server: Server, example: str) -> None:
    status, found = post(server, "/api/check", {"text": example})
    assert status == 200
    assert [c["difference"] for c in found["findings"] if c["type"] == "sum"] == [800_000_000]
    assert len(found["checks"]) >= 3


def test_every_example_of_the_openapi_is_answered(server: Server) -> None:
    status, _, text = ask(server, "GET", "/api/openapi.json")
    assert status == 200
    paths = json.loads(text)["paths"]
    assert set(paths) == {"/api/extract", "/api/check", "/api/compare"}
    for path, methods in paths.items():
        examples = methods["post"]["requestBody"]["content"]["application/json"]["examples"]
        for given in examples.values():
            status, found = post(server, path, given["value"])
            assert status == 200, found
    assert [v["difference"] for v in found["verdicts"] if v["status"] == "disagrees"] == [90]


@pytest.mark.parametrize(
    ("path", "body", "status"),
    [
        ("/api/extract", {}, 422),
        ("/api/extract", {"text": 5}, 422),
        ("/api/extract", {"text": "", "colour": "red"}, 422),
        ("/api/extract", {"text": "", "published": "دیروز"}, 422),
        ("/api/compare", {"articles": [{"text": ""}]}, 422),
        ("/api/nothing", {}, 404),
    ],
)
def test_a_wrong_body_gets_a_reason(server: Server, path: str, body: object, status: int) -> None:
    found, answer = post(server, path, body)
    assert found == status
    assert answer["detail"]


def test_a_broken_body_gets_a_reason(server: Server) -> None:
    status, _, text = ask(server, "POST", "/api/extract", b"{", Content_Type="application/json")
    assert status == 422
    assert json.loads(text)["detail"]


@pytest.mark.parametrize("text", ["", "\x00", "\ud800", "۱" * 100_000])
def test_any_text_is_answered(server: Server, text: str) -> None:
    status, found = post(server, "/api/extract", {"text": text})
    assert status == 200
    assert found["figures"] == []
