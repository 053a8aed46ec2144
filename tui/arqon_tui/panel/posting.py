"""Messages to the panel from other threads, which know neither its beginning nor its end."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from textual.message import Message
    from textual.message_pump import MessagePump

__all__ = ["poster"]


def poster(pump: MessagePump) -> Callable[[Message], None]:
    """What posts to `pump` from any thread, by the event loop that runs now.

    `pump` need not be mounted yet, or any more: Textual's own `post_message` then finds no app,
    and raises in the other thread. What comes after the end of the loop goes to nobody.
    """
    loop = asyncio.get_running_loop()

    def post(message: Message) -> None:
        with suppress(RuntimeError):  # the loop is closed
            loop.call_soon_threadsafe(pump.post_message, message)

    return post
