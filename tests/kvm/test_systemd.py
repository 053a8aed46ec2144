"""The commands of docs/operations/kokoro-installation.md, under a real systemd, as root.

They would change this machine for good, so they run in the emulated one only:
make nested-kvm-test SYSTEMD=1.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import pytest

from arqon_microvm.firecracker.versions import in_words, version_of, why_refused
from tests.kvm.figures import timed
from tests.kvm.left import mounts, nothing_runs
from tests.kvm.vm import FIRECRACKER, IMAGE, JAILER, command, judged, loud, proven, ready, told
from tests.microvm.kept import KEPT

ROOT: Final = Path(__file__).parents[2]
UNIT: Final = "arqon-tts-vm"
STATE: Final = Path("/run/arqon-tts/vm")
DATA: Final = Path("/var/lib/arqon-tts")
SETTINGS: Final = Path("/etc/arqon-tts/vm.env")
LISTEN: Final = "127.0.0.1:7781"

pytestmark = [
    pytest.mark.kvm,
    pytest.mark.timeout(1500),
    pytest.mark.skipif(
        "systemd.unit=machine.target" not in Path("/proc/cmdline").read_text(),
        reason="it would change this machine for good: make nested-kvm-test SYSTEMD=1",
    ),
]


def sh(line: str, *, fails: bool = False) -> str:
    """One line of the guide; what it printed."""
    ended = subprocess.run(["/bin/bash", "-c", line], capture_output=True, text=True, check=False)
    assert (ended.returncode != 0) is fails, f"{line}: {ended.stdout}{ended.stderr}{journal()}"
    return ended.stdout


def journal(unit: str = UNIT) -> str:
    command = ["journalctl", "--no-pager", "-u", unit, "-n", "60"]
    return subprocess.run(command, capture_output=True, text=True, check=False).stdout


def shown(*names: str, unit: str = UNIT) -> dict[str, str]:
    """What `systemctl show` says of a unit."""
    lines = sh(f"systemctl show {unit} -p {','.join(names)}").splitlines()
    return dict(line.split("=", 1) for line in lines)


def until(what: str, wanted: str, unit: str = UNIT) -> None:
    while shown(what, unit=unit)[what] != wanted:
        time.sleep(0.5)


@pytest.fixture(scope="module")
def installed() -> Iterator[None]:
    """Steps 1, 2, 4 and 6 of the guide, with what is here in place of what is downloaded."""
    show_python()
    Path("/opt/arqon-tts").symlink_to(ROOT)
    sh("cd /opt/arqon-tts && ln -s /opt/arqon-tts/.venv/bin/arqon-tts /usr/local/bin/arqon-tts")
    sh("systemd-sysusers /opt/arqon-tts/microvm/systemd/sysusers.conf")
    sh("chgrp kvm /dev/kvm && chmod 660 /dev/kvm")  # as udev does, which need not be here
    sh(f"install -D -t /opt/firecracker {FIRECRACKER} {JAILER}")
    DATA.mkdir(parents=True)
    # One mount for image, snapshot and jail, which says of itself that it is memory.
    sh(f"mount -t tmpfs tmpfs {DATA}")
    shutil.copytree(IMAGE, DATA / "image-1")
    sh("ln -sfn image-1 /var/lib/arqon-tts/image")
    for line in (
        "install -D -m 644 microvm/systemd/vm.env /etc/arqon-tts/vm.env",
        "install -D -m 644 microvm/systemd/sysusers.conf /etc/sysusers.d/arqon-tts.conf",
        "install -m 644 microvm/systemd/arqon-tts-vm.service /etc/systemd/system/",
        "install -m 644 microvm/systemd/arqon-tts-vm@.service /etc/systemd/system/",
    ):
        sh(f"cd /opt/arqon-tts && {line}")
    edit({name: text for name, text in os.environ.items() if name.startswith("ARQON_VM_")})
    for unit in (UNIT, f"{UNIT}@"):
        drop_in(unit)
    sh("systemctl daemon-reload")
    yield
    taken_away()


def taken_away() -> None:
    """The guide's last step."""
    sh(f"systemctl disable --now {UNIT}")
    sh(f"umount {DATA}")
    units = "/etc/systemd/system/arqon-tts-vm.service*"
    for line in (
        f"rm -r {units} /etc/arqon-tts /etc/sysusers.d/arqon-tts.conf",
        "rm -r /var/lib/arqon-tts /opt/firecracker /opt/arqon-tts /usr/local/bin/arqon-tts",
        "systemctl daemon-reload && userdel arqon-tts",
    ):
        sh(line)
    assert shown("LoadState")["LoadState"] == "not-found"
    sh("id arqon-tts", fails=True)


@pytest.fixture
def unit(installed: None) -> Iterator[None]:
    """It is stopped at the end, also where the test failed; what it said is shown."""
    yield
    sys.stderr.write(f"\n{journal()}\n")
    sh(f"systemctl stop {UNIT}")
    sh(f"systemctl reset-failed {UNIT} || true")


def show_python() -> None:
    """The units hide /root and /home: a Python that lies there is mounted elsewhere, too."""
    base, venv = Path(sys.base_prefix), Path(sys.prefix)
    if not any(base.is_relative_to(hidden) for hidden in ("/root", "/home")):
        return
    sh(f"mkdir /opt/python && mount --bind {base} /opt/python && ldconfig /opt/python/lib")
    for link in (venv / "bin").glob("python*"):
        if link.readlink().is_relative_to(base):
            target = Path("/opt/python", link.readlink().relative_to(base))
            link.unlink()
            link.symlink_to(target)
    config = venv / "pyvenv.cfg"
    config.write_text(config.read_text().replace(str(base), "/opt/python"))


def drop_in(unit: str, folder: Path = Path("/etc/systemd/system")) -> None:
    """`systemctl edit`: all is emulated, and slow, a boot and five starts that fail."""
    lines = "[Unit]", "StartLimitIntervalSec=3600", "[Service]", "TimeoutStartSec=infinity"
    place = folder / f"{unit}.service.d"
    place.mkdir(parents=True)
    (place / "slow.conf").write_text("\n".join(lines) + "\n")


def edit(values: dict[str, str]) -> None:
    """`sudoedit /etc/arqon-tts/vm.env`."""
    kept = [
        line for line in SETTINGS.read_text().splitlines() if line.partition("=")[0] not in values
    ]
    SETTINGS.write_text("\n".join([*kept, *(f"{k}={v}" for k, v in values.items())]) + "\n")


def attested() -> None:
    """By the supervisor, and by root, of a VM that belongs to another user."""
    proven(STATE)
    judged(json.loads(command("attest", "--json").stdout), told(STATE)["monitor_version"])


def restarted(after: dict[str, Any]) -> dict[str, Any]:
    """systemd started the service anew, and its VM is ready."""
    while not (STATE / "state.json").exists() or told(STATE)["supervisor"] == after["supervisor"]:
        time.sleep(0.2)
    return ready(STATE, after=after["instance_id"])


AS_ITS_USER: Final = "runuser -u arqon-tts -- env HOME=/"
"""`sudo -u arqon-tts`; sudo need not be here."""


def test_in_the_foreground(installed: None) -> None:
    """Steps 1, 2 and 5 of the guide; ctrl-c is a clean stop."""
    assert broken() == {"firecracker"}  # not on the PATH
    words = ["--firecracker", "/opt/firecracker/firecracker", "--image", f"{DATA}/image"]
    words += ["--jailer", "/opt/firecracker/jailer", "--jail-base", f"{DATA}/jail"]
    assert broken(*words) == ({"firecracker"} if refused() else set())
    sh(f"install -d -o arqon-tts -m 700 {STATE}")
    pins = ["--image", f"{DATA}/image", *pin()]
    words = ["--firecracker", "/opt/firecracker/firecracker", "--state-dir", str(STATE), *pins]
    with subprocess.Popen([*AS_ITS_USER.split(), "arqon-tts", "vm", "run", *words]) as vm:
        try:
            looked_at(vm, pins)
            with timed("ctrl-c, to the end"):
                os.kill(told(STATE)["supervisor"]["pid"], signal.SIGINT)
                assert vm.wait() == 0
        finally:
            vm.terminate()
    nothing_runs()
    assert "the sidecar is stopped" in sh("arqon-tts vm logs -n 100")
    sh("arqon-tts vm logs --monitor")
    assert {path.name for path in STATE.iterdir()} <= KEPT


def looked_at(vm: subprocess.Popen[bytes], pins: list[str]) -> None:
    """What another terminal does."""
    while not (STATE / "state.json").exists() or told(STATE)["phase"] != "ready":
        assert vm.poll() is None
        time.sleep(0.5)
    assert sh("arqon-tts vm status").startswith("ready")
    assert "200 OK" in sh(f"curl -sSi http://{LISTEN}/readyz")
    assert "arqon_sidecar_queue_waiting" in sh(f"curl -sS {LISTEN}/metrics")
    proven(STATE)
    verdict = json.loads(command("attest", "--json", *pins).stdout)
    judged(verdict, told(STATE)["monitor_version"])


def broken(*words: str) -> set[str]:
    """The rows of `vm doctor` that say so."""
    rows = json.loads(command("doctor", "--json", *words).stdout)["rows"]
    return {row["what"] for row in rows if row["verdict"] == "broken"}


def refused() -> str:
    """Why the release is; empty where it is not."""
    version = version_of(Path(FIRECRACKER))
    assert version is not None
    return why_refused(in_words(version))


def pin() -> list[str]:
    """Of a release that is not let in by itself."""
    digest = os.environ.get("ARQON_VM_FIRECRACKER_SHA256")
    return ["--firecracker-sha256", digest] if digest else []


def test_it_starts_and_each_of_its_processes_is_replaced(unit: None) -> None:
    with timed("systemctl enable --now, to ready"):
        sh(f"systemctl enable --now {UNIT}")
    assert shown("ActiveState", "User") == {"ActiveState": "active", "User": "arqon-tts"}
    assert "ready" in sh(f"systemctl status {UNIT}")
    vm = told(STATE)
    assert sh("arqon-tts vm status").startswith("ready")
    assert loud(LISTEN, "Good morning.") > 0.2
    attested()

    os.kill(vm["processes"]["monitor"]["pid"], signal.SIGKILL)
    with timed("systemd: monitor killed, to ready"):
        replaced = ready(STATE, after=vm["instance_id"])
    assert replaced["supervisor"] == vm["supervisor"]

    (DATA / "image-1").rename(DATA / "image-2")  # what runs has its files open
    sh("ln -sfn image-2 /var/lib/arqon-tts/image")
    with timed("systemctl reload, to ready"):
        sh(f"systemctl reload {UNIT}")
        deployed = ready(STATE, after=replaced["instance_id"])
    assert deployed["supervisor"] == replaced["supervisor"]
    assert deployed["image"] == str(DATA / "image-2")

    os.kill(deployed["supervisor"]["pid"], signal.SIGKILL)
    with timed("systemd: supervisor killed, to ready"):
        restarted(deployed)
    assert shown("NRestarts")["NRestarts"] == "1"

    with timed("systemctl stop"):
        sh(f"systemctl stop {UNIT}")
    assert shown("ActiveState", "Result") == {"ActiveState": "inactive", "Result": "success"}


def test_one_that_cannot_start_is_given_up_and_says_so(unit: None) -> None:
    (DATA / "image").rename(DATA / "image-elsewhere")
    try:
        sh(f"systemctl start {UNIT}", fails=True)
        until("ActiveState", "failed")
        assert "holds no image" in journal()
        assert "repeated too quickly" in journal()
    finally:
        (DATA / "image-elsewhere").rename(DATA / "image")


def test_one_whose_value_is_not_valid_is_not_tried_again(unit: None) -> None:
    kept = SETTINGS.read_text()
    try:
        edit({"ARQON_VM_MEMORY": "much"})
        sh(f"systemctl start {UNIT}", fails=True)
        until("ActiveState", "failed")
        ended = shown("ExecMainStatus", "NRestarts")
        assert ended == {"ExecMainStatus": "2", "NRestarts": "0"}
        assert "Invalid value for '--memory': 'much'" in journal()
    finally:
        SETTINGS.write_text(kept)


def test_many_of_the_template(installed: None) -> None:
    """Each has a user and a folder of its own. One by one: see D-293."""
    first, second = (f"{UNIT}@{port}" for port in ("7791", "7792"))
    try:
        with timed("systemctl enable --now, one of the template, to ready"):
            sh(f"systemctl enable --now {first}")
        state = STATE.with_name("vm-7791")
        assert sh(f"arqon-tts vm status --state-dir {state}").startswith("ready")
        assert loud("127.0.0.1:7791", "One of many.") > 0.2
        proven(state)
        user = user_of(state)
        sh(f"systemctl disable --now {first}")
        sh(f"systemctl start --no-block {second}")
        assert user_of(STATE.with_name("vm-7792")) not in {0, user}
    finally:
        sys.stderr.write(f"\n{journal(f'{UNIT}@*')}\n")
        sh(f"systemctl disable --now {first} {second}")
    assert list(STATE.parent.glob("vm-*")) == []
    nothing_runs()


def user_of(state: Path) -> int:
    """Whom a VM's monitor belongs to, once there is one."""
    while not (state / "state.json").exists() or not (noted := told(state)["processes"]):
        time.sleep(0.2)
    return Path(f"/proc/{noted['monitor']['pid']}").stat().st_uid


@pytest.fixture
def somebody(installed: None) -> Iterator[str]:
    """One in the group kvm, whose own systemd runs; with a checkout in ~/arqon-tts."""
    sh("useradd --create-home --groups kvm --shell /bin/bash somebody")
    uid = sh("id -u somebody").strip()
    sh(f"ln -s {ROOT} ~somebody/arqon-tts")
    # What logind and libpam-systemd do, which need not be here.
    lines = {
        "user-runtime-dir@": "ExecStart=\nExecStop=\nExecStart=install -d -o %i /run/user/%i",
        "user@": "PAMName=\nEnvironment=XDG_RUNTIME_DIR=/run/user/%i",
    }
    for name, text in lines.items():
        place = Path(f"/etc/systemd/system/{name}.service.d")
        place.mkdir()
        (place / "alone.conf").write_text(f"[Service]\n{text}\n")
    sh(f"systemctl daemon-reload && systemctl start user@{uid}")
    yield f"runuser -u somebody -- env HOME=/home/somebody XDG_RUNTIME_DIR=/run/user/{uid}"
    sys.stderr.write(f"\n{journal(f'user@{uid}')}\n")
    sh(f"systemctl stop user@{uid} && userdel --remove somebody")


def test_for_one_person_without_root(somebody: str) -> None:
    def own(line: str) -> str:
        return sh(f"{somebody} bash -c 'cd ~/arqon-tts && {line}'")

    own("install -D -m 644 microvm/systemd/vm.env ~/.config/arqon-tts/vm.env")
    unit = ".config/systemd/user/arqon-tts-vm.service"
    own(f"install -D -m 644 microvm/systemd/user/arqon-tts-vm.service ~/{unit}")
    shutil.copy(SETTINGS, "/home/somebody/.config/arqon-tts/vm.env")
    drop_in(UNIT, Path("/home/somebody", unit).parent)
    with timed("systemctl --user enable --now, to ready"):
        own(f"systemctl --user daemon-reload && systemctl --user enable --now {UNIT}")
    state = Path(f"/run/user/{sh('id -u somebody').strip()}/arqon-tts/vm")
    assert loud(told(state)["listen"], "Good morning.") > 0.2
    proven(state)
    assert own("~/arqon-tts/.venv/bin/arqon-tts vm status").startswith("ready")
    own(f"systemctl --user disable --now {UNIT}")
    assert not (state / "state.json").exists()
    nothing_runs()


def test_in_a_jail_from_a_snapshot(unit: None) -> None:
    """jailer.conf; the supervisor is root then. What goes on without it belongs to nobody else."""
    before = mounts()
    sh(
        "cd /opt/arqon-tts && install -D -m 644 microvm/systemd/jailer.conf"
        " /etc/systemd/system/arqon-tts-vm.service.d/jailer.conf"
    )
    edit(
        {
            "ARQON_VM_JAILER": "/opt/firecracker/jailer",
            "ARQON_VM_JAIL_BASE": "/var/lib/arqon-tts/jail",
            "ARQON_VM_JAIL_UID": "64781",
            "ARQON_VM_JAIL_GID": "64781",
        }
    )
    sh("systemctl daemon-reload")
    with timed("vm snapshot, jailed"):
        sh(
            f"set -a; . {SETTINGS}; install -d /var/lib/arqon-tts/jail;"
            " arqon-tts vm snapshot --out /var/lib/arqon-tts/snapshot/current"
        )
    edit({"ARQON_VM_FROM_SNAPSHOT": "/var/lib/arqon-tts/snapshot/current"})
    with timed("systemctl start, restored in a jail, to ready"):
        sh(f"systemctl start {UNIT}")
    assert "cold boot" not in journal()
    vm = told(STATE)
    attested()

    os.kill(vm["supervisor"]["pid"], signal.SIGKILL)
    with timed("systemd: supervisor killed, jailed VM taken over"):
        taken_over(vm, "1")
    os.kill(told(STATE)["supervisor"]["pid"], signal.SIGSTOP)
    with timed("systemd: supervisor stopped, jailed VM taken over"):
        until("Result", "watchdog")
        taken_over(vm, "2")
    assert loud(LISTEN, "Still there.") > 0.2

    sh(f"systemctl stop {UNIT}")
    assert mounts() == before
    nothing_runs()
    assert list((DATA / "jail").glob("*/*")) == []


def taken_over(vm: dict[str, Any], restarts: str) -> None:
    """systemd started the service anew, and it goes on with the same VM."""
    until("NRestarts", restarts)
    until("ActiveState", "active")
    assert told(STATE)["instance_id"] == vm["instance_id"]
    assert told(STATE)["processes"] == vm["processes"]
