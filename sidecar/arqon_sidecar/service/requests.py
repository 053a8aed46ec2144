"""What clients may ask for, as they write it."""

from __future__ import annotations

import re
from typing import Annotated, Any, Literal

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainValidator,
    StringConstraints,
    WithJsonSchema,
)

__all__ = ["AttestRequest", "OpenAiRequest", "SpeechRequest", "VoiceObject"]

_DECIMAL = r"^[ \t]*[+-]?([0-9]{1,12}(\.[0-9]{0,12})?|\.[0-9]{1,12})([eE][+-]?[0-9]{1,2})?[ \t]*$"
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")
_LONGEST_ID = 1_000


def _number(value: object) -> object:
    """A number that may have come as a string; JSON's 5000.0 is the whole number 5000."""
    if isinstance(value, str) and re.match(_DECIMAL, value):
        value = float(value)
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _lower(value: object) -> object:
    return value.strip().lower() if isinstance(value, str) else value


def _encodable(value: object) -> object:
    """Half of a character, as slicing leaves it behind, as a mark that is not read aloud.

    One character stands for one, so that places in the text stay what they were.
    """
    return _LONE_SURROGATE.sub("\ufffd", value) if isinstance(value, str) else value


def _request_id(value: object) -> str:
    """Any string: it goes back as it came, so half a character is kept as well."""
    if not isinstance(value, str):
        raise ValueError("must be a string")
    if len(value) > _LONGEST_ID:
        raise ValueError(f"{len(value)} characters are over the limit of {_LONGEST_ID}")
    return value


DecimalString = Annotated[str, StringConstraints(pattern=_DECIMAL)]
Encodable = BeforeValidator(_encodable)
Lower = BeforeValidator(_lower)


def _numeric(number: Any) -> BeforeValidator:  # noqa: ANN401 (a type's annotation has no type)
    return BeforeValidator(_number, json_schema_input_type=number | DecimalString)


_Speed = Annotated[float, Field(ge=0.5, le=2.0)]
_OpenAiSpeed = Annotated[float, Field(ge=0.25, le=4.0)]
_SampleRate = Literal[16000, 24000, 48000]
_TimeoutMs = Annotated[int, Field(ge=1, le=3_600_000)]
_Seed = Annotated[int, Field(ge=0, le=2**32 - 1)]
Speed = Annotated[_Speed, _numeric(_Speed)]
OpenAiSpeed = Annotated[_OpenAiSpeed, _numeric(_OpenAiSpeed)]
SampleRate = Annotated[_SampleRate, _numeric(_SampleRate)]
TimeoutMs = Annotated[_TimeoutMs, _numeric(_TimeoutMs)]
Seed = Annotated[_Seed, _numeric(_Seed)]
Text = Annotated[str, Encodable]
RequestId = Annotated[
    str,
    PlainValidator(_request_id),
    WithJsonSchema({"type": "string", "maxLength": _LONGEST_ID}),
]
VoiceName = Annotated[str, Encodable, StringConstraints(min_length=1, max_length=400)]
LexiconWord = Annotated[str, Encodable, StringConstraints(min_length=1, max_length=100)]
LexiconSpoken = Annotated[str, Encodable, StringConstraints(min_length=1, max_length=200)]
Lexicon = Annotated[dict[LexiconWord, LexiconSpoken], Field(max_length=500)]


class _Request(BaseModel):
    """Null means the default, unknown keys are ignored, a number may come as a string."""

    model_config = ConfigDict(extra="ignore", strict=True, frozen=True)


class VoiceObject(_Request):
    """A voice as newer clients of OpenAI's API write it."""

    id: VoiceName


Voice = Annotated[
    VoiceName | VoiceObject | None,
    Field(
        description="A voice of GET /voices, a blend of some, or an alias of GET /v1/models.",
        examples=["af_heart", "af_heart(2)+af_sky(1)"],
    ),
]


class SpeechRequest(_Request):
    """The body of /synthesize and /synthesize_stream."""

    text: Text = Field(
        description="What to speak; may hold Markdown, which is not read aloud.",
        examples=["The lights are on in 3 rooms."],
    )
    voice: Voice = None
    format: Annotated[Literal["raw", "pcm", "wav", "flac", "opus", "mp3"], Lower] | None = Field(
        None, description="raw = pcm: signed 16-bit little-endian mono. The stream is always raw."
    )
    request_id: RequestId | None = Field(None, description="Comes back in the answer.")
    sample_rate: SampleRate | None = Field(None, description="16000 by default.")
    speed: Speed | None = Field(None, description="1.0 by default.")
    lang: str | None = Field(None, description="A tag such as en-gb; else the voice's language.")
    timestamps: bool | None = Field(None, description="Add `words`: when each word sounds.")
    lexicon: Lexicon | None = Field(
        None, description="Word to /phonemes/ or to a respelling; wins over everything else."
    )
    timeout_ms: TimeoutMs | None = Field(None, description="Give up when not done by then.")
    seed: Seed | None = Field(None, description="Makes the sound the same each time.")
    whole: bool | None = Field(
        None,
        description="Nobody listens before all is there: a stream is made of long segments then.",
    )


class OpenAiRequest(_Request):
    """The body of /v1/audio/speech."""

    input: Text = Field(description="What to speak.", examples=["The lights are on in 3 rooms."])
    model: object = Field(
        None, description="Anything: there is one model, GET /v1/models names it."
    )
    voice: Voice = None
    response_format: Annotated[Literal["mp3", "opus", "flac", "wav", "pcm"], Lower] | None = Field(
        None, description="mp3 by default; pcm is 24 kHz."
    )
    speed: OpenAiSpeed | None = Field(None, description="1.0 by default.")
    stream_format: Annotated[Literal["audio", "sse"], Lower] | None = Field(
        None, description="audio by default: the bytes themselves; sse: events."
    )


class AttestRequest(_Request):
    """The body of /attest."""

    challenge: str = Field(
        description="32 bytes as 64 lower-case hex digits.", pattern="^[0-9a-f]{64}$"
    )
