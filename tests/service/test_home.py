"""Where everything of a user lies."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from arqon_service.home import Home


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_one_folder_holds_everything(tmp_path: Path) -> None:
    home = Home.of_user({"ARQON_TTS_HOME": str(tmp_path / "all")})
    assert home == Home.under(tmp_path / "all")
    for place in (home.settings, home.telemetry, home.replay, home.lock, home.socket, home.logs):
        assert place.is_relative_to(tmp_path / "all")


def test_an_empty_name_is_no_folder_and_a_relative_one_does_not_move(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert Home.of_user({"ARQON_TTS_HOME": ""}) == Home.of_user({})
    home = Home.of_user({"ARQON_TTS_HOME": "here"})
    monkeypatch.chdir("/")
    assert home.settings == tmp_path / "here" / "settings.toml"


def test_the_users_own_state_follows_the_platform(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    home = Home.of_user({})
    assert home.telemetry == tmp_path / "state" / "arqon-tts" / "telemetry.db"
    assert home.settings == tmp_path / "config" / "arqon-tts" / "settings.toml"


def test_the_folders_that_it_makes_are_for_the_user_alone(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        home = Home.under(tmp_path / "deep" / "er")
        home.make()
    finally:
        os.umask(before)
    for folder in (tmp_path / "deep", home.state, home.runtime, home.logs):
        assert mode(folder) == 0o700
    home.state.chmod(0o750)
    home.make()
    assert mode(home.state) == 0o750


@pytest.mark.skipif(os.geteuid() != 0, reason="needs root")
def test_what_root_makes_in_a_users_home_belongs_to_the_user(tmp_path: Path) -> None:
    users = tmp_path / "user"
    users.mkdir()
    os.chown(users, 1234, 1234)
    home = Home.under(users / ".local" / "arqon")
    home.make()
    for folder in (users / ".local", home.state, home.runtime, home.logs):
        assert (folder.stat().st_uid, folder.stat().st_gid) == (1234, 1234)
