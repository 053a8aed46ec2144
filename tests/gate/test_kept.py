"""The evidence that the repository keeps is whole, and tells no host from another."""

from __future__ import annotations

import re

from arqon_gate.chain import PAGE
from arqon_gate.reading import read_evidence
from tests.gate.conftest import ROOT

EVIDENCE = ROOT / "docs/operations/evidence"


def test_the_kept_evidence_is_what_was_written() -> None:
    found = read_evidence(EVIDENCE)
    assert found.faults == ()
    assert found.artifacts
    assert all(artifact.shareable for artifact in found.artifacts)
    assert all(artifact.source.clean for artifact in found.artifacts)
    page = ROOT / "docs/operations/phase-e-evidence.md"
    assert page.read_bytes() == (EVIDENCE / PAGE).read_bytes()


def test_the_kept_evidence_names_no_host_user_address_or_path() -> None:
    for path in EVIDENCE.rglob("*"):
        text = path.read_text() if path.is_file() else ""
        assert not re.search(r"(?<![\w.])/(home|root|tmp|var|usr|opt|etc|run|dev)\b", text), path
        addresses = set(re.findall(r"\b\d+\.\d+\.\d+\.\d+\b", text))
        assert {address for address in addresses if not address.startswith("127.")} == set()
        assert not re.search(r'"name": "[^"]', text), path
