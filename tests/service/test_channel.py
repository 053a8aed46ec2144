"""The channel's own end, without a voice behind it."""

from __future__ import annotations

import gc
import os
import socket
import threading
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from pathlib import Path
from queue import Queue

import pytest

from arqon_service.channel import client as client_module
from arqon_service.channel.client import ChannelClient, NoAnswer
from arqon_service.channel.conversation import Client
from arqon_service.channel.messages import (
    FromClient,
    FromHolder,
    Hello,
    Refused,
    Review,
    Stop,
    Subscribe,
    View,
    Welcome,
    line_of,
)
from arqon_service.channel.server import ChannelServer
from arqon_service.home import Home
from arqon_service.lock import SpeechLock
from arqon_service.shared import open_voice
from tests.patience import PATIENCE_S
from tests.removal import file_instead, remove_whole
from tests.service.voices import ended, eventually, holding, running


def ignored(*_: object) -> None:
    """Nothing depends on it here."""


@pytest.mark.parametrize("clients", [1, 5, 70])
def test_who_connects_while_it_closes_is_let_go(tmp_path: Path, clients: int) -> None:
    gone: list[Client] = []
    for turn in range(20):
        path = tmp_path / f"{turn}.sock"
        server = ChannelServer(path, greet=ignored, heard=ignored, gone=gone.append)
        server.start()
        calling = [socket.socket(socket.AF_UNIX) for _ in range(clients)]
        for each in calling:
            each.connect(str(path))
        server.close()
        assert not path.exists()
        for each in calling:
            with each:
                while each.recv(4096):
                    pass
    gc.collect()  # what was left open is a ResourceWarning, and an error here


def says_welcome(path: Path) -> bool:
    """Whether a client is taken in at that socket."""
    try:
        client = ChannelClient(str(path), "test", ignored, ignored)
    except NoAnswer:
        return False
    client.close()
    return True


@pytest.fixture
def runtime(tmp_path: Path) -> Path:
    return tmp_path / "user" / "run"


@pytest.fixture
def server(runtime: Path) -> Iterator[ChannelServer]:
    def greet(client: Client) -> None:
        client.send(Welcome(leaving=False))

    made = ChannelServer(runtime / "voice.sock", greet=greet, heard=ignored, gone=ignored)
    made.start()
    yield made
    made.close()


def test_a_socket_that_is_deleted_is_made_again(server: ChannelServer, runtime: Path) -> None:
    for what in (runtime / "voice.sock", runtime, runtime.parent):
        remove_whole(what) if what.is_dir() else what.unlink()
        eventually(lambda: says_welcome(runtime / "voice.sock"), f"a socket after {what} was gone")
    assert server.fault == ""


def test_who_is_connected_hears_on_when_the_socket_is_deleted(
    server: ChannelServer, runtime: Path
) -> None:
    told: Queue[FromHolder] = Queue()
    connected = ChannelClient(str(runtime / "voice.sock"), "test", told.put, ignored)
    remove_whole(runtime)
    eventually(lambda: says_welcome(runtime / "voice.sock"), "a new socket")
    for client in server.clients:
        client.send(Refused(ask=7, words="still here"))
    assert told.get(timeout=PATIENCE_S) == Refused(ask=7, words="still here")
    connected.close()


def test_the_sixty_fifth_who_connects_is_told_that_there_are_too_many(
    server: ChannelServer, runtime: Path
) -> None:
    with ExitStack() as connected:
        for _ in range(64):
            each = connected.enter_context(socket.socket(socket.AF_UNIX))
            each.connect(str(runtime / "voice.sock"))
            each.sendall(line_of(Hello(process="1 1", program="test")))
        eventually(lambda: len(server.clients) == 64, "64 clients")
        with pytest.raises(NoAnswer, match="64 programs are connected"):
            ChannelClient(str(runtime / "voice.sock"), "test", ignored, ignored)


@pytest.mark.parametrize(
    ("says", "told"),
    [
        (line_of(Refused(ask=0, words="it is full")), "it is full"),
        (b"", "voice.sock: it hung up without a word"),
    ],
)
def test_a_client_hears_why_a_holder_has_hung_up_before_it_spoke(
    runtime: Path, monkeypatch: pytest.MonkeyPatch, says: bytes, told: str
) -> None:
    with socket.socket(socket.AF_UNIX) as holder:
        runtime.mkdir(parents=True, exist_ok=True)
        holder.bind(str(runtime / "voice.sock"))
        holder.listen()

        def when_hung_up(message: FromClient) -> bytes:
            connection, _ = holder.accept()
            with connection:
                connection.sendall(says)
            return line_of(message)

        monkeypatch.setattr(client_module, "line_of", when_hung_up)
        with pytest.raises(NoAnswer, match=told):
            ChannelClient(str(runtime / "voice.sock"), "test", ignored, ignored)


@pytest.mark.parametrize("lines", [1, 40])
def test_what_was_sent_before_the_end_arrives(tmp_path: Path, lines: int) -> None:
    heard: Queue[FromClient] = Queue()

    def take(client: Client, message: FromClient) -> None:
        client.send(Refused(ask=0, words="which nobody reads any more"))
        heard.put(message)

    def greet(client: Client) -> None:
        client.send(Welcome(leaving=False))

    server = ChannelServer(tmp_path / "s", greet=greet, heard=take, gone=ignored)
    server.start()
    for turn in range(20):
        client = ChannelClient(str(tmp_path / "s"), "test", ignored, ignored)
        sent = [Stop(reason=f"{turn}.{number}") for number in range(lines)]
        for line in sent:
            client.send(line)
        client.close()
        assert [heard.get(timeout=PATIENCE_S) for _ in sent] == sent
    server.close()


def test_a_stop_and_an_answer_just_before_the_end_reach_the_holder(home: Home) -> None:
    heard: Queue[FromClient] = Queue()

    def greet(client: Client) -> None:
        client.send(Welcome(leaving=False))

    lock = SpeechLock(home)
    assert lock.take("serve")
    server = ChannelServer(home.socket, greet=greet, heard=lambda _, m: heard.put(m), gone=ignored)
    server.start()
    lock.name("serve", str(home.socket))
    for _ in range(20):
        voice = open_voice(home, "panel", follow=True)
        assert heard.get(timeout=PATIENCE_S) == Subscribe()
        voice.stop("enough")
        voice.answer("deploy", allow=True)
        voice.close()
        assert heard.get(timeout=PATIENCE_S) == Stop(reason="enough", message_id=None)
        assert heard.get(timeout=PATIENCE_S) == View(ask=1)
        assert heard.get(timeout=PATIENCE_S) == Review(action_id="deploy", allow=True, reason="")
    server.close()
    lock.release()


def test_a_holder_that_hangs_is_not_waited_for_at_the_end(tmp_path: Path) -> None:
    goes_on, gone = threading.Event(), threading.Event()

    def greet(client: Client) -> None:
        client.send(Welcome(leaving=False))

    def hang(_client: Client, _message: FromClient) -> None:
        goes_on.wait(PATIENCE_S)

    server = ChannelServer(tmp_path / "s", greet=greet, heard=hang, gone=ignored)
    server.start()
    client = ChannelClient(str(tmp_path / "s"), "test", ignored, gone.set)
    for number in range(100):
        client.send(Stop(reason="x" * 400, message_id=f"{number}" * 100))
    client.close()
    assert gone.wait(PATIENCE_S)
    goes_on.set()
    server.close()


def test_a_folder_that_cannot_be_made_again_is_a_fault_until_it_can(
    server: ChannelServer, runtime: Path
) -> None:
    file_instead(runtime.parent)
    eventually(lambda: server.fault, "the fault")
    assert f"{runtime.parent} is not a folder" in server.fault
    runtime.parent.unlink()
    eventually(lambda: says_welcome(runtime / "voice.sock"), "a socket again")
    eventually(lambda: not server.fault, "the fault to be over")


def test_the_socket_of_another_holder_is_left_alone(server: ChannelServer, runtime: Path) -> None:
    path = runtime / "voice.sock"
    path.unlink()
    eventually(lambda: says_welcome(path), "the first socket again")
    aside = path.with_name("aside")
    with socket.socket(socket.AF_UNIX) as other:
        other.bind(str(aside))
        aside.replace(path)
        theirs = path.stat()
        server._look()
        server.close()
        assert path.stat().st_ino == theirs.st_ino


def test_a_client_is_told_at_which_socket_nobody_answers(tmp_path: Path) -> None:
    with pytest.raises(NoAnswer, match=r"gone\.sock: No such file"):
        ChannelClient(str(tmp_path / "gone.sock"), "test", ignored, ignored)


ANOTHER = 54_321


@pytest.mark.skipif(os.geteuid() != 0, reason="only root gives files away")
def test_what_root_makes_in_the_home_of_somebody_is_theirs(home: Home) -> None:
    folder = home.state.parent
    os.chown(folder, ANOTHER, ANOTHER)
    with running("serve", "--bus", "http://nobody.invalid") as process:
        assert process.wait(PATIENCE_S)  # a warning of it in the log
    with running("serve", "--bus", "") as process:
        holding(home, "serve")
        assert {path.lstat().st_uid for path in (home.lock, home.socket)} == {ANOTHER}
        eventually(lambda: owners(folder) == {ANOTHER}, "all files to be theirs")
        process.terminate()
        assert ended(process)[0] == 0
    assert owners(folder) == {ANOTHER}


def owners(folder: Path) -> set[int]:
    """Who owns what lies in it; a file may go meanwhile."""
    found = set()
    for path in folder.rglob("*"):
        with suppress(FileNotFoundError):
            found.add(path.lstat().st_uid)
    return found
