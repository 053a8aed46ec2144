"""Checks what is asked for against the texts, voices and languages that are served."""

from __future__ import annotations

import unicodedata

from arqon_sidecar.service import errors
from arqon_sidecar.service.limits import Limits
from arqon_sidecar.service.requests import VoiceObject
from arqon_sidecar.service.voices import UnknownVoiceError, Voice, Voices
from arqon_sidecar.text.languages import LANGUAGES, Language, language_called

__all__ = ["Validator"]

_EXTRAS = {"j": "japanese", "z": "mandarin"}


class Validator:
    """Finds the voice and language of a request, or the error that says why not."""

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
            raise errors.text_too_long(why, field)
        # In compatible form: letters in circles are signs to Unicode, and are read as letters.
        plain = unicodedata.normalize("NFKC", text)
        if not any(unicodedata.category(character)[0] in "LN" for character in plain):
            raise errors.nothing_to_speak(field, "it has no letter and no digit")
        return text

    def voice(self, asked: str | VoiceObject | None) -> Voice:
        """The voice.

        Raises:
            ApiError: there is none of that name.
        """
        name = asked.id if isinstance(asked, VoiceObject) else asked
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
            needs = f"needs pip install 'arqon-sidecar[{extra}]' in the guest"
            if tag is None:
                why = f"{voice.name} speaks {language.name}, which {needs}"
                raise errors.invalid_request("voice", why)
            raise errors.invalid_request("lang", f"{language.name} {needs}")
        return language
