"""Ends the buses that the tests share."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.voice.bus.servers import processes


@pytest.fixture(scope="session", autouse=True)
def _end_of_the_buses() -> Iterator[None]:
    with processes:
        yield
