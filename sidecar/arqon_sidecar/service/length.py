"""How much sound an answer may have."""

from __future__ import annotations

from arqon_sidecar.audio.encode import STREAMABLE
from arqon_sidecar.service import errors
from arqon_sidecar.service.limits import Limits
from arqon_sidecar.service.utterance import Utterance

__all__ = ["bytes_to_hold"]

_SAMPLE_BYTES = 2


def bytes_to_hold(made_s: float, utterance: Utterance, limits: Limits) -> int:
    """The memory that an answer needs so far, 0 where its sound goes out as it is made.

    FLAC is counted as WAV is, so that the answer to a text does not depend on how it compresses.

    Raises:
        ApiError: it is longer than is allowed.
    """
    field = utterance.field
    if made_s > limits.audio_s:
        why = f"{field}: it makes more than {limits.audio_s:.0f} s of sound; send it in parts"
        raise errors.text_too_long(why, field)
    if utterance.format in STREAMABLE:
        return 0
    size = int(made_s * utterance.sample_rate * _SAMPLE_BYTES)
    if size > limits.answer:
        why = f"{field}: it makes more than {limits.answer} bytes of {utterance.format}, which goes"
        streamed = ", ".join(sorted(STREAMABLE))
        why += f" out whole; send it in parts, or ask for one of {streamed}"
        raise errors.text_too_long(why, field)
    return size
