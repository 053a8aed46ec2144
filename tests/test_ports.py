"""The ports that the product names are those of docs/operations/port-reference.md."""

from __future__ import annotations

import subprocess
from pathlib import Path

from arqon_voice.bus.address import DEFAULT_URL

ROOT = Path(__file__).parent.parent
DEPRECATED = "17373"
EVIDENCE = "docs/operations/evidence/"
MAY_NAME_IT = {
    "CHANGELOG.md",
    "docs/decision-log.md",
    "docs/operations/phase-e-evidence.md",
    "docs/operations/port-reference.md",
    "tests/gate/test_run.py",
    "tests/test_ports.py",
}


def test_nothing_names_the_deprecated_port() -> None:
    """But the pages that say that it is gone; the gate's check has it in its name."""
    tracked = subprocess.run(
        ["git", "grep", "-lIP", f"(?<!no[-_]){DEPRECATED}"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert tracked.returncode in (0, 1), tracked.stderr
    named = {name for name in tracked.stdout.split() if not name.startswith(EVIDENCE)}
    assert named <= MAY_NAME_IT


def test_the_bus_is_looked_for_where_the_page_says() -> None:
    page = (ROOT / "docs/operations/port-reference.md").read_text()
    assert f"--bus {DEFAULT_URL}" in page
    for port in ("7781", "7782", "9100", "9101", "9102", "9103", DEPRECATED):
        assert port in page
