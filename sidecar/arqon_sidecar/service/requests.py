"""What clients may ask for, as they write it."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

__all__ = ["OpenAiRequest", "SpeechRequest"]

Speed = Annotated[float, Field(ge=0.5, le=2.0)]
RequestId = Annotated[str, StringConstraints(max_length=200)]
VoiceName = Annotated[str, StringConstraints(min_length=1, max_length=400)]
LexiconWord = Annotated[str, StringConstraints(min_length=1, max_length=100)]
LexiconSpoken = Annotated[str, StringConstraints(min_length=1, max_length=200)]
Lexicon = Annotated[dict[LexiconWord, LexiconSpoken], Field(max_length=500)]
TimeoutMs = Annotated[int, Field(ge=1, le=3_600_000)]
Seed = Annotated[int, Field(ge=0, le=2**32 - 1)]


class _Request(BaseModel):
    """Unknown keys are ignored, types are taken as they are: "1.0" is no number."""

    model_config = ConfigDict(extra="ignore", strict=True, frozen=True)


class SpeechRequest(_Request):
    """The body of /synthesize and /synthesize_stream; null means the default."""

    text: str = Field(
        description="What to speak; may hold Markdown, which is not read aloud.",
        examples=["The lights are on in 3 rooms."],
    )
    voice: VoiceName | None = Field(
        None,
        description="A voice of GET /voices, or a blend of some.",
        examples=["af_heart", "af_heart(2)+af_sky(1)"],
    )
    format: Literal["raw", "pcm", "wav", "flac", "opus", "mp3"] | None = Field(
        None, description="raw = pcm: signed 16-bit little-endian mono. The stream is always raw."
    )
    request_id: RequestId | None = Field(None, description="Comes back in the answer.")
    sample_rate: Literal[16000, 24000, 48000] | None = Field(None, description="16000 by default.")
    speed: Speed | None = Field(None, description="1.0 by default.")
    lang: str | None = Field(None, description="A tag such as en-gb; else the voice's language.")
    timestamps: bool | None = Field(None, description="Add `words`: when each word sounds.")
    lexicon: Lexicon | None = Field(
        None, description="Word to /phonemes/ or to a respelling; wins over everything else."
    )
    timeout_ms: TimeoutMs | None = Field(None, description="Give up when not done by then.")
    seed: Seed | None = Field(None, description="Makes the sound the same each time.")


class OpenAiRequest(_Request):
    """The body of /v1/audio/speech."""

    model: str = Field(
        description="Any name: there is one model, GET /v1/models names it.", examples=["kokoro"]
    )
    input: str = Field(description="What to speak.", examples=["The lights are on in 3 rooms."])
    voice: VoiceName = Field(
        description="A voice of GET /voices, or a blend of some.", examples=["af_heart"]
    )
    response_format: Literal["mp3", "opus", "flac", "wav", "pcm"] = "mp3"
    speed: Speed = 1.0
    stream_format: Literal["audio", "sse"] = "audio"
