"""Calls to the panel from other threads, which know neither its beginning nor its end."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, ParamSpec

if TYPE_CHECKING:
    from textual.message import Message
    from textual.message_pump import MessagePump

__all__ = ["on_loop", "poster"]

Given = ParamSpec("Given")


def poster(pump: MessagePump) -> Callable[[Message], None]:
    """What posts to `pump` from any thread, by the event loop that runs now.

    `pump` need not be mounted yet, or any more: Textual's own `post_message` then finds no app,
    and raises in the other thread. What comes after the end of the loop goes to nobody.
    """
    return on_loop(pump.post_message)


def on_loop(call: Callable[Given, object]) -> Callable[Given, None]:
    """What has `call` called by the event loop that runs now, from any thread.

    After the end of the loop, nothing is called any more.
    """
    loop = asyncio.get_running_loop()

    def ask(*given: Given.args, **named: Given.kwargs) -> None:
        with suppress(RuntimeError):  # the loop is closed
            loop.call_soon_threadsafe(partial(call, *given, **named))

    return ask
