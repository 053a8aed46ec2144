"""Which voices are offered, by which names, and which one is the default."""

from __future__ import annotations

import numpy as np
import pytest

from arqon_sidecar.service.aliases import AliasError
from arqon_sidecar.service.errors import ApiError
from arqon_sidecar.service.limits import Limits
from arqon_sidecar.service.validation import Validator
from arqon_sidecar.service.voices import UnknownVoiceError, Voices
from tests.sidecar.servers import failure_of, tone_server


def voices(*names: str, languages: str = "abefhip", **aliases: str | None) -> Voices:
    packs = {name: np.full((510, 256), number, np.float32) for number, name in enumerate(names)}
    return Voices(packs, frozenset(languages), aliases)


def test_a_voice_whose_language_cannot_be_read_is_not_offered() -> None:
    found = voices("jf_alpha", "zf_xiaobei", "af_sky")
    assert [voice["id"] for voice in found.described()] == ["af_sky"]
    with pytest.raises(UnknownVoiceError) as unknown:
        found.find("jf_alph")
    assert "jf_alpha" not in str(unknown.value).partition(";")[2]


def test_a_language_that_is_not_installed_is_told_of_what_was_asked_for() -> None:
    found = voices("zf_xiaobei", "af_sky", languages="ab")
    validator = Validator(found, frozenset("ab"), Limits())
    with pytest.raises(ApiError, match="zf_xiaobei speaks Mandarin Chinese, which needs") as voice:
        validator.language(None, found.find("zf_xiaobei"))
    with pytest.raises(ApiError, match="lang: Mandarin Chinese needs") as language:
        validator.language("zh", found.find("af_sky"))
    assert (voice.value.param, language.value.param) == ("voice", "lang")


def test_the_default_is_one_that_can_be_used() -> None:
    assert voices("af_heart", "af_alloy").default == "af_heart"
    assert voices("am_adam", "bf_emma").default == "am_adam"
    assert voices("jf_alpha", "zf_xiaobei", "pf_dora").default == "pf_dora"
    assert voices("af_heart", "bf_emma", languages="b").default == "bf_emma"


def test_no_voice_at_all_is_said() -> None:
    with pytest.raises(UnknownVoiceError, match="jf_alpha has a language that can be read"):
        voices("jf_alpha")


def test_openais_names_stand_for_what_is_there() -> None:
    found = voices("af_heart", "af_nova", "am_echo")
    assert (found.aliases["nova"], found.aliases["echo"]) == ("af_nova", "am_echo")
    assert found.aliases["onyx"] == "af_heart"
    assert found.find("nova").name == "af_nova"


def test_an_operators_aliases_come_first() -> None:
    found = voices("af_heart", "af_sky", nova="af_sky", onyx=None, me="af_sky(2)+af_heart")
    assert found.find("nova").name == "af_sky"
    assert found.find("me").name == "af_sky(2)+af_heart"
    with pytest.raises(UnknownVoiceError):
        found.find("onyx")


def test_names_in_any_case_and_aliases_in_a_blend_are_told_as_what_speaks() -> None:
    found = voices("af_heart", "af_nova", "af_sky", Me="af_sky")
    assert found.find(" AF_Heart ").name == "af_heart"
    assert found.find("NOVA").name == "af_nova"
    blend = found.find("nova(2), me")
    assert blend.name == "af_nova(2)+af_sky"
    assert np.allclose(blend.pack, found.find("af_nova(2)+af_sky(1)").pack)


def test_an_alias_of_no_voice_and_one_that_hides_a_voice_are_refused() -> None:
    with pytest.raises(AliasError, match=r"'nova': .*'nobody'"):
        voices("af_heart", nova="nobody")
    with pytest.raises(AliasError, match="hide"):
        voices("af_heart", "af_sky", af_sky="af_heart")


@pytest.mark.parametrize("weight", ["2", ".5", "0.33333", "12345", "2.0"])
def test_a_weight_that_settings_may_hold_is_taken(weight: str) -> None:
    found = voices("af_heart", "af_sky")
    blend = found.find(f"af_heart({weight})+af_sky({weight})")
    assert np.allclose(blend.pack, found.find("af_heart+af_sky").pack)


def test_a_blend_in_a_blend_is_told_by_the_name_it_was_asked_by() -> None:
    found = voices("af_heart", "af_sky", duo="af_heart+af_sky")
    with pytest.raises(UnknownVoiceError, match=r"'duo' stands for the blend af_heart\+af_sky"):
        found.find("duo(2)+af_sky")


def test_the_service_says_which_alias_is_wrong() -> None:
    with tone_server(ready=False, options={"aliases": {"nova": "nobody"}}) as server:
        assert "'nova'" in failure_of(server.url)
