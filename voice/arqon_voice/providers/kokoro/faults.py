"""Why the sidecar did not speak, in words, with where it was asked and what to do about it."""

from __future__ import annotations

import json
import re
from http import HTTPStatus
from typing import TYPE_CHECKING, Final

from arqon_voice.providers.port import ProviderError
from arqon_voice.text import plain_words

if TYPE_CHECKING:
    import httpx

__all__ = ["placed", "refused"]

_SHORTEN: Final = "shorten the text, or say it in parts"
_ADVICE: Final = {
    "unreachable": "start the sidecar, or correct arqon_tts_kokoro_url",
    "timeout": "see whether it is busy, or raise arqon_tts_kokoro_timeout_ms",
    "overloaded": "more utterances wait there than it takes: try again later",
    "http_413": _SHORTEN,
    "text_too_long": _SHORTEN,
    "http_422": "correct arqon_tts_kokoro_voice or the text",
    "http_503": "wait until it is ready",
}
_LOOK_IN_LOG: Final = "see the sidecar's log"
_LOOK_WHO: Final = "see whether a Kokoro sidecar answers there, and its log"
_STRANGE: Final = ("bad_", "http_3", "http_4", "no_audio", "too_large")


def placed(error: ProviderError, url: str) -> ProviderError:
    """Say in the error at which address it happened, and what to do."""
    usual = _LOOK_WHO if error.code.startswith(_STRANGE) else _LOOK_IN_LOG
    advice = _ADVICE.get(error.code, usual)
    return ProviderError(error.code, f"Kokoro at {url}: {error.detail}; {advice}")


def refused(response: httpx.Response, body: bytes) -> ProviderError:
    """Read an answer with another status than 200, and the contract's error in its body."""
    status = response.status_code
    words = _their_words(body)
    if status == HTTPStatus.TOO_MANY_REQUESTS:
        wait = response.headers.get("Retry-After", "")
        until = f", and to wait {wait} s" if re.fullmatch("[0-9]{1,6}", wait) else ""
        return ProviderError("overloaded", f"answered 429{words}{until}")
    if response.is_redirect:
        words = f", a redirect to {plain_words(response.headers.get('Location'))}"
    return ProviderError(f"http_{status}", f"answered {status}{words}")


def _their_words(body: bytes) -> str:
    try:
        error = json.loads(body)
    except (ValueError, RecursionError):
        return ""
    if not isinstance(error, dict):
        return ""
    said = [plain_words(error[key]) for key in ("code", "detail") if error.get(key)]
    return f" ({': '.join(said)})" if said else ""
