"""The schema of the six settings; this model is the only validator there is.

Names, types, defaults and ranges are those of the settings contract. Maestro and other
programs rely on them.
"""

from __future__ import annotations

import re
from typing import Annotated, Literal, get_args
from urllib.parse import urlsplit

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StrictBool, StrictInt, StrictStr

__all__ = ["KEYS", "ProviderName", "SettingKey", "Settings"]

ProviderName = Literal["kokoro", "fallback"]

SettingKey = Literal[
    "arqon_tts_provider",
    "arqon_tts_kokoro_url",
    "arqon_tts_kokoro_voice",
    "arqon_tts_kokoro_timeout_ms",
    "arqon_tts_kokoro_streaming_enabled",
    "arqon_tts_kokoro_fallback_enabled",
]

KEYS: tuple[SettingKey, ...] = get_args(SettingKey)

_VOICE_PART = r"[a-z]{2}_[a-z]+(\(([0-9]+(\.[0-9]+)?|\.[0-9]+)\))?"
_VOICE = re.compile(rf"{_VOICE_PART}(\+{_VOICE_PART})*")


def _absolute_http_url(url: str) -> str:
    try:
        parts = urlsplit(url)
        host, _port = parts.hostname, parts.port
    except ValueError as error:
        raise ValueError(f"is not a URL: {error}") from None
    if parts.scheme not in ("http", "https") or not host:
        raise ValueError("must be an absolute http or https URL with a host")
    if re.search(r"[\s\x00-\x1f\x7f]", url):
        raise ValueError("must not contain spaces or control characters")
    if parts.query or parts.fragment or url.endswith(("?", "#")):
        raise ValueError("must have no query and no fragment")
    return url.rstrip("/")


def _voice_or_blend(voice: str) -> str:
    if not _VOICE.fullmatch(voice):
        raise ValueError(
            "must be a Kokoro voice such as af_heart, or a blend: af_heart(2)+af_sky(1)"
        )
    weights = re.findall(r"\(([^)]*)\)", voice)
    if len(weights) == len(voice.split("+")) and not any(map(float, weights)):
        raise ValueError("must have a weight above 0")
    return voice


class Settings(BaseModel):
    """The six values that are in force, validated.

    Raises:
        pydantic.ValidationError: a value is of the wrong type or out of range.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    arqon_tts_provider: ProviderName = Field(
        default="fallback",
        title="Provider",
        description="Who speaks. 'fallback' is the rollback switch.",
    )
    arqon_tts_kokoro_url: Annotated[StrictStr, AfterValidator(_absolute_http_url)] = Field(
        default="http://127.0.0.1:7781",
        title="Kokoro URL",
        description="Where the Kokoro sidecar answers: http or https, with a host.",
    )
    arqon_tts_kokoro_voice: Annotated[StrictStr, AfterValidator(_voice_or_blend)] = Field(
        default="af_heart",
        title="Kokoro voice",
        description="A voice id such as af_heart, or a blend such as af_heart(2)+af_sky(1).",
    )
    arqon_tts_kokoro_timeout_ms: StrictInt = Field(
        default=5000,
        ge=100,
        le=120_000,
        title="Timeout (ms)",
        description="Covers connecting, the first audio, and each gap between chunks.",
    )
    arqon_tts_kokoro_streaming_enabled: StrictBool = Field(
        default=True,
        title="Streaming",
        description="Play audio as it is made, not when all of it is there.",
    )
    arqon_tts_kokoro_fallback_enabled: StrictBool = Field(
        default=True,
        title="Fallback",
        description="When Kokoro fails: on speaks with the fallback voice, off stays silent.",
    )
