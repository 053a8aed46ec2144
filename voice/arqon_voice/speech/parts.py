"""Which part of the text is heard when, as far as the sound says so."""

from __future__ import annotations

from dataclasses import dataclass

from arqon_voice.speech.utterance import PcmChunk

__all__ = ["WHOLE", "Rest", "SpokenParts"]


@dataclass(frozen=True, slots=True)
class Rest:
    """What is still to be spoken: the text from the character `from_char` on.

    `from_ms` is how much of the sound lies before that.
    """

    from_char: int
    from_ms: float


WHOLE = Rest(0, 0.0)


class SpokenParts:
    """Follows the chunks of one utterance whose text has `length` characters.

    If the place of any part is missing, or cannot be, the rest is the whole: to begin again is
    safe, to leave words out is not.
    """

    def __init__(self, length: int) -> None:
        self._length = length
        self._parts = [WHOLE]  # what the text has before its first part belongs to that
        self._segment: int | None = None
        self._given_ms = 0.0
        self._is_told = True

    def add(self, chunk: PcmChunk) -> None:
        """`chunk` was given to the player, behind what was given before."""
        if not self._given_ms or chunk.text_start is not None or chunk.segment != self._segment:
            self._begin_part(chunk)
        self._segment = chunk.segment
        self._given_ms += chunk.seconds * 1000

    def rest(self, heard_ms: float) -> Rest:
        """The rest, once `heard_ms` of the sound were heard: it begins with the part at that place.

        Whether a part was given whole only shows when the next one begins; so the last part that
        was given belongs to the rest also when all that there was of it has been heard.
        """
        if not self._is_told or heard_ms <= 0:
            return WHOLE
        return [part for part in self._parts if part.from_ms <= heard_ms][-1]

    def _begin_part(self, chunk: PcmChunk) -> None:
        start, end = chunk.text_start, chunk.text_end
        before = self._parts[-1].from_char
        if start is None or end is None or not before <= start < end <= self._length:
            self._is_told = False
        elif self._given_ms:
            self._parts.append(Rest(start, self._given_ms))
