"""Which mount a path is on, by lists of the kernel's form and by a mount of this machine."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from arqon_microvm.mounts import Mount, mount_of
from tests.patience import PATIENCE_S

LIST = r"""22 1 254:0 / / rw shared:1 - ext4 /dev/vda rw
30 22 0:30 / {0}/a\040b rw,nosuid shared:5 master:1 - tmpfs tmpfs rw
31 30 254:0 /x {0}/a\040b/c rw - ext4 /dev/vda rw
32 22 0:31 / {0}/d rw - xfs /dev/vdb rw
33 32 0:32 / {0}/d rw - btrfs /dev/vdc rw
"""


@pytest.mark.parametrize(
    ("path", "point", "kind"),
    [
        ("", "/", "ext4"),
        ("a b", "{}/a b", "tmpfs"),
        ("a b/not/there", "{}/a b", "tmpfs"),
        ("a b/c", "{}/a b/c", "ext4"),
        ("a bc", "/", "ext4"),
        ("d/file", "{}/d", "btrfs"),
        ("link", "{}/d", "btrfs"),
    ],
)
def test_the_innermost_and_latest_is_the_one(
    tmp_path: Path, path: str, point: str, kind: str
) -> None:
    for folder in ("a b/c", "a bc", "d"):
        (tmp_path / folder).mkdir(parents=True)
    (tmp_path / "link").symlink_to(tmp_path / "d")
    (tmp_path / "list").write_text(LIST.format(tmp_path))
    found = mount_of(tmp_path / path, tmp_path / "list")
    assert found == Mount(Path(point.format(tmp_path)), kind)


@pytest.mark.skipif(os.geteuid() != 0, reason="mounting needs root")
def test_a_second_mount_of_one_file_system_is_another(tmp_path: Path) -> None:
    """As systemd makes one for each StateDirectory=: a hard link into it fails."""
    for name in ("image", "jail"):
        (tmp_path / name).mkdir()
    (tmp_path / "image/file").touch()
    program = (
        "import os; from pathlib import Path; from arqon_microvm.mounts import mount_of\n"
        "print(mount_of(Path('image')) == mount_of(Path('jail')))\n"
        "try: os.link('image/file', 'jail/file')\n"
        "except OSError as error: print(error.strerror)\n"
    )
    mounted = ["unshare", "-m", "sh", "-c", 'mount --bind jail jail && exec "$0" -c "$1"']
    ended = subprocess.run(
        [*mounted, sys.executable, program],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=PATIENCE_S,
        check=False,
    )
    if ended.returncode:
        pytest.skip(f"no mounts can be made here: {ended.stderr}")
    assert ended.stdout == "False\nInvalid cross-device link\n"
