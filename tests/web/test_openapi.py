"""The API does what its OpenAPI says, whatever it is sent: schemathesis makes the requests, good ones and bad ones."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

from homejobs_extract.web.app import create_app
from homejobs_extract.web.settings import Settings

schemathesis = pytest.importorskip("schemathesis")
MANY = int(os.environ.get("HOMEJOBS_EXAMPLES", "5000"))
AT_EASE = settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))


APP = create_app(Settings(work=Path(tempfile.mkdtemp(prefix="homejobs-api-")), hosts=frozenset({"testserver"})))
schema = schemathesis.openapi.from_asgi("/api/openapi.json", APP)


@pytest.fixture(scope="module", autouse=True)
def _reader_ends() -> Iterator[None]:
    """The process that reads articles ends with the tests."""
    yield
    APP.state.reader.close()


def every_operation(test: Callable[[Any], None]) -> Any:
    """A test of each operation of the API, ``case`` a request made for it."""
    return schema.parametrize()(test)


def ask(case: Any) -> None:
    """One request and all checks of its answer but one: a ``published`` that is no day is text, and refused."""
    case.call_and_validate(excluded_checks=[schemathesis.checks.positive_data_acceptance])


@every_operation
@AT_EASE
def test_any_request(case: Any) -> None:
    ask(case)


@pytest.mark.slow
@every_operation
@settings(AT_EASE, max_examples=MANY)
def test_many_requests(case: Any) -> None:
    ask(case)
