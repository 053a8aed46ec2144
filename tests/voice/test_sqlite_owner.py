"""`sudo arqon-tts` in a user's home: the user goes on writing what root has opened."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from arqon_voice.replay.guard import ReplayGuard

pytestmark = pytest.mark.skipif(
    os.name != "posix" or os.geteuid() != 0, reason="only root can write in somebody else's home"
)

USER = 54321

AS_THE_USER = """
import os, sys
from pathlib import Path
from arqon_voice.replay.guard import ReplayGuard
os.setgroups([]); os.setgid(54321); os.setuid(54321)
guard = ReplayGuard(Path(sys.argv[1]))
print(guard.claim(sys.argv[2]), guard.fault)
"""


def test_what_root_made_or_took_belongs_to_the_user(tmp_path: Path) -> None:
    for above in (tmp_path, *tmp_path.parents[:3]):
        if above.stat().st_uid == 0:
            above.chmod(above.stat().st_mode | 0o011)
    home = tmp_path / "home"
    home.mkdir()
    os.chown(home, USER, USER)
    path = home / "state" / "arqon-tts" / "replay.db"
    for message in ("one", "two"):
        guard = ReplayGuard(path)
        assert guard.claim(f"root's {message}")
        made = [home / "state", *(home / "state").rglob("*")]
        assert len(made) >= 5
        assert {place.stat().st_uid for place in made} == {USER}
        command = [sys.executable, "-c", AS_THE_USER, str(path), message]
        assert subprocess.run(command, check=True, capture_output=True).stdout == b"True \n"
        guard.close()
        for place in path.parent.iterdir():  # as an earlier version has left it
            os.chown(place, 0, 0)


def test_a_file_system_without_owners_is_written_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "state").mkdir()

    def refused(*_: object, **__: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(os, "chown", refused)
    guard = ReplayGuard(tmp_path / "state" / "replay.db")
    assert guard.claim("one")
    assert guard.fault == ""
    guard.close()
