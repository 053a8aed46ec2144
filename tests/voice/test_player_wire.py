"""The two pipes between the player and its sound process."""

from __future__ import annotations

import io

from hypothesis import given
from hypothesis import strategies as st

from arqon_voice.playback.device.wire import (
    Alive,
    AudioState,
    Command,
    Do,
    Leaving,
    Listing,
    Over,
    Progress,
    Report,
    Started,
    encode_report,
    read_command,
    read_report,
)

numbers = st.integers(0, 2**32 - 1)
commands = st.builds(Command, st.sampled_from(Do), numbers, numbers, st.binary(max_size=4_000))
reports: st.SearchStrategy[Report] = st.one_of(
    *(st.from_type(each) for each in (Alive, AudioState, Leaving, Listing, Over, Progress, Started))
)


@given(st.lists(commands))
def test_commands_come_out_as_they_went_in(sent: list[Command]) -> None:
    pipe = io.BytesIO(b"".join(command.encoded() for command in sent))
    received = [read_command(pipe) for _ in sent]
    assert received == sent
    assert read_command(pipe) is None


@given(commands, st.data())
def test_a_command_that_was_cut_off_is_none(command: Command, data: st.DataObject) -> None:
    encoded = command.encoded()
    cut = data.draw(st.integers(0, len(encoded) - 1))
    assert read_command(io.BytesIO(encoded[:cut])) is None


@given(reports)
def test_reports_come_out_as_they_went_in(report: Report) -> None:
    line = encode_report(report)
    assert line.count(b"\n") == 1
    assert repr(read_report(line)) == repr(report)  # a level that is not a number equals nothing
