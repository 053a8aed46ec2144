"""The page that maps the plan has no empty row, and names only what there is."""

from __future__ import annotations

import re
from pathlib import Path

from arqon_gate.criteria import CRITERIA
from arqon_gate.registry import NAMES
from arqon_gate.risks import read_risks

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "docs/voice_plane_implementation_plan.md"
CHECKS = {*NAMES, *(name for criterion in CRITERIA for name in criterion.checks)}


def _rows() -> list[list[str]]:
    lines = [line for line in PAGE.read_text().splitlines() if line.startswith("| ")]
    rows = [[cell.strip() for cell in line.strip("|").split(" | ")] for line in lines]
    return [row for row in rows if row[0] not in ("the plan", "---")]


def test_each_row_is_answered() -> None:
    rows = _rows()
    assert len(rows) > 50
    for row in rows:
        assert len(row) == 4, row
        assert all(row), row
        code, test, check = row[1:]
        named = re.findall(r"`([^`]+)`", f"{code} {test}")
        assert len(named) >= 2, row
        assert all((ROOT / path).exists() for path in named), row
        assert check == "all" or set(re.findall(r"`([^`]+)`", check)) <= CHECKS, row


def test_each_check_of_a_criterion_is_on_the_page() -> None:
    page = PAGE.read_text()
    assert [name for name in sorted(CHECKS) if f"`{name}`" not in page] == []


def test_the_residual_risks_can_be_read() -> None:
    from datetime import date

    found = read_risks(ROOT, date(2026, 11, 26))
    assert found.risks
    assert all(risk.owner for risk in found.risks)
