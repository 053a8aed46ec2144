"""What the service answers, as /openapi.json describes it."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, Field

__all__ = [
    "ApiErrorBody",
    "Health",
    "Model",
    "Models",
    "OpenAiErrorBody",
    "OpenAiVoices",
    "Proof",
    "Readiness",
    "Speech",
    "Voices",
]


class ApiErrorBody(BaseModel):
    """An error."""

    detail: str = Field(description="For a person.")
    code: str = Field(description="For a program.")


class OpenAiError(BaseModel):
    """What went wrong, as OpenAI's API says it."""

    message: str
    type: Literal["invalid_request_error", "rate_limit_error", "server_error"]
    param: str | None
    code: str


class OpenAiErrorBody(BaseModel):
    """An error under /v1."""

    error: OpenAiError


class Queue(BaseModel):
    """Requests at the engine and before it."""

    running: int
    waiting: int
    limit: int


class HealthModel(BaseModel):
    """The model that is loaded, and where it came from."""

    name: str
    sha256: str
    kind: str = Field(description="kokoro-82m, test-model, or variant: another checkpoint.")
    origin: str


class Health(BaseModel):
    """The process serves."""

    status: Literal["ok"]
    service: Literal["kokoro-sidecar"]
    version: str
    uptime_s: float
    runtime: Literal["firecracker", "qemu", "host-dev"]
    boot_id: str
    engine: str | None
    fidelity: str | None
    model: HealthModel | None
    phonemes: dict[str, str]
    queue: Queue


class Readiness(BaseModel):
    """Whether speech can be had."""

    ready: bool
    phase: Literal["starting", "loading", "warming", "failed"] | None = None
    error: str | None = None


class Voice(BaseModel):
    """A voice on disk."""

    id: str
    language: str
    gender: str
    name: str


class Voices(BaseModel):
    """The voices that can be used here."""

    voices: list[Voice]
    default: str


class OpenAiVoices(BaseModel):
    """The voices that can be used here, and other names for some of them."""

    voices: list[Voice]
    aliases: dict[str, str]


class Model(BaseModel):
    """The model that runs here."""

    id: str
    object: Literal["model"]
    created: int
    owned_by: str
    voice_aliases: dict[str, str]


class Models(BaseModel):
    """OpenAI's list of models."""

    object: Literal["list"]
    data: list[Model]


class Proof(BaseModel):
    """Which VM answers."""

    instance_id: str
    boot_nonce: str
    boot_id: str
    claims: str
    tag: str


class Timings(BaseModel):
    """Milliseconds of work."""

    queue_ms: int
    phonemize_ms: int
    synthesize_ms: int
    encode_ms: int


class Word(BaseModel):
    """A word as it was sent, its place in the text, and when it sounds."""

    text: str
    start: int
    end: int
    start_ms: int
    end_ms: int


class Speech(BaseModel):
    """An utterance in one answer."""

    request_id: str
    format: Literal["raw", "pcm", "wav", "flac", "opus", "mp3"]
    audio_data_b64: Annotated[str, Field(json_schema_extra={"contentEncoding": "base64"})]
    sample_rate: Literal[16000, 24000, 48000]
    voice: str
    duration_ms: int
    timings: Timings
    words: list[Word] | None = None
