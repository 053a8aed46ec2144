from __future__ import annotations

import gc
from collections.abc import Iterator

import pytest


@pytest.fixture(scope="module")
def collected() -> Iterator[None]:
    """httpcore leaves the socket of a Unix connection that failed to the garbage collector.

    Its warning, which these tests ignore, must not come in a later test, where it is an error.
    """
    yield
    gc.collect()
