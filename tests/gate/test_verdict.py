"""The verdict follows from the evidence alone, and the gate closes on nothing less than all."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from arqon_gate.artifact import Artifact, Attested
from arqon_gate.chain import Index
from arqon_gate.check import Outcome
from arqon_gate.close import closing, refusals
from arqon_gate.criteria import CRITERIA
from arqon_gate.decisions import append, decisions_on_the_gate
from arqon_gate.machine import Machine
from arqon_gate.reading import Evidence, Fault
from arqon_gate.repository import Source
from arqon_gate.risks import FILE, Risks, read_risks
from arqon_gate.verdict import Now, rows
from arqon_gate.verify import Verified
from tests.gate.made import COMMIT, GUEST, HOST, NEEDED, NOW, RISKS, all_proven, artifact

NO_GUEST = Attested(attested=False, words="not attested: no VM", refused="", instance_id="")


def _verified(artifacts: dict[str, Artifact], *faults: Fault) -> Verified:
    index = Index(machine=HOST.number, entries=(), page="0" * 64).sealed()
    return Verified(Evidence(Path("e"), index, tuple(artifacts.values()), faults), (), None)


def _refused(
    artifacts: dict[str, Artifact], now: Now = NOW, guest: Attested = GUEST, *faults: Fault
) -> str:
    return "\n".join(refusals(_verified(artifacts, *faults), now, guest))


def test_all_proven_closes() -> None:
    assert _refused(all_proven()) == ""


def _with(**changes: object) -> Callable[[Artifact], Artifact]:
    return lambda one: one.model_copy(update=changes)


SPOILT: dict[str, Callable[[Artifact], Artifact | None]] = {
    "missing": lambda _: None,
    "failed": _with(verdict="failed", exit_code=1),
    "not proven": _with(verdict="not_proven", exit_code=9),
    "of another exit code": _with(exit_code=1),
    "a day old": lambda one: one.model_copy(
        update={
            "timestamp": one.timestamp - timedelta(days=1),
            "ended": one.ended - timedelta(days=1),
        }
    ),
    "of the future": lambda one: one.model_copy(
        update={
            "timestamp": one.timestamp + timedelta(days=1),
            "ended": one.ended + timedelta(days=1),
        }
    ),
    "of a clock that was set": _with(took_s=4000.0),
    "of another commit": _with(source=Source("d" * 40, True)),
    "of no commit": _with(source=Source("", False)),
    "of a tree that was changed": _with(source=Source(COMMIT, False)),
    "of another machine": _with(machine=Machine("b", "2" * 32, "6.1.0", "x86_64")),
    "of another guest": _with(attestation=GUEST.model_copy(update={"instance_id": "vm-2"})),
    "of no guest": _with(attestation=NO_GUEST),
    "of a guest not attested": _with(attestation=GUEST.model_copy(update={"attested": False})),
    "of a guest in a refused release": _with(
        attestation=GUEST.model_copy(update={"refused": "1.12.1"})
    ),
}


@given(st.dictionaries(st.sampled_from(NEEDED), st.sampled_from(sorted(SPOILT)), min_size=1))
def test_it_does_not_close_with_any_artifact_spoilt(spoilt: dict[str, str]) -> None:
    """In every combination; the reasons name each check, or the guest."""
    artifacts = all_proven()
    for name, how in spoilt.items():
        changed = SPOILT[how](artifacts.pop(name))
        if changed is not None:
            artifacts[name] = changed
    refused = _refused(artifacts)
    assert refused
    for name, how in spoilt.items():
        assert name in refused or "guest" in how


@pytest.mark.parametrize("name", NEEDED)
@pytest.mark.parametrize("how", sorted(SPOILT))
def test_each_missing_proof_is_enough(name: str, how: str) -> None:
    artifacts = all_proven()
    changed = SPOILT[how](artifacts.pop(name))
    refused = _refused(artifacts | ({name: changed} if changed is not None else {}))
    assert refused
    assert name in refused or "guest" in how


STALE = Risks(RISKS, ("docs: operations has not reviewed risk 1 since long.",))


@given(
    st.sets(
        st.sampled_from(["guest", "other guest", "tree", "commit", "risks", "fault"]), min_size=1
    )
)
def test_it_does_not_close_on_what_is_not_so_now(wrong: set[str]) -> None:
    guest = NO_GUEST if "guest" in wrong else GUEST
    if "other guest" in wrong:
        guest = GUEST.model_copy(update={"instance_id": "vm-9"})
    source = Source("" if "commit" in wrong else COMMIT, "tree" not in wrong)
    now = replace(NOW, source=source, risks=STALE if "risks" in wrong else NOW.risks)
    faults = [Fault("altered", "0001-soak.json", "changed")] if "fault" in wrong else []
    refused = _refused(all_proven(), now, guest, *faults)
    expected = {
        "other guest": "vm-9",
        "tree": "tree",
        "commit": "checkout",
        "risks": "reviewed",
        "fault": "0001-soak.json",
    }
    assert refused
    for what in wrong - {"guest"} - ({"tree"} if "commit" in wrong else set()):
        assert expected[what] in refused


def test_without_evidence_nothing_is_proven() -> None:
    table = list(rows(_verified({}).evidence, NOW))
    assert [row.criterion for row in table] == list(CRITERIA)
    assert {row.verdict for row in table if row.criterion.checks} == {"not_proven"}
    assert all(row.commands for row in table if row.criterion.checks)


def test_a_row_says_why_and_what_would_prove_it() -> None:
    absent = Outcome("not_proven", ("The image says bookworm.",))
    artifacts = all_proven() | {"guest-os": artifact("guest-os", absent)}
    del artifacts["long-lived"]
    (row,) = (row for row in rows(_verified(artifacts).evidence, NOW) if row.verdict != "proven")
    assert row.criterion.number == "X1"
    assert row.why == (
        "guest-os: The image says bookworm.",
        "There is no artifact of long-lived.",
    )
    assert row.commands == ("Look again with guest-os.", "arqon-tts gate run long-lived")


def test_a_failure_outweighs_what_is_not_proven() -> None:
    failed = artifact("replay", Outcome("failed", ("It was spoken twice.",)))
    table = {row.criterion.number: row for row in rows(_verified({"replay": failed}).evidence, NOW)}
    assert (table["N1"].verdict, table["H3"].verdict) == ("failed", "failed")
    assert "replay: It was spoken twice." in table["H3"].why


def test_it_does_not_close_over_a_clock_that_was_set_back() -> None:
    artifacts = list(all_proven().values())
    artifacts.insert(0, artifact("soak", after_s=1200))
    made = {str(number): one for number, one in enumerate(artifacts)}
    assert "The clock was set back before artifact 2" in _refused(made)


def test_the_last_run_counts() -> None:
    good, bad = artifact("soak"), artifact("soak", Outcome("failed", ("It broke.",)), after_s=3)
    for artifacts, verdict in (((bad, good), "not_proven"), ((good, bad), "failed")):
        evidence = Evidence(Path("e"), None, artifacts, ())
        assert next(iter(rows(evidence, NOW))).verdict == verdict


def _risk(text: str, tmp_path: Path) -> Risks:
    (tmp_path / FILE).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / FILE).write_text(text)
    return read_risks(tmp_path, date(2026, 11, 26))


RISK = '[[risk]]\nrisk = "A disk fills up."\nowner = "operations"\nreviewed = {day}\n'


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "names no risk"),
        ("risk = 3", "risk"),
        ("[[risk", "not TOML"),
        (RISK.format(day="2026-10-01"), "has not reviewed risk 1 since 2026-10-01"),
        (RISK.format(day="2026-12-01"), "which is to come"),
        (RISK.format(day='"soon"'), "reviewed"),
        (RISK.format(day="2026-11-26").replace("operations", " "), "owner"),
        (RISK.format(day="2026-11-26").replace('owner = "operations"\n', ""), "owner"),
    ],
)
def test_risks_without_owner_or_day_do_not_do(text: str, why: str, tmp_path: Path) -> None:
    (objection,) = _risk(text, tmp_path).objections
    assert why in objection
    assert str(FILE) in objection


def test_risks_that_somebody_holds(tmp_path: Path) -> None:
    found = _risk(RISK.format(day="2026-11-26"), tmp_path)
    assert (found.objections, found.risks[0].owner) == ((), "operations")
    assert read_risks(None, date(2026, 11, 26)).objections
    assert read_risks(tmp_path / "elsewhere", date(2026, 11, 26)).objections


def test_the_decision_gets_the_next_number(tmp_path: Path) -> None:
    log = tmp_path / "docs/decision-log.md"
    log.parent.mkdir()
    log.write_text("# Log\n\n**D-9 · 2026-11-01 · in force · One.**\n\n**D-10 · x · y · Two.**")
    decision = closing(_verified(all_proven()), NOW, GUEST)
    assert append(tmp_path, decision) == "D-11"
    last = log.read_text().split("\n\n")[-1]
    assert last.startswith("**D-11 · 2026-11-26 · in force · Gate 6 is hard-closed")
    for words in (COMMIT[:12], "vm-1", "Consequences:", "Considered:", "operations"):
        assert words in last
    (entry,) = decisions_on_the_gate(tmp_path)
    assert (entry.number, entry.status, entry.day) == ("D-11", "in force", NOW.at.date())
    assert entry.decision == decision.decision
    assert entry.rest.startswith("Every criterion of the plan is proven")


def test_decisions_on_the_gate_are_read_as_they_stand(tmp_path: Path) -> None:
    assert decisions_on_the_gate(tmp_path) == ()
    log = tmp_path / "docs/decision-log.md"
    log.parent.mkdir()
    log.write_text(
        "**D-1 · 2026-11-01 · in force · A gate.** Gate 6 is hard.\n\n"
        "**D-2 · 2026-11-02 · superseded · Gate 6 is\nhard-closed: so.** Why.\nMore.\n\nText.\n"
        "**D-3 · 2026-13-02 · in force · Gate 6 is open.** No such day.\n\n"
        "**D-4 · 2026-11-03 · in force · Gate 6 is open again.**"
    )
    found = [
        (entry.number, entry.decision, entry.rest) for entry in decisions_on_the_gate(tmp_path)
    ]
    assert found == [
        ("D-2", "Gate 6 is hard-closed: so.", "Why. More."),
        ("D-4", "Gate 6 is open again.", ""),
    ]
