"""The sidecar is kept running, and the guest ends when it cannot be."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from arqon_microvm.guest.machine import runtime
from tests.patience import PATIENCE_S

KEEP = """
import sys
from arqon_microvm.guest.budget import Budget
from arqon_microvm.guest.keeper import Keeper
put = lambda line: print(line, end="", flush=True)
keeper = Keeper([sys.executable, "-c", sys.argv[1]], {}, put)
keeper.keep(Budget(0.5, 8, int(sys.argv[2])), lambda text: print(text, flush=True))
print("restarts", keeper.restarts)
"""


def keep(child: str, restarts: int) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", KEEP, child, str(restarts)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


def test_it_is_started_again_until_the_budget_is_spent() -> None:
    with keep("import sys; sys.exit(3)", 1) as process:
        said, _ = process.communicate(timeout=PATIENCE_S)
    assert "the sidecar ended (exit code 3); again in 0.5 s" in said
    assert "the sidecar ended (exit code 3), too often: the VM ends" in said
    assert said.endswith("restarts 1\n")


def test_a_signal_stops_it_cleanly() -> None:
    with keep("import signal; print('up', flush=True); signal.pause()", 5) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "sidecar: up\n"
        process.terminate()
        said, _ = process.communicate(timeout=PATIENCE_S)
    assert said == "the sidecar is stopped\nrestarts 0\n"


def test_one_that_does_not_listen_is_killed() -> None:
    deaf = (
        "import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('up', flush=True)\n"
        "while True: signal.pause()"
    )
    with keep(deaf, 5) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "sidecar: up\n"
        process.terminate()
        said, _ = process.communicate(timeout=PATIENCE_S)
    assert said == "the sidecar is stopped\nrestarts 0\n"


def test_its_last_words_come_before_its_end_is_said() -> None:
    with keep("import sys; sys.stderr.write('no model'); sys.exit(3)", 0) as process:
        said, _ = process.communicate(timeout=PATIENCE_S)
    assert said.startswith("sidecar: no model\nthe sidecar ended (exit code 3), too often")


def test_what_it_runs_in_is_what_the_acpi_tables_say(tmp_path: Path) -> None:
    table = tmp_path / "FACP"
    for oem, kind in ((b"FIRECK", "firecracker"), (b"BOCHS ", "qemu"), (b"ACME  ", "unknown")):
        table.write_bytes(b"FACP" + bytes(6) + oem + bytes(20))
        assert runtime(table)[0] == kind
    assert runtime(tmp_path / "none") == ("unknown", "")


def test_where_memory_runs_out_the_sidecar_goes_and_not_the_first_process() -> None:
    with keep("print(open('/proc/self/oom_score_adj').read(), end='', flush=True)", 0) as process:
        said, _ = process.communicate(timeout=PATIENCE_S)
    assert said.startswith("sidecar: 500\n")
