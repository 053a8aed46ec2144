"""The service's description of itself at /openapi.json, from the models of requests and answers."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import JsonSchemaMode, models_json_schema

from arqon_sidecar import __version__
from arqon_sidecar.audio.encode import CONTENT_TYPES
from arqon_sidecar.service import answers, requests

__all__ = ["document"]

Json = dict[str, Any]
Content = dict[str, type[BaseModel] | None]

_REF = "#/components/schemas/"
_REQUESTS = (requests.SpeechRequest, requests.OpenAiRequest, requests.AttestRequest)
_ANSWERS = (
    answers.ApiErrorBody,
    answers.Health,
    answers.Model,
    answers.Models,
    answers.OpenAiErrorBody,
    answers.OpenAiVoices,
    answers.Proof,
    answers.Readiness,
    answers.Speech,
    answers.Voices,
)
_WRONG_HOST = {421: "host_not_allowed: the Host is neither loopback's nor allowed"}
_NOT_READY = {503: "not_ready: the model is not loaded, or the service shuts down"}
_BODY = {
    400: "invalid_json: the body is not a JSON object",
    408: "body_timeout: the body did not arrive in time",
    413: "text_too_long: the text, its sound or the body is over its limit",
    415: "unsupported_media_type: the body is not called application/json",
    422: "invalid_request: names the field; or unknown_voice",
}
_SPEECH = {
    429: "overloaded: the queue or the memory for requests is full; see Retry-After",
    500: "synthesis_failed: the engine failed",
    504: "timed_out: the request's own timeout_ms has passed",
}
_ATTEST = {
    404: "no_identity: this sidecar runs in no guest",
    503: "not_initialised: the VM was not given its identity yet",
}
_SOUND: Content = dict.fromkeys(sorted(set(CONTENT_TYPES.values())))


def document() -> Json:
    """OpenAPI 3.1."""
    lines: Content = {"application/x-ndjson": None}
    speech = _BODY | _SPEECH | _NOT_READY
    ready = _get("Speech can be had", answers.Readiness)
    ready["responses"]["503"] = _answer("Not yet", {"application/json": answers.Readiness})
    paths = {
        "/healthz": _get("The process serves", answers.Health),
        "/readyz": ready,
        "/voices": _get("The voices that can be used", answers.Voices, _NOT_READY),
        "/metrics": _operation("Prometheus text format", {"text/plain": None}, _NOT_READY),
        "/openapi.json": _operation("This document", {"application/json": None}),
        "/synthesize": _post(
            "Speech in one answer; the sound itself where Accept names audio",
            requests.SpeechRequest,
            {"application/json": answers.Speech, **_SOUND},
            speech,
        ),
        "/synthesize_stream": _post(
            "Speech as it is made, one JSON object a line", requests.SpeechRequest, lines, speech
        ),
        "/attest": _post(
            "Which VM answers, by a key that only it and its owner hold",
            requests.AttestRequest,
            {"application/json": answers.Proof},
            _BODY | _ATTEST,
        ),
        "/v1/audio/speech": _post(
            "OpenAI's speech endpoint",
            requests.OpenAiRequest,
            {**_SOUND, "text/event-stream": None},
            speech,
            error=answers.OpenAiErrorBody,
        ),
        "/v1/audio/voices": _v1("The voices and their aliases", answers.OpenAiVoices),
        "/v1/models": _v1("OpenAI's list of models", answers.Models),
        "/v1/models/{name}": _v1("A model by its name", answers.Model, "name"),
    }
    return {
        "openapi": "3.1.0",
        "info": {"title": "Arqon sidecar: Kokoro over HTTP", "version": __version__},
        "paths": {path: _method(operation) for path, operation in paths.items()},
        "components": {"schemas": _schemas(_REQUESTS, "validation") | _schemas(_ANSWERS)},
    }


def _schemas(models: tuple[type[BaseModel], ...], mode: JsonSchemaMode = "serialization") -> Json:
    pairs: list[tuple[type[BaseModel], JsonSchemaMode]] = [(model, mode) for model in models]
    _, schema = models_json_schema(pairs, ref_template=_REF + "{model}")
    definitions: Json = schema["$defs"]
    return definitions


def _method(operation: Json) -> Json:
    return {"post" if "requestBody" in operation else "get": operation}


def _get(summary: str, answer: type[BaseModel], errors: dict[int, str] | None = None) -> Json:
    return _operation(summary, {"application/json": answer}, errors)


def _v1(summary: str, answer: type[BaseModel], parameter: str = "") -> Json:
    errors = _NOT_READY | ({404: "model_not_found"} if parameter else {})
    content: Content = {"application/json": answer}
    operation = _operation(summary, content, errors, answers.OpenAiErrorBody)
    if parameter:
        schema = {"type": "string", "minLength": 1}
        operation["parameters"] = [
            {"name": parameter, "in": "path", "required": True, "schema": schema}
        ]
    return operation


def _post(
    summary: str,
    request: type[BaseModel],
    content: Content,
    errors: dict[int, str],
    error: type[BaseModel] = answers.ApiErrorBody,
) -> Json:
    operation = _operation(summary, content, errors, error)
    body = _answer("", {"application/json": request})["content"]
    return operation | {"requestBody": {"required": True, "content": body}}


def _operation(
    summary: str,
    content: Content,
    errors: dict[int, str] | None = None,
    error: type[BaseModel] = answers.ApiErrorBody,
) -> Json:
    responses = {"200": _answer("OK", content)}
    for status, text in sorted((_WRONG_HOST | (errors or {})).items()):
        responses[str(status)] = _answer(text, {"application/json": error})
    return {"summary": summary, "responses": responses}


def _answer(text: str, content: Content) -> Json:
    schemas = {
        kind: {"schema": {"$ref": _REF + model.__name__}} if model else {}
        for kind, model in content.items()
    }
    return {"description": text, "content": schemas}
