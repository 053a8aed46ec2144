"""The two answers of the sidecar contract: where to ask for them, and what reads them.

A decoder takes bytes and gives sound, and knows nothing of HTTP. It is fed the body as it
arrives, in pieces of any size, and gives the sound that is complete by then.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, Protocol

from arqon_voice.providers.kokoro.plain import PlainDecoder
from arqon_voice.providers.kokoro.stream import StreamDecoder
from arqon_voice.providers.port import Timings
from arqon_voice.speech.utterance import PcmChunk

__all__ = ["PLAIN", "STREAM", "AnswerDecoder", "Endpoint"]


class AnswerDecoder(Protocol):
    """Turns the bytes of one answer into sound, the same sound however the bytes are cut."""

    @property
    def done(self) -> bool:
        """Whether the answer came to its proper end and all of its sound was taken."""
        ...

    @property
    def timings(self) -> Timings | None:
        """What the work took, if the answer has said so by now."""
        ...

    def feed(self, data: bytes) -> None:
        """Take the next bytes; none at all say that there will be no more.

        Raises:
            ProviderError: the answer is larger than any sound that is asked for.
        """
        ...

    def take(self) -> PcmChunk | None:
        """Give the next sound that is complete; None if more bytes are needed, or at the end.

        Raises:
            ProviderError: the bytes are not an answer of the contract, carry its error, end too
                early, or had no sound in them.
            RateNotNamedError: see there.
        """
        ...


@dataclass(frozen=True, slots=True)
class Endpoint:
    """Where to ask, how to read the answer, and whether a sidecar may do without it (404)."""

    path: str
    decoder: Callable[[int], AnswerDecoder]
    may_be_missing: bool


STREAM: Final = Endpoint("/synthesize_stream", StreamDecoder, may_be_missing=True)
PLAIN: Final = Endpoint("/synthesize", PlainDecoder, may_be_missing=False)
