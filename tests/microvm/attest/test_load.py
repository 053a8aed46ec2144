"""What other clients do at the same time proves nothing, and disproves nothing."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from arqon_microvm.attest import work
from tests.microvm.attest.impostors import in_our_process, relayed, turning_away
from tests.microvm.attest.monitor import kvm_works
from tests.microvm.attest.world import failing, found, world

KVM = kvm_works()


@pytest.mark.parametrize("said", [b"", b"HTTP/1.1 5", b"503 Gone", b"429 Too Many Requests"])
async def test_a_challenge_that_nobody_had_time_for_is_made_again(
    tmp_path: Path, said: bytes
) -> None:
    async with world(tmp_path, kvm=KVM) as made:
        turned = turning_away(3, said)
        async with in_our_process(made, relayed(made), turned):
            attestation = await made.attest(freeze=False)
    assert found(attestation)["E"][0] is True, found(attestation)


async def test_one_who_never_answers_is_not_waited_for_for_ever(tmp_path: Path) -> None:
    async with world(tmp_path, kvm=KVM) as made:
        await made.attest()
        async with in_our_process(made, relayed(made), turning_away(1 << 30, b"")):
            words = (await made.standing()).words
    assert words.startswith("not attested: E (a fresh challenge is answered) failed: POST /attest")


async def test_the_work_of_others_does_not_prove_ours(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(work, "_TRIES", 2)
    monkeypatch.setattr(work, "_PAUSE_S", 0.0)
    async with world(tmp_path, kvm=KVM, idle=True, loaded=True) as made:
        attestation = await made.attest()
    assert failing(attestation) == "H", found(attestation)
    assert "for others, expected 40 ms or more for this one; once more when" in attestation.summary


async def test_how_long_its_sentence_may_take_is_said_by_who_asks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with world(tmp_path, kvm=KVM) as made:
        # First: what is left alone after 0.01 s is still being spoken for a while.
        patient = await made.attest(pins=replace(made.pins, speak_s=3600.0))
        monkeypatch.setattr(work, "_TRIES", 1)
        soon = await made.attest(pins=replace(made.pins, speak_s=0.01))
    assert failing(patient) == "", found(patient)
    assert failing(soon) == "H"
    assert "POST /synthesize got no whole answer within 0.01 s" in soon.summary
