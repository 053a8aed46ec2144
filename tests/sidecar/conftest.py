from __future__ import annotations

from collections.abc import Iterator

import httpx
import pytest

from tests.patience import PATIENCE_S
from tests.sidecar.servers import Server, tone_server


@pytest.fixture(scope="package")
def tone() -> Iterator[Server]:
    """A service whose engine takes no time."""
    with tone_server() as server:
        yield server


@pytest.fixture
def client(tone: Server) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=tone.url, timeout=PATIENCE_S) as client:
        yield client
