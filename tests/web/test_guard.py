"""What the server refuses: other hosts and sites, stale forms, too much, too slow, paths outside; what it sends."""

from __future__ import annotations

import http.client
import socket
import time
from collections.abc import Callable
from urllib.parse import urlencode, urlsplit

import pytest

from tests.web.conftest import Server

Answer = tuple[int, dict[str, str], str]


def ask(server: Server, method: str, path: str, body: bytes | None = None, **headers: str) -> Answer:
    where = urlsplit(server.base)
    connection = http.client.HTTPConnection("127.0.0.1", where.port, timeout=120)
    try:
        connection.request(method, path, body, {name.replace("_", "-"): value for name, value in headers.items()})
        answer = connection.getresponse()
        return answer.status, {k.lower(): v for k, v in answer.getheaders()}, answer.read().decode("utf-8", "replace")
    finally:
        connection.close()


def token_of(server: Server) -> str:
    page = ask(server, "GET", "/")[2]
    return page.split('name="token" value="')[1].split('"')[0]


FORM = {"Content_Type": "application/x-www-form-urlencoded"}


def form(**fields: str) -> bytes:
    return urlencode(fields).encode()


@pytest.mark.parametrize(
    "path", ["/", "/api", "/api/openapi.json", "/articles/0000000000000000", "/static/workbench.js", "/nowhere"]
)
def test_every_answer_has_a_strict_policy(server: Server, path: str) -> None:
    _, headers, _ = ask(server, "GET", path)
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"


@pytest.mark.parametrize("path", ["/", "/api", "/articles/0000000000000000"])
def test_no_page_has_inline_script_style_or_handler(server: Server, path: str) -> None:
    import re

    page = ask(server, "GET", path)[2]
    assert not re.search(r"<script(?![^>]* src=)|<style| style=| on[a-z]+=|javascript:|=[\"']?https?://(?!127)", page)


@pytest.mark.parametrize(
    "host", ["evil.example", "127.0.0.1.evil.example", "localhost.evil", "", "[::ffff:1]", "0.0.0.0"]
)
def test_another_host_is_refused(server: Server, host: str) -> None:
    status, headers, page = ask(server, "GET", "/", Host=host)
    assert status == 421
    assert "token" not in page
    assert "content-security-policy" in headers


def test_a_name_that_was_allowed_is_served(serve: Callable[..., Server]) -> None:
    shared = serve("--allowed-host", "Desk.example")
    assert ask(shared, "GET", "/", Host="desk.example:80")[0] == 200
    assert ask(shared, "GET", "/", Host="evil.example")[0] == 421


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "LOCALHOST:80", "[::1]:9"])
def test_this_machines_names_are_served(server: Server, host: str) -> None:
    assert ask(server, "GET", "/", Host=host)[0] == 200


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Sec_Fetch_Site": "cross-site"},
        {"Sec_Fetch_Site": "same-site"},
    ],
)
def test_a_post_from_another_site_is_refused(server: Server, headers: dict[str, str]) -> None:
    body = form(token=token_of(server), text="۱۲ مجوز مشاغل خانگی")
    assert ask(server, "POST", "/articles", body, **FORM, **headers)[0] == 403
    assert ask(server, "POST", "/api/extract", b'{"text":""}', Content_Type="application/json", **headers)[0] == 403


@pytest.mark.parametrize("token", ["", "wrong"])
def test_a_form_of_another_server_is_refused(server: Server, token: str) -> None:
    status, _, page = ask(server, "POST", "/articles", form(token=token, text="۱۲ مجوز"), **FORM)
    assert status == 403
    assert "دوباره باز کنید" in page


def test_a_json_post_must_be_json(server: Server) -> None:
    assert ask(server, "POST", "/api/extract", b'{"text":""}', Content_Type="text/plain")[0] == 415


def test_a_body_beyond_the_limit_gets_a_clear_page(serve: Callable[..., Server]) -> None:
    small = serve("--max-bytes", "20000")
    body = form(token=token_of(small), text="الف" * 20_000)
    status, _, page = ask(small, "POST", "/articles", body, **FORM)
    assert status == 413
    assert "بزرگ‌تر از اندازه مجاز" in page
    chunks = b"".join(b"1000\r\n" + b"a" * 0x1000 + b"\r\n" for _ in range(20)) + b"0\r\n\r\n"
    with socket.create_connection(("127.0.0.1", urlsplit(small.base).port or 0), timeout=120) as raw:
        raw.sendall(b"POST /articles HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n" + chunks)
        assert raw.recv(100).startswith(b"HTTP/1.1 413")
    assert ask(small, "GET", "/")[0] == 200


def test_an_article_that_takes_too_long_is_given_up_and_the_next_is_read(serve: Callable[..., Server]) -> None:
    hasty = serve("--seconds", "3", "--max-bytes", "20000000")
    ask(hasty, "POST", "/api/extract", b'{"text":"12"}', Content_Type="application/json")
    long = '{"text": "' + "در استان یزد ۱۲ مجوز مشاغل خانگی صادر شد. " * 50_000 + '"}'
    status, _, page = ask(hasty, "POST", "/api/extract", long.encode(), Content_Type="application/json")
    assert (status, "too_slow" in page) == (503, True)
    for _ in range(20):
        status, _, _ = ask(
            hasty, "POST", "/api/extract", '{"text":"۱۲ مجوز خانگی"}'.encode(), Content_Type="application/json"
        )
        if status == 200:
            break
        time.sleep(0.5)
    assert status == 200


@pytest.mark.parametrize(
    "path",
    [
        "/static/../app.py", "/static/%2e%2e/app.py", "/static/..%2f..%2frecords.py", "/assets/..%2f__init__.py",
        "/assets/words.tsv", "/articles/..%2f..%2fetc", "/articles/%2e%2e/report.json", "/static//etc/passwd",
        "/articles/0123456789abcdef%00", "/articles/0123456789ABCDEF", "/archive", "/archive/figures.csv",
    ],
)  # fmt: skip
def test_no_path_leads_outside(server: Server, path: str) -> None:
    status, _, page = ask(server, "GET", path)
    assert status in (404, 307)
    assert "import" not in page
    assert "root:" not in page


@pytest.mark.parametrize(
    ("fields", "status"),
    [({"text": " \n "}, 400), ({"text": "۱۲ مجوز", "published": "دیروز"}, 400), ({}, 400)],
)
def test_wrong_input_gets_a_page_that_says_so(server: Server, fields: dict[str, str], status: int) -> None:
    answer = ask(server, "POST", "/articles", form(token=token_of(server), **fields), **FORM)
    assert answer[0] == status
    assert 'role="alert"' in answer[2]


PLAIN = {"bound": "exact", "modality": "actual", "basis": "total"}


def opened(server: Server, text: str) -> str:
    return ask(server, "POST", "/articles", form(token=token_of(server), text=text), **FORM)[1]["location"]


@pytest.mark.parametrize(
    "fields",
    [
        {"action": "correct", "figure": "f1"},
        {"action": "correct", "figure": "f1", "value": "x", "anchor": "۱۲ مجوز"},
        {"action": "add", "value": "5", "anchor": "نیست", "kind": "permit"},
        PLAIN | {"action": "add", "value": "5", "anchor": "۱۲ مجوز", "kind": "spaceship"},
        {"action": "add", "value": "5", "from": "5", "to": "99999", "anchor": "", "kind": "permit"},
        {"action": "drop", "figure": "f1"},
        {"action": "accept", "figure": "../../etc"},
    ],
)  # fmt: skip
def test_a_decision_that_makes_no_figure_is_refused(server: Server, fields: dict[str, str]) -> None:
    where = opened(server, "در یزد ۱۲ مجوز مشاغل خانگی صادر شد.")
    status, _, _ = ask(server, "POST", f"{where}/decisions", form(token=token_of(server), **fields), **FORM)
    assert status in (400, 404)
    log = server.work / "decisions.jsonl"
    assert where.rsplit("/", 1)[1] not in (log.read_text(encoding="utf-8") if log.exists() else "")


def test_it_listens_on_this_machine_only(server: Server) -> None:
    port = urlsplit(server.base).port or 0
    others = {info[4][0] for info in socket.getaddrinfo(socket.gethostname(), None, socket.AF_INET)} - {"127.0.0.1"}
    for address in others or {"127.0.0.2"}:
        with pytest.raises(OSError, match=r"refused|unreachable|timed out"):
            socket.create_connection((str(address), port), timeout=3)
