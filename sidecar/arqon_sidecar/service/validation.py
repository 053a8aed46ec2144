"""From a request's bytes to what is to be spoken, or to the error that says why not."""

from __future__ import annotations

import asyncio
import unicodedata
from typing import TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import from_json
from starlette.requests import Request

from arqon_sidecar.service import errors
from arqon_sidecar.service.limits import Limits
from arqon_sidecar.service.voices import UnknownVoiceError, Voice, Voices
from arqon_sidecar.text.languages import LANGUAGES, Language, language_called

__all__ = ["Validator", "parsed", "read_body"]

Model = TypeVar("Model", bound=BaseModel)

_EXTRAS = {"j": "japanese", "z": "mandarin"}


async def read_body(request: Request, limits: Limits) -> bytes:
    """The whole body.

    Raises:
        ApiError: it is larger than allowed, or it did not arrive in time.
        ClientDisconnect: the client is gone.
    """
    too_large = errors.text_too_long(f"the body is over {limits.body} bytes")
    if int(request.headers.get("content-length", "0")) > limits.body:
        raise too_large
    body = bytearray()
    try:
        async with asyncio.timeout(limits.body_s):
            async for part in request.stream():
                body += part
                if len(body) > limits.body:
                    raise too_large
    except TimeoutError as error:
        why = f"the body did not arrive within {limits.body_s:.0f} s"
        raise errors.ApiError(408, "body_timeout", why) from error
    return bytes(body)


def parsed(body: bytes, model: type[Model]) -> Model:
    """The request in the body.

    Raises:
        ApiError: no JSON object, or a field is wrong: the first one is named.
    """
    try:
        fields = from_json(body, allow_inf_nan=False)
    except ValueError as error:
        raise errors.invalid_json(f"the body is no JSON: {error}") from error
    if not isinstance(fields, dict):
        raise errors.invalid_json("the body must be a JSON object")
    try:
        return model.model_validate(fields)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False, include_context=False)[0]
        field = ".".join(map(str, first["loc"][:1]))
        raise errors.invalid_request(field, first["msg"]) from error


class Validator:
    """Checks texts, voices and languages against what is there."""

    def __init__(self, voices: Voices, languages: frozenset[str], limits: Limits) -> None:
        """`languages` are the letters of those that can be read."""
        self._voices = voices
        self._languages = languages
        self._limits = limits

    def text(self, text: str, field: str) -> str:
        """The text, if it is one that can be spoken.

        Raises:
            ApiError: it is too long or holds no letter and no digit.
        """
        if len(text) > self._limits.text:
            why = f"{field}: {len(text)} characters are over the limit of {self._limits.text}"
            raise errors.text_too_long(why)
        if not any(unicodedata.category(character)[0] in "LN" for character in text):
            raise errors.invalid_request(field, "there is nothing in it to speak")
        return text

    def voice(self, name: str | None) -> Voice:
        """The voice.

        Raises:
            ApiError: there is none of that name.
        """
        try:
            return self._voices.find(name)
        except UnknownVoiceError as error:
            raise errors.unknown_voice(str(error)) from error

    def language(self, tag: str | None, voice: Voice) -> Language:
        """The language asked for, or the voice's own.

        Raises:
            ApiError: there is no such language, or it is not installed.
        """
        language = voice.language if tag is None else language_called(tag)
        if language is None:
            known = ", ".join(language.tag for language in LANGUAGES.values())
            raise errors.invalid_request("lang", f"{tag[:20] if tag else tag!r} is none of {known}")
        if language.letter not in self._languages:
            extra = _EXTRAS.get(language.letter, "")
            why = f"{language.name} needs pip install 'arqon-sidecar[{extra}]' in the guest"
            raise errors.invalid_request("lang", why)
        return language
