"""Who gives way: the rules one by one, and a Maestro with a memory over random histories."""

from __future__ import annotations

import json

import pytest
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from arqon_settings.maestro.base import Base
from arqon_settings.maestro.file import MaestroFile, edited, parse
from arqon_settings.maestro.merge import OurSide, merged
from arqon_settings.model import SettingKey
from arqon_settings.values import DEFAULTS, SettingValue

PROVIDER: SettingKey = "arqon_tts_provider"
VOICE: SettingKey = "arqon_tts_kokoro_voice"
TIMEOUT: SettingKey = "arqon_tts_kokoro_timeout_ms"

Values = dict[SettingKey, SettingValue]


def maestro(values: dict[str, object]) -> MaestroFile:
    return parse(json.dumps({"theme": "dark", **values}, indent=2).encode())


def ours(values: Values | None = None, *, rolled_back: bool = False) -> OurSide:
    return OurSide({**DEFAULTS, **(values or {})}, rolled_back)


@pytest.mark.parametrize(
    ("mine", "rolled_back", "theirs", "to_ours", "to_theirs"),
    [
        ({}, False, {PROVIDER: "kokoro"}, {PROVIDER: "kokoro"}, {}),
        ({}, False, {VOICE: "bm_lewis", TIMEOUT: 900}, {VOICE: "bm_lewis", TIMEOUT: 900}, {}),
        ({}, True, {PROVIDER: "kokoro"}, {}, {PROVIDER: "fallback"}),
        ({PROVIDER: "kokoro"}, False, {PROVIDER: "fallback"}, {}, {PROVIDER: "kokoro"}),
        ({VOICE: "af_sky"}, False, {VOICE: "bm_lewis"}, {}, {VOICE: "af_sky"}),
        ({VOICE: "af_sky"}, False, {}, {}, {VOICE: "af_sky"}),
        ({}, False, {}, {}, {}),
        ({}, False, {TIMEOUT: 5000}, {}, {}),
        ({}, True, {PROVIDER: "piper"}, {}, {}),
        ({TIMEOUT: 700}, False, {TIMEOUT: "soon"}, {}, {TIMEOUT: 700}),
        ({}, False, {TIMEOUT: "soon"}, {}, {}),
    ],
)  # fmt: skip
def test_first_contact(
    mine: Values, rolled_back: bool, theirs: dict[str, object], to_ours: Values, to_theirs: Values
) -> None:
    merge = merged(ours(mine, rolled_back=rolled_back), maestro(theirs), Base())
    assert (merge.ours, merge.theirs) == (to_ours, to_theirs)


def test_a_key_changed_on_one_side_takes_that_side_and_on_both_sides_ours() -> None:
    base = Base(agreed={VOICE: "af_heart", TIMEOUT: 5000})
    merge = merged(ours({TIMEOUT: 900}), maestro({VOICE: "bm_lewis", TIMEOUT: 5000}), base)
    assert (merge.ours, merge.theirs, merge.notices) == ({VOICE: "bm_lewis"}, {TIMEOUT: 900}, [])
    merge = merged(ours({TIMEOUT: 900}), maestro({TIMEOUT: 800}), base)
    assert (merge.ours, merge.theirs[TIMEOUT]) == ({}, 900)
    assert "800 in Maestro's file was changed there while ours was changed too" in merge.notices[0]


def test_what_ours_has_replaced_is_stale_also_after_several_changes() -> None:
    base, file = Base(agreed={VOICE: "af_heart"}), maestro({VOICE: "af_heart"})
    for voice in ("af_sky", "af_bella", "af_nova"):
        merge = merged(ours({VOICE: voice}), file, base)
        assert merge.theirs == {VOICE: voice}
        base, file = merge.base(base), parse(edited(file, merge.theirs))
    for stale in ("af_heart", "af_sky", "af_bella"):
        merge = merged(ours({VOICE: "af_nova"}), maestro({VOICE: stale}), base)
        assert (merge.ours, merge.theirs) == ({}, {VOICE: "af_nova"})
        assert "came back out of Maestro's memory" in merge.notices[0]
    assert merged(ours({VOICE: "af_nova"}), maestro({VOICE: "bf_emma"}), base).ours == {
        VOICE: "bf_emma"
    }


def test_kokoro_in_maestros_file_undoes_no_rollback_whatever_the_base_says() -> None:
    for base in (Base(), Base(agreed={PROVIDER: "fallback"}), Base(agreed={PROVIDER: "kokoro"})):
        merge = merged(ours(rolled_back=True), maestro({PROVIDER: "kokoro"}), base)
        assert (merge.ours, merge.theirs) == ({}, {PROVIDER: "fallback"})


def test_a_fallback_that_maestro_chose_maestro_can_take_back() -> None:
    base = Base(agreed={PROVIDER: "kokoro"})
    merge = merged(ours({PROVIDER: "kokoro"}), maestro({PROVIDER: "fallback"}), base)
    assert merge.ours == {PROVIDER: "fallback"}
    merge = merged(ours(), maestro({PROVIDER: "kokoro"}), merge.base(base))
    assert merge.ours == {PROVIDER: "kokoro"}


def test_a_later_maestro_gets_no_setting_that_it_has_dropped() -> None:
    later: dict[str, object] = {k: v for k, v in DEFAULTS.items() if "fallback_enabled" not in k}
    file = maestro({**later, PROVIDER: "kokoro"})
    mine = ours({"arqon_tts_kokoro_fallback_enabled": False, VOICE: "af_sky"}, rolled_back=True)
    merge = merged(mine, file, Base(agreed={PROVIDER: "kokoro"}))
    assert (merge.ours, merge.theirs) == ({}, {VOICE: "af_sky"})
    merge = merged(
        ours({PROVIDER: "kokoro"}),
        maestro({PROVIDER: "piper"}),
        Base(agreed={PROVIDER: "fallback"}),
    )
    assert merge.theirs == {PROVIDER: "kokoro"}


def test_a_maestro_that_once_had_piper_never_gets_a_fallback_that_it_may_not_know() -> None:
    base = Base(agreed={PROVIDER: "kokoro"})
    merge = merged(ours({PROVIDER: "kokoro"}), maestro({PROVIDER: "piper"}), base)
    assert merge.ours == {PROVIDER: "fallback"}
    base = merge.base(base)
    merge = merged(ours({PROVIDER: "kokoro"}), maestro({PROVIDER: "piper"}), base)
    assert merge.theirs == {PROVIDER: "kokoro"}
    base = merge.base(base)
    for _ in range(2):
        merge = merged(ours(rolled_back=True), maestro({PROVIDER: "kokoro"}), base)
        assert (merge.ours, merge.theirs, merge.has_rollback) == ({}, {}, False)
        base = merge.base(base)
    older = maestro({PROVIDER: "kokoro", "arqon_tts_kokoro_fallback_enabled": True})
    merge = merged(ours(rolled_back=True), older, base)
    assert (merge.theirs, merge.has_rollback) == ({PROVIDER: "fallback"}, True)


class MaestroWithAMemory(RuleBasedStateMachine):
    """Our file, Maestro's file, and a Maestro that reads its file only now and then."""

    def __init__(self) -> None:
        super().__init__()
        self.mine: Values = {PROVIDER: "kokoro", VOICE: "af_heart"}
        self.rolled_back = False
        self.file = maestro({PROVIDER: "kokoro", VOICE: "af_heart"})
        self.memory: Values = dict(self.file.values)
        self.base = Base()
        self.fresh = iter(range(10_000))
        self.look()

    @rule()
    def look(self) -> None:
        merge = merged(ours(self.mine, rolled_back=self.rolled_back), self.file, self.base)
        self.mine.update(merge.ours)
        if PROVIDER in merge.ours:
            self.rolled_back = False
        self.base = merge.base(self.base)
        self.file = parse(edited(self.file, merge.theirs))
        again = merged(ours(self.mine, rolled_back=self.rolled_back), self.file, self.base)
        assert not again.ours
        assert not again.theirs, "one look brings them in step"

    @rule(voice=st.sampled_from(["af_heart", "af_sky", "af_bella"]))
    def we_choose_a_voice(self, voice: str) -> None:
        self.mine[VOICE] = voice
        self.look()

    @rule()
    def we_roll_back(self) -> None:
        self.mine[PROVIDER], self.rolled_back = "fallback", True
        self.look()

    @rule()
    def we_restore(self) -> None:
        self.mine[PROVIDER], self.rolled_back = "kokoro", False
        self.look()

    @rule()
    def maestro_rewrites_its_file_out_of_its_memory(self) -> None:
        before = dict(self.mine)
        self.file = maestro({str(key): value for key, value in self.memory.items()})
        self.look()
        assert self.mine == before, "what is stale changes nothing here"

    @rule()
    def maestro_starts_anew(self) -> None:
        self.memory = dict(self.file.values)

    @rule()
    def somebody_chooses_a_new_voice_in_maestro(self) -> None:
        number = next(self.fresh)
        voice = "bm_" + "".join(chr(ord("a") + int(digit)) for digit in str(number))
        self.memory[VOICE] = voice
        self.file = maestro({str(key): value for key, value in self.memory.items()})
        self.look()
        assert self.mine[VOICE] == voice, "what is new is a wish"

    @invariant()
    def a_rollback_stands(self) -> None:
        if self.rolled_back:
            assert self.mine[PROVIDER] == "fallback"
            assert self.file.values[PROVIDER] == "fallback"


TestMaestroWithAMemory = MaestroWithAMemory.TestCase
TestMaestroWithAMemory.settings = hypothesis_settings(
    deadline=None, max_examples=60, stateful_step_count=25
)
