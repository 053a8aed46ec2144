"""Files that a person names: whole or not at all, and else what to do, in words."""

from __future__ import annotations

import os
import threading
from pathlib import Path

import pytest

from arqon_settings.saving import NotSaved, saved_file


def test_it_stands_there_whole_and_replaces_what_was_there(tmp_path: Path) -> None:
    place = tmp_path / "x.jsonl"
    place.write_text("old")
    with saved_file(place) as file:
        file.write(b"new")
        assert place.read_text() == "old"
    assert (place.read_text(), [*tmp_path.iterdir()]) == ("new", [place])


def test_what_fails_halfway_leaves_what_was_there(tmp_path: Path) -> None:
    place = tmp_path / "x.jsonl"
    place.write_text("old")
    with pytest.raises(ZeroDivisionError), saved_file(place) as file:
        file.writelines(b"half %d" % (1 // n) for n in (1, 0))
    assert (place.read_text(), [*tmp_path.iterdir()]) == ("old", [place])


def test_of_two_that_want_a_new_name_one_gets_it(tmp_path: Path) -> None:
    place = tmp_path / "x.jsonl"
    with saved_file(place, new=True) as first:
        first.write(b"first")
        with pytest.raises(NotSaved, match="is there already"), saved_file(place, new=True):
            pass
    assert (place.read_text(), [*tmp_path.iterdir()]) == ("first", [place])


def test_a_new_file_that_fails_halfway_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError), saved_file(tmp_path / "x", new=True) as file:
        file.write(b"%d" % (1 // 0))
    assert [*tmp_path.iterdir()] == []


def test_a_new_name_that_leaves_no_room_for_another_is_not_taken(tmp_path: Path) -> None:
    place = tmp_path / ("x" * 250)  # the file in the making has a longer name
    with pytest.raises(NotSaved, match="could not be written"), saved_file(place, new=True):
        pass
    assert [*tmp_path.iterdir()] == []


def test_a_fault_of_what_is_written_is_not_one_of_the_file(tmp_path: Path) -> None:
    with pytest.raises(UnicodeEncodeError), saved_file(tmp_path / "x") as file:
        file.write("\ud83d".encode())
    assert [*tmp_path.iterdir()] == []


def test_a_link_leads_to_it(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to("x.jsonl")
    with saved_file(tmp_path / "link") as file:
        file.write(b"new")
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "x.jsonl").read_text() == "new"


def test_a_pipe_is_written_as_it_is(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    read: list[bytes] = []
    reader = threading.Thread(target=lambda: read.append(pipe.read_bytes()), daemon=True)
    reader.start()
    with saved_file(pipe) as file:
        file.write(b"through")
    reader.join()
    assert (read, pipe.is_fifo()) == ([b"through"], True)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("missing/x", "missing' does not exist: create it"),
        ("file/x", "file' is not a folder"),
        ("", "is a folder: give a file name"),
        ("/proc/x", "'/proc' takes no files: save elsewhere"),
        ("a\0b", "cannot be the name of a file"),
        ("/dev/full", "No space left on the disk of '/dev'"),
    ],
)
def test_what_is_in_the_way_is_told(tmp_path: Path, name: str, words: str) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(NotSaved, match=words), saved_file(tmp_path / name) as file:
        file.write(b"x")
    assert [*tmp_path.iterdir()] == [tmp_path / "file"]
