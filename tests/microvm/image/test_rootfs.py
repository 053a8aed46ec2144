"""A base system that cannot be made says so before the long step."""

from __future__ import annotations

import os
import pwd
from pathlib import Path

import pytest

from arqon_microvm.errors import VmError
from arqon_microvm.image import rootfs
from arqon_microvm.image.rootfs import Base, base_tar
from arqon_microvm.image.rootless import check_rootless

ME = pwd.getpwuid(os.getuid()).pw_name


@pytest.fixture
def keyrings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, Path]:
    found = {name: tmp_path / f"{name}.gpg" for name in rootfs.SUITES}
    monkeypatch.setattr(rootfs, "_KEYRINGS", found)
    return found


@pytest.fixture
def tools(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An mmdebstrap that notes how it is called, and fails."""
    folder = tmp_path / "bin"
    folder.mkdir()
    for name in ("mmdebstrap", "newuidmap", "newgidmap", "unshare"):
        (folder / name).write_text(f'#!/bin/sh\necho "$@" > {folder}/{name}.called\nexit 1\n')
        (folder / name).chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}:/usr/bin:/bin")
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    return folder


def test_an_unknown_suite(tmp_path: Path) -> None:
    with pytest.raises(VmError, match=r"'sid' is not known\. One of: bookworm, noble"):
        base_tar(Base("sid", None, None, 0), tmp_path, print)


def test_noble_without_ubuntus_keyring(
    tmp_path: Path, keyrings: dict[str, Path], tools: Path
) -> None:
    keyrings["bookworm"].touch()
    with pytest.raises(VmError, match=r"of noble cannot be checked: .*noble\.gpg is") as refused:
        base_tar(Base("noble", None, None, 0), tmp_path / "cache", print)
    assert "--keyring FILE, or take --suite bookworm" in refused.value.next_step
    assert not (tools / "mmdebstrap.called").exists()
    assert not (tmp_path / "cache").exists()


def test_a_keyring_that_is_given_and_not_there(
    tmp_path: Path, keyrings: dict[str, Path], tools: Path
) -> None:
    keyrings["noble"].touch()
    with pytest.raises(VmError, match=r"lost\.gpg is not there"):
        base_tar(Base("noble", None, tmp_path / "lost.gpg", 0), tmp_path, print)


def test_as_root_or_not_it_is_called_as_it_must_be(
    tmp_path: Path, keyrings: dict[str, Path], tools: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keyrings["noble"].touch()
    monkeypatch.setattr(rootfs, "check_rootless", lambda: None)
    for user, mode in ((0, "root"), (1000, "unshare")):
        monkeypatch.setattr("os.geteuid", lambda user=user: user)
        with pytest.raises(VmError, match="mmdebstrap failed"):
            base_tar(Base("noble", "http://mirror.test", None, 0), tmp_path / "cache", print)
        words = (tools / "mmdebstrap.called").read_text().split()
        assert f"--mode={mode}" in words
        assert (words[-3], words[-1]) == ("noble", "http://mirror.test")
    assert not list((tmp_path / "cache").glob("*.tar"))


def test_noble_comes_with_its_updates_and_ubuntus_keyring(
    tmp_path: Path, keyrings: dict[str, Path], tools: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keyrings["noble"].touch()
    monkeypatch.setattr(rootfs, "check_rootless", lambda: None)
    with pytest.raises(VmError, match="mmdebstrap failed"):
        base_tar(Base("noble", None, None, 0), tmp_path / "cache", print)
    called = (tools / "mmdebstrap.called").read_text()
    assert f"--keyring={keyrings['noble']}" in called
    for part in ("ubuntu noble main", "noble-updates main", "security.ubuntu.com/ubuntu noble-sec"):
        assert part in called


def test_one_that_was_made_is_taken_without_any_tool(
    tmp_path: Path, keyrings: dict[str, Path], tools: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keyrings["noble"].touch()
    monkeypatch.setattr(rootfs, "check_rootless", lambda: None)
    (tools / "mmdebstrap").write_text(
        '#!/bin/sh\nfor word; do case $word in *.making.tar) echo made > "$word" ;; esac; done\n'
    )
    base = Base("noble", None, None, 0)
    made = base_tar(base, tmp_path / "cache", print)
    assert made.read_text() == "made\n"
    (tools / "mmdebstrap").unlink()
    keyrings["noble"].unlink()
    assert base_tar(base, tmp_path / "cache", print) == made
    assert base_tar(Base("noble", None, None, 0), tmp_path / "cache", print) == made


def test_a_user_without_ids_to_spare(tmp_path: Path, tools: Path) -> None:
    ids = tmp_path / "subuid"
    ids.write_text("somebody:100000:65536\n")
    with pytest.raises(VmError, match="has no ids to spare in") as refused:
        check_rootless((ids,))
    assert f"usermod --add-subuids 100000-165535 --add-subgids 100000-165535 {ME}" in (
        refused.value.next_step
    )


def test_a_host_that_lets_no_user_make_a_namespace(tmp_path: Path, tools: Path) -> None:
    ids = tmp_path / "subuid"
    ids.write_text(f"{ME}:100000:65536\n")
    with pytest.raises(VmError, match="lets no user make a namespace") as refused:
        check_rootless((ids,))
    assert "kernel.unprivileged_userns_clone=1" in refused.value.next_step
    (tools / "unshare").write_text("#!/bin/sh\n")
    check_rootless((ids,))


def test_a_host_without_the_tools_for_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(VmError, match="apt install uidmap"):
        check_rootless()
