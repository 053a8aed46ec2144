"""The lock of the voice, whose file others delete."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from arqon_gate.doubles.null_sink import NullSink
from arqon_service.home import Home
from arqon_service.lock import SpeechLock, holder_of
from tests.removal import remove_whole
from tests.service.voices import eventually, holding, running


@pytest.fixture
def home(home: Home) -> Home:
    home.make()
    return home


def delete_file(home: Home) -> None:
    home.lock.unlink()


def delete_folder(home: Home) -> None:
    remove_whole(home.state)


@pytest.mark.parametrize("delete", [delete_file, delete_folder])
def test_a_lock_that_is_deleted_is_taken_anew_and_names_its_holder(
    home: Home, delete: Callable[[Home], None]
) -> None:
    lock, other = SpeechLock(home), SpeechLock(home)
    assert lock.take("serve")
    lock.name("serve", "/somewhere/voice.sock")
    before = holder_of(home)
    assert not lock.restore()
    delete(home)
    assert lock.restore()
    assert holder_of(home) == before is not None
    assert not other.take("say")
    lock.release()
    assert not lock.restore()
    assert other.take("say")
    other.release()


def test_a_lock_that_another_has_taken_meanwhile_comes_back_when_that_one_has_ended(
    home: Home,
) -> None:
    lock, other = SpeechLock(home), SpeechLock(home)
    assert lock.take("serve")
    home.lock.unlink()
    assert other.take("say")
    with pytest.raises(BlockingIOError):
        lock.restore()
    other.release()
    assert not holder_of(home)
    assert lock.restore()
    holder = holder_of(home)
    assert holder is not None
    assert holder.program == "serve"
    lock.release()


@pytest.mark.audio
@pytest.mark.parametrize("delete", [delete_file, delete_folder])
def test_a_service_keeps_the_voice_when_its_lock_is_deleted(
    home: Home, null_sink: NullSink, delete: Callable[[Home], None]
) -> None:
    with running("serve", "--bus", "") as serving:
        holding(home, "serve")
        delete(home)
        eventually(lambda: holder_of(home), "the lock to be taken anew")
        holder = holder_of(home)
        assert holder is not None
        assert (holder.pid, holder.socket) == (serving.pid, str(home.socket))
        assert not SpeechLock(home).take("say")
