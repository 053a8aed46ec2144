"""The units: systemd understands each line, and each option in them is one of `vm run`."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from arqon_tui.cli.vm.run import vm_run
from tests.patience import PATIENCE_S

UNITS = Path(__file__).parents[3] / "microvm/systemd"
SYSTEM, TEMPLATE, USER = (
    "arqon-tts-vm.service",
    "arqon-tts-vm@.service",
    "user/arqon-tts-vm.service",
)
PROGRAM = re.compile(r"[^\s=]+/\.venv/bin/arqon-tts")
OPTIONS = {parameter.envvar: parameter.opts[0] for parameter in vm_run.params}


def text(name: str) -> str:
    return (UNITS / name).read_text()


def settings(name: str) -> dict[str, str]:
    """The last value of each key; one that may be given again keeps its lines together."""
    found: dict[str, str] = {}
    for line in text(name).splitlines():
        key, equals, value = line.partition("=")
        if equals and not line.startswith("#"):
            again = key.endswith("Allow") and key in found
            found[key] = f"{found[key]} {value}" if again else value
    return found


def verify(folder: Path, unit: str, content: str, *, user: bool = False) -> str:
    """What systemd has to say of it; nothing, when all is well."""
    if shutil.which("systemd-analyze") is None:
        pytest.skip("no systemd-analyze: apt install systemd")
    program = folder / "arqon-tts"
    program.write_text("#!/bin/sh\n")
    program.chmod(0o755)
    (folder / unit).write_text(PROGRAM.sub(str(program), content))
    told = subprocess.run(
        ["systemd-analyze", *(["--user"] if user else []), "--man=no", "verify", f"./{unit}"],
        cwd=folder,
        env={**os.environ, "XDG_RUNTIME_DIR": str(folder), "LC_ALL": "C"},
        capture_output=True,
        text=True,
        timeout=PATIENCE_S,
        check=False,
    )
    return told.stdout + told.stderr + ("" if told.returncode == 0 else f"code {told.returncode}")


@pytest.mark.parametrize(
    ("name", "unit"),
    [(SYSTEM, SYSTEM), (TEMPLATE, "arqon-tts-vm@7791.service"), (USER, "arqon-tts-vm.service")],
)
def test_systemd_understands_every_line(tmp_path: Path, name: str, unit: str) -> None:
    assert verify(tmp_path, unit, text(name), user=name == USER) == ""


def test_systemd_understands_the_jailer_variant(tmp_path: Path) -> None:
    dropped = tmp_path / f"{SYSTEM}.d"
    dropped.mkdir()
    (dropped / "jailer.conf").write_text(text("jailer.conf"))
    assert verify(tmp_path, SYSTEM, text(SYSTEM)) == ""


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("MemoryMax=", "MemoryMaks="),
        ("WatchdogSec=30", "WatchdogSec=often"),
        ("@system-service", "@sistem-service"),
        (".venv/bin/arqon-tts vm", ".venv/bin/arqon-sst vm"),
    ],
)
def test_systemd_would_say_so(tmp_path: Path, right: str, wrong: str) -> None:
    assert right in text(SYSTEM)
    assert verify(tmp_path, SYSTEM, text(SYSTEM).replace(right, wrong)) != ""


def test_image_snapshot_and_jail_are_on_one_mount_of_the_jailers_unit() -> None:
    """Each StateDirectory= is a mount, and so is each path of ReadWritePaths=."""
    drop_in = settings("jailer.conf")
    assert drop_in["StateDirectory"] == ""
    base = Path(drop_in["ReadWritePaths"])
    lines = [line.strip("#").partition("=")[::2] for line in text("vm.env").splitlines()]
    named = dict(lines)
    for name in ("ARQON_VM_IMAGE", "ARQON_VM_FROM_SNAPSHOT", "ARQON_VM_JAIL_BASE"):
        assert Path(named[name]).is_relative_to(base)
    assert "ReadWritePaths" not in settings(SYSTEM)  # there the VM's user could change the image


@pytest.mark.parametrize("name", [SYSTEM, TEMPLATE, USER, "vm.env", "jailer.conf"])
def test_options_and_variables_are_those_of_the_command(name: str) -> None:
    started = settings(name).get("ExecStart", "")
    assert set(re.findall(r"--[a-z0-9-]+", started)) <= set(OPTIONS.values())
    variables = set(re.findall(r"ARQON_VM_\w+\b(?!\*)", text(name)))
    assert variables <= set(OPTIONS)
    assert variables or name != "vm.env"


def test_the_pinned_firecracker_is_the_one_that_is_fetched() -> None:
    fetching = (UNITS.parent / "tools/get-firecracker").read_text()
    pin = re.search(r"^firecracker_pin=(\w{64})$", fetching, re.MULTILINE)
    assert pin is not None
    assert settings("vm.env")["ARQON_VM_FIRECRACKER_SHA256"] == pin[1]


@pytest.mark.parametrize("name", [SYSTEM, TEMPLATE, USER])
def test_a_unit_is_the_supervisors_kind_of_service(name: str) -> None:
    has = settings(name)
    assert " vm run " in has["ExecStart"]
    assert has["Type"] == "notify"
    assert has["Restart"] == "always"
    assert has["KillMode"] == "mixed"
    assert int(has["WatchdogSec"]) > 0
    assert has["ExecReload"].split()[1] == "-HUP"
    assert "PrivateNetwork" not in has, "the proxy listens on the host's loopback"
    assert set(has["RestrictAddressFamilies"].split()) == {"AF_UNIX", "AF_INET"}
    assert "seccomp" in has["SystemCallFilter"].split(), "Firecracker installs its own filters"


@pytest.mark.parametrize("name", [SYSTEM, TEMPLATE])
def test_the_only_device_is_kvm(name: str) -> None:
    has = settings(name)
    assert has["DevicePolicy"] == "closed"
    assert has["DeviceAllow"] == "/dev/kvm rw"
    assert has.get("PrivateDevices", "no") == "no", "it hides /dev/kvm"


def test_memory_holds_the_guest_that_the_example_asks_for() -> None:
    asked = re.search(r"^ARQON_VM_MEMORY=(\d+)$", text("vm.env"), re.MULTILINE)
    assert asked is not None
    for name in (SYSTEM, TEMPLATE, USER):
        assert int(settings(name)["MemoryMax"].removesuffix("M")) >= int(asked[1]) + 400


def test_the_template_differs_by_its_instance_alone() -> None:
    """Folder, address and user follow the port; the rest of both units is the same."""
    own = settings(TEMPLATE)
    assert own["DynamicUser"] == "yes"
    for key in ("ExecStart", "ExecStopPost", "RuntimeDirectory", "User"):
        assert "%i" in own[key]
    about = {
        "Description", "ExecStart", "ExecStopPost", "User", "DynamicUser", "SupplementaryGroups",
        "RuntimeDirectory", "RuntimeDirectoryPreserve", "StateDirectory", "StateDirectoryMode",
    }  # fmt: skip
    rest, others = settings(SYSTEM), settings(TEMPLATE)
    assert {k: v for k, v in rest.items() if k not in about} == {
        k: v for k, v in others.items() if k not in about
    }


def test_no_unit_leaves_the_address_and_folder_to_the_file_that_all_share() -> None:
    assert "ARQON_VM_LISTEN=" not in text("vm.env")
    assert "ARQON_VM_STATE_DIR=" not in text("vm.env")
