"""A file of lines that many append to at once."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from arqon_service.line_file import append_lines, newest_lines


@pytest.mark.parametrize("writers", [2, 8])
def test_a_full_file_is_put_aside_once_and_no_line_is_lost(tmp_path: Path, writers: int) -> None:
    for turn in range(30):
        path = tmp_path / f"{turn}.jsonl"
        path.write_text("an old line\n" * 10)
        begin = threading.Barrier(writers)

        def append(line: str, path: Path = path, begin: threading.Barrier = begin) -> None:
            begin.wait()
            append_lines(path, [line], most_bytes=100)

        threads = [threading.Thread(target=append, args=(f"{n}",)) for n in range(writers)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        lines = [*newest_lines(path)]
        assert sorted(lines[:writers]) == [b"%d" % number for number in range(writers)]
        assert lines[writers:] == [b"an old line"] * 10


def test_a_file_that_is_put_aside_while_it_is_read_is_read_once(tmp_path: Path) -> None:
    path = tmp_path / "lines.jsonl"
    append_lines(path, ["1", "2"], most_bytes=100)
    reading = newest_lines(path)
    first = next(reading)
    append_lines(path, ["3"], most_bytes=1)
    assert [first, *reading] == [b"2", b"1"]
    assert [*newest_lines(path)] == [b"3", b"2", b"1"]
