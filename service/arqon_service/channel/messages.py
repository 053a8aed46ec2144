"""What goes over the channel: one JSON object a line, either way.

A client numbers what it asks with `ask`, and the answer bears that number. The holder sends
`Status` and `Level` unasked to who has subscribed. An unknown field is ignored, so that a newer
program can talk to an older one; an unknown `kind` ends the connection.
"""

from __future__ import annotations

from typing import Annotated, Final, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from arqon_service.voice import Status
from arqon_settings.model import ProviderName
from arqon_voice.speech.request import Outcome

__all__ = [
    "EVERYTHING",
    "LINE_BYTES",
    "Answer",
    "Ask",
    "Ended",
    "FromClient",
    "FromHolder",
    "HandOver",
    "HandedBack",
    "Hello",
    "Look",
    "Refused",
    "Replay",
    "Review",
    "Save",
    "Say",
    "Stop",
    "Subscribe",
    "View",
    "Viewed",
    "Welcome",
    "line_of",
    "read_client",
    "read_holder",
]

EVERYTHING: Final = 0
"""In place of the number of one request, which is 1 or more."""
LINE_BYTES: Final = 8 << 20
"""The longest line: a request's audio of three minutes (16 bit, 16,000 Hz) in base64."""


class _Message(BaseModel):
    model_config = ConfigDict(frozen=True, ser_json_bytes="base64", val_json_bytes="base64")


class Hello(_Message):
    """The client's first line: who it is."""

    kind: Literal["hello"] = "hello"
    process: str
    program: str


class Say(_Message):
    """Speak; see `Voice.say`. `pcm` is the request's own audio, mono, signed 16 bit."""

    kind: Literal["say"] = "say"
    ask: int
    message_id: str
    text: str
    pcm: bytes | None = None
    sample_rate: int = 0
    voice: str | None = None
    provider: ProviderName | None = None
    speed: float | None = None
    now: bool = False
    warning: bool = False
    session_id: str | None = None


class Save(_Message):
    """Write a WAV file; see `Voice.save`. The path is absolute. `of`: see `Voice.keep`."""

    kind: Literal["save"] = "save"
    ask: int
    message_id: str
    text: str
    path: str
    voice: str | None = None
    provider: ProviderName | None = None
    of: str | None = None


class Replay(_Message):
    """Speak an utterance again, `of` or the last; see `Voice.replay`."""

    kind: Literal["replay"] = "replay"
    ask: int
    message_id: str
    of: str | None = None


class Stop(_Message):
    """Fall silent; with `message_id`, end that utterance only."""

    kind: Literal["stop"] = "stop"
    reason: str
    message_id: str | None = None


class Review(_Message):
    """Answer a review; see `Voice.answer`."""

    kind: Literal["review"] = "review"
    action_id: str
    allow: bool
    reason: str


class View(_Message):
    """Ask for the status once; answered by `Viewed`."""

    kind: Literal["view"] = "view"
    ask: int


class Subscribe(_Message):
    """Ask for the status whenever it changes."""

    kind: Literal["subscribe"] = "subscribe"


class Look(_Message):
    """Ask the holder to look at the sidecar now."""

    kind: Literal["look"] = "look"


class HandOver(_Message):
    """`arqon-tts serve` asks for the voice."""

    kind: Literal["hand_over"] = "hand_over"


class Welcome(_Message):
    """The holder's first line. `leaving`: it hands the voice over; connect again soon."""

    kind: Literal["welcome"] = "welcome"
    leaving: bool = False


class Ended(_Message):
    """What was asked for has ended."""

    kind: Literal["ended"] = "ended"
    ask: int
    outcome: Outcome


class Refused(_Message):
    """What was asked for was not taken on, or the connection is not wanted (`ask` is 0)."""

    kind: Literal["refused"] = "refused"
    ask: int
    words: str


class HandedBack(_Message):
    """What was asked for was not begun, and the holder leaves: ask the next one.

    With `EVERYTHING`, all that the client has asked for and that has no answer yet.
    """

    kind: Literal["handed_back"] = "handed_back"
    ask: int


class Viewed(_Message):
    """The holder's status: answer to `View`, or unasked (`ask` is 0) to who subscribed."""

    kind: Literal["viewed"] = "viewed"
    ask: int
    status: Status


Ask = Say | Save | Replay
"""What ends in one outcome."""

Answer = Ended | Refused | HandedBack
"""How an `Ask` ends."""

FromClient = Hello | Say | Save | Replay | Stop | Review | View | Subscribe | Look | HandOver
FromHolder = Welcome | Ended | Refused | HandedBack | Viewed

_CLIENT: TypeAdapter[FromClient] = TypeAdapter(Annotated[FromClient, Field(discriminator="kind")])
_HOLDER: TypeAdapter[FromHolder] = TypeAdapter(Annotated[FromHolder, Field(discriminator="kind")])


def line_of(message: _Message) -> bytes:
    """The message as it goes over the channel, with its line's end."""
    return message.model_dump_json().encode("utf-8", "replace") + b"\n"


def read_client(line: bytes) -> FromClient:
    """Read a line of a client.

    Raises:
        ValueError: it is none.
    """
    return _CLIENT.validate_json(line)


def read_holder(line: bytes) -> FromHolder:
    """Read a line of the holder.

    Raises:
        ValueError: it is none.
    """
    return _HOLDER.validate_json(line)
