"""The service's description of itself at /openapi.json, from the models that check requests."""

from __future__ import annotations

from typing import Any

from pydantic.json_schema import models_json_schema

from arqon_sidecar import __version__
from arqon_sidecar.audio.encode import CONTENT_TYPES
from arqon_sidecar.service.attest import TOLD
from arqon_sidecar.service.requests import OpenAiRequest, SpeechRequest

__all__ = ["document"]

Json = dict[str, Any]

_REF = "#/components/schemas/"
_STRING: Json = {"type": "string"}
_NUMBER: Json = {"type": "number"}
_BOOLEAN: Json = {"type": "boolean"}
_INTEGER: Json = {"type": "integer"}
_TIMINGS = ("queue_ms", "phonemize_ms", "synthesize_ms", "encode_ms")
_ERRORS = {
    400: "invalid_json: the body is no JSON object",
    408: "body_timeout: the body did not arrive in time",
    413: "text_too_long: the text or the body is over its limit",
    422: "invalid_request: names the field; or unknown_voice",
    429: "overloaded: the queue is full; see Retry-After",
    500: "synthesis_failed: the engine failed",
    503: "not_ready: the model is not loaded, or the service shuts down",
    504: "timed_out: the request's own timeout_ms has passed",
}


def document() -> Json:
    """OpenAPI 3.1."""
    sound: Json = {kind: {} for kind in sorted(set(CONTENT_TYPES.values()))}
    return {
        "openapi": "3.1.0",
        "info": {"title": "Arqon sidecar: Kokoro over HTTP", "version": __version__},
        "paths": {
            "/healthz": _get("The process serves", _ref("Health")),
            "/readyz": _get("Speech can be had", _ref("Readiness"), {503: _ref("Readiness")}),
            "/voices": _get("The voices on disk", _ref("Voices"), {503: _ref("Error")}),
            "/v1/models": _get("OpenAI's list", _ref("Models"), {503: _ref("Error")}),
            "/metrics": _page("Prometheus text format", "text/plain"),
            "/openapi.json": _get("This document", {"type": "object"}),
            "/synthesize": _post(
                "Speech in one answer; the sound itself where Accept names audio",
                "SpeechRequest",
                {"application/json": _ref("Speech"), **sound},
            ),
            "/synthesize_stream": _post(
                "Speech as it is made, one JSON object a line",
                "SpeechRequest",
                {"application/x-ndjson": {}},
            ),
            "/attest": _attest(),
            "/v1/audio/speech": _post(
                "OpenAI's speech endpoint",
                "OpenAiRequest",
                {**sound, "text/event-stream": {}},
            ),
        },
        "components": {"schemas": _requests() | _answers()},
    }


def _requests() -> Json:
    models = [(SpeechRequest, "validation"), (OpenAiRequest, "validation")]
    _, schema = models_json_schema(models, ref_template=_REF + "{model}")  # type: ignore[arg-type]  # a list is a sequence
    definitions: Json = schema["$defs"]
    return definitions


def _answers() -> Json:
    nullable = {"type": ["string", "null"]}
    return {
        "Error": _object({"detail": _STRING, "code": _STRING}),
        "Readiness": _object(
            {"ready": _BOOLEAN, "phase": _STRING, "error": nullable}, required=["ready"]
        ),
        "Health": _object(
            {
                "status": {"const": "ok"},
                "service": {"const": "kokoro-sidecar"},
                "version": _STRING,
                "uptime_s": _NUMBER,
                "runtime": {"enum": ["firecracker", "qemu", "host-dev"]},
                "boot_id": _STRING,
                "engine": nullable,
                "fidelity": nullable,
                "model": {"type": ["object", "null"]},
                "phonemes": {"type": "object", "additionalProperties": _STRING},
                "queue": _object(dict.fromkeys(("running", "waiting", "limit"), _INTEGER)),
            }
        ),
        "Voices": _object({"voices": _list(_ref("Voice")), "default": _STRING}),
        "Voice": _object(dict.fromkeys(("id", "language", "gender", "name"), _STRING)),
        "Models": _object({"object": {"const": "list"}, "data": _list({"type": "object"})}),
        "Word": _object({"text": _STRING, **dict.fromkeys(_WORD_NUMBERS, _INTEGER)}),
        "Speech": _object(
            {
                "request_id": _STRING,
                "format": {"enum": list(CONTENT_TYPES)},
                "audio_data_b64": {"type": "string", "contentEncoding": "base64"},
                "sample_rate": {"enum": [16000, 24000, 48000]},
                "voice": _STRING,
                "duration_ms": _INTEGER,
                "timings": _object(dict.fromkeys(_TIMINGS, _INTEGER)),
                "words": _list(_ref("Word")),
            },
            optional=["words"],
        ),
    }


_WORD_NUMBERS = ("start", "end", "start_ms", "end_ms")


def _object(
    properties: Json, required: list[str] | None = None, optional: list[str] | None = None
) -> Json:
    needed = required or [name for name in properties if name not in (optional or ())]
    return {"type": "object", "properties": properties, "required": needed}


def _list(items: Json) -> Json:
    return {"type": "array", "items": items}


def _ref(name: str) -> Json:
    return {"$ref": _REF + name}


def _get(summary: str, schema: Json, others: dict[int, Json] | None = None) -> Json:
    responses = {"200": _answer("OK", {"application/json": schema})}
    for status, other in (others or {}).items():
        responses[str(status)] = _answer("Not yet", {"application/json": other})
    return {"get": {"summary": summary, "responses": responses}}


def _page(summary: str, media_type: str) -> Json:
    responses = {
        "200": _answer("OK", {media_type: _STRING}),
        "503": _answer("Not yet", {"application/json": _ref("Error")}),
    }
    return {"get": {"summary": summary, "responses": responses}}


def _post(summary: str, request: str, content: dict[str, Json]) -> Json:
    responses = {"200": _answer("Sound", content)}
    for status, text in _ERRORS.items():
        responses[str(status)] = _answer(text, {"application/json": _ref("Error")})
    body = {"required": True, "content": {"application/json": {"schema": _ref(request)}}}
    return {"post": {"summary": summary, "requestBody": body, "responses": responses}}


def _attest() -> Json:
    errors = {
        400: "invalid_json: the body is no JSON object",
        404: "no_identity: this sidecar runs in no guest",
        413: "text_too_long: the body is over its limit",
        422: "invalid_request: no 64 hex digits",
        503: "not_initialised: the VM was not given its identity yet",
    }
    told = _object(dict.fromkeys(TOLD, _STRING))
    responses = {"200": _answer("The VM's proof", {"application/json": told})}
    for status, text in errors.items():
        responses[str(status)] = _answer(text, {"application/json": _ref("Error")})
    asked = _object({"challenge": {"type": "string", "pattern": "^[0-9a-f]{64}$"}})
    body = {"required": True, "content": {"application/json": {"schema": asked}}}
    summary = "Which VM answers, by a key that only it and its owner hold"
    return {"post": {"summary": summary, "requestBody": body, "responses": responses}}


def _answer(text: str, content: dict[str, Json]) -> Json:
    schemas = {kind: {"schema": schema} for kind, schema in content.items()}
    return {"description": text, "content": schemas}
