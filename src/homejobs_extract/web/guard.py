"""What stands before every request: its Host, where it comes from, how large it is; and the headers after it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any
from urllib.parse import urlsplit

from homejobs_extract.web.settings import Settings

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]
Refuse = Callable[[str, int, str], tuple[bytes, str]]

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; "
    "img-src 'self' data:; connect-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), microphone=(), geolocation=()",
}


class TooLarge(Exception):
    """A body beyond the limit."""


class Guard:
    """An ASGI layer; ``refuse`` makes body and media type for a path, a status and a message key."""

    def __init__(self, app: App, *, settings: Settings, refuse: Refuse) -> None:
        self.app, self.settings, self.refuse = app, settings, refuse

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or answer it with why not."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        headers = {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in scope["headers"]}
        guarded = with_headers(send)
        refusal = refused(scope["method"], scope["path"], headers, self.settings)
        if refusal:
            await self._answer(guarded, scope["path"], *refusal)
            return
        try:
            body = await read_body(receive, self.settings.max_bytes)
        except TooLarge:
            await self._answer(guarded, scope["path"], 413, "too_large")
            return
        await self.app(scope, replay(body, receive), guarded)

    async def _answer(self, send: Send, path: str, status: int, reason: str) -> None:
        body, media_type = self.refuse(path, status, reason)
        head = [(b"content-type", media_type.encode()), (b"content-length", str(len(body)).encode())]
        await send({"type": "http.response.start", "status": status, "headers": [*head, (b"connection", b"close")]})
        await send({"type": "http.response.body", "body": body})


def refused(method: str, path: str, headers: dict[str, str], settings: Settings) -> tuple[int, str] | None:
    """Status and reason for a request that must not pass, by its head alone."""
    if host_name(headers.get("host", "")) not in settings.hosts:
        return 421, "wrong_host"
    if method in SAFE_METHODS:
        return None
    if not from_here(headers):
        return 403, "cross_site"
    if path.startswith("/api/") and not headers.get("content-type", "").startswith("application/json"):
        return 415, "not_json"
    size = headers.get("content-length", "0")
    if size.isdigit() and int(size) > settings.max_bytes:
        return 413, "too_large"
    return None


def host_name(host: str) -> str:
    """The name in a Host header, without its port.

    >>> host_name("127.0.0.1:8000"), host_name("[::1]:8000"), host_name("evil.example")
    ('127.0.0.1', '::1', 'evil.example')
    """
    try:
        return (urlsplit(f"//{host}").hostname or "").lower()
    except ValueError:
        return ""


def from_here(headers: dict[str, str]) -> bool:
    """Whether a post comes from a page of this server (or from no page at all, as of a script's).

    >>> from_here({"host": "localhost:8000", "origin": "https://evil.example"})
    False
    """
    if headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
        return False
    origin = headers.get("origin")
    return origin is None or urlsplit(origin).netloc == headers.get("host")


async def read_body(receive: Receive, most: int) -> bytes:
    """The whole body; raises ``TooLarge`` as soon as it is."""
    chunks, size, more = [], 0, True
    while more:
        message = await receive()
        chunks.append(message.get("body", b""))
        size += len(chunks[-1])
        if size > most:
            raise TooLarge
        more = message.get("more_body", False)
    return b"".join(chunks)


def replay(body: bytes, receive: Receive) -> Receive:
    """A ``receive`` that gives the body once, then whatever comes."""
    waiting = [body]

    async def again() -> Message:
        if waiting:
            return {"type": "http.request", "body": waiting.pop(), "more_body": False}
        return await receive()

    return again


def with_headers(send: Send) -> Send:
    """A ``send`` that adds the security headers a response does not set itself."""

    async def guarded(message: Message) -> None:
        if message["type"] == "http.response.start":
            own = {name.lower() for name, _ in message["headers"]}
            extra = [(k.encode(), v.encode()) for k, v in HEADERS.items() if k.encode() not in own]
            message = {**message, "headers": [*message["headers"], *extra]}
        await send(message)

    return guarded
