"""The other programs of the user, as the holder of the voice sees them."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Protocol

from arqon_service.backend import Answered
from arqon_service.channel.conversation import Client
from arqon_service.channel.messages import (
    EVERYTHING,
    Answer,
    Ask,
    FromClient,
    HandedBack,
    HandOver,
    Hello,
    Look,
    Replay,
    Review,
    Save,
    Say,
    Stop,
    Subscribe,
    View,
    Viewed,
    Welcome,
)
from arqon_service.channel.server import ChannelServer
from arqon_service.home import Home
from arqon_service.voice import Status
from arqon_voice.bus.review import Reviews

__all__ = ["Clients", "Served"]


class Served(Protocol):
    """The voice that is served: the verbs of `Backend`, and what only the holder can do."""

    @property
    def leaving(self) -> bool:
        """Whether it is being handed over."""
        ...

    @property
    def status(self) -> Status:
        """How it is now."""
        ...

    def ask_for_another(self, request: Ask, answered: Answered) -> None:
        """What a client asks for."""
        ...

    def stop(self, reason: str, message_id: str | None = None) -> None:
        """Fall silent; with `message_id`, end that utterance only."""
        ...

    def review(self, action_id: str, allow: bool, reason: str) -> None:
        """Answer a review."""
        ...

    def look(self) -> None:
        """Look at the sidecar now."""
        ...

    def hand_over(self) -> None:
        """Let the voice go to who asks for it."""
        ...


class Clients:
    """Serves the channel: passes on what clients ask, and tells them how the voice is.

    `on_reviews` is called when what waits for a person has changed.
    """

    def __init__(
        self,
        home: Home,
        voice: Served,
        reviews: Reviews | None,
        *,
        on_reviews: Callable[[], None],
    ) -> None:
        self._voice = voice
        self._reviews = reviews
        self._on_reviews = on_reviews
        self._leave_reviews: Callable[[], None] | None = None
        self._server = ChannelServer(
            home.socket, greet=self._greet, heard=self._heard, gone=self._gone
        )

    @property
    def fault(self) -> str:
        """Why no others can connect any more, or empty."""
        return self._server.fault

    def start(self) -> None:
        """Listen.

        Raises:
            ChannelFault: it cannot.
        """
        self._server.start()

    def tell(self, status: Status) -> None:
        """Send the status to who has subscribed."""
        for client in self._server.clients:
            if client.subscribed:
                client.send(Viewed(ask=0, status=status))

    def close(self, *, all_answered: bool) -> None:
        """Let all of them go.

        Where everything that was taken on has been answered, they are told so: what they have
        asked for since was not read, and may be asked of the next holder.
        """
        if all_answered:
            for client in self._server.clients:
                client.send(HandedBack(ask=EVERYTHING))
        self._server.close()

    def _greet(self, client: Client) -> None:
        client.send(Welcome(leaving=self._voice.leaving))

    def _heard(self, client: Client, message: FromClient) -> None:
        match message:
            case Say() | Save() | Replay():
                self._voice.ask_for_another(message, partial(_pass_on, client))
            case Stop(reason=reason, message_id=name):
                self._voice.stop(reason, name)
            case View(ask=number):
                client.send(Viewed(ask=number, status=self._voice.status))
            case Subscribe():
                client.subscribed = True
                self._mind_panels()
                client.send(Viewed(ask=0, status=self._voice.status))
            case Review(action_id=action, allow=allow, reason=reason):
                self._voice.review(action, allow, reason)
            case Look():
                self._voice.look()
            case HandOver():
                self._voice.hand_over()
            case Hello():
                pass  # it has said so before

    def _gone(self, client: Client) -> None:
        del client
        self._mind_panels()

    def _mind_panels(self) -> None:
        """Reviews are put to a person as long as a panel is open, and else blocked at once."""
        if self._reviews is None:
            return
        panel = any(c.subscribed and c.program == "panel" for c in self._server.clients)
        if panel and self._leave_reviews is None:
            self._leave_reviews = self._reviews.listen(self._on_reviews)
        elif not panel and self._leave_reviews is not None:
            leave, self._leave_reviews = self._leave_reviews, None
            leave()


def _pass_on(client: Client, answer: Answer | None) -> None:
    if answer is not None:
        client.send(answer)
