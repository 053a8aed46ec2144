"""What the host tells the guest at boot arrives, whatever else stands in the command line."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from arqon_microvm.firecracker.boot import BOOT_ARGS
from arqon_microvm.guest.arguments import ENGINES, Arguments

arguments = st.builds(
    Arguments,
    st.text("0123456789abcdef", min_size=1, max_size=32),
    st.sampled_from(ENGINES),
    st.none() | st.integers(1, 64),
)


@given(arguments)
def test_what_is_told_arrives(told: Arguments) -> None:
    assert Arguments.parse(f"{BOOT_ARGS} {told}\n") == told


@given(st.text())
def test_any_command_line_can_be_read(text: str) -> None:
    told = Arguments.parse(text)
    assert Arguments.parse(str(told)) == told or any(sign.isspace() for sign in told.instance)


@pytest.mark.parametrize("threads", ["0", "-1", "two", "²", ""])
def test_what_is_of_no_use_is_as_if_not_told(threads: str) -> None:
    assert Arguments.parse(f"arqon.engine=fast arqon.threads={threads}") == Arguments("")


def test_the_sidecar_and_the_claims_say_the_same() -> None:
    told = Arguments("ab", "openvino", 2)
    assert told.sidecar() == ["--engine", "openvino", "--threads", "2"]
    assert told.claims() == {"cmdline_instance": "ab", "engine": "openvino", "threads": "2"}
    assert Arguments("ab").sidecar() == ["--engine", "auto"]
