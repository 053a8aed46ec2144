"""Entry of the sound process: commands come in on standard input, reports go out."""

from __future__ import annotations

import argparse
import os
import queue
import sys
import threading
import time
from typing import BinaryIO, Final

from arqon_voice.playback.device.sound_process.stream_owner import Owner
from arqon_voice.playback.device.wire import LISTING_SECONDS, Command, Do, read_command

LAST_MOMENTS_SECONDS: Final = 0.3
"""What the owner gets to fall silent in once the player has gone; PortAudio may hold it."""


def main() -> None:
    """Play what the commands say until standard input ends."""
    parser = argparse.ArgumentParser(prog="arqon sound process")
    parser.add_argument("--device")
    parser.add_argument("--idle-seconds", type=float, required=True)
    arguments = parser.parse_args()
    device: str | int | None = arguments.device
    if device is not None and str(device).isdigit():
        device = int(device)
    commands: queue.SimpleQueue[Command] = queue.SimpleQueue()
    reports = _private_stdout()
    owner = Owner(device, arguments.idle_seconds, reports)
    reading = (commands, owner.listing)
    threading.Thread(target=_read, args=reading, name="commands", daemon=True).start()
    try:
        owner.run(commands)
    except BrokenPipeError:
        os._exit(0)


def _private_stdout() -> BinaryIO:
    """Standard output for reports alone: whatever a sound library prints goes nowhere."""
    own = os.dup(sys.stdout.fileno())
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)
    return os.fdopen(own, "wb")


def _read(commands: queue.SimpleQueue[Command], listing: threading.Lock) -> None:
    while (command := read_command(sys.stdin.buffer)) is not None:
        commands.put(command)
    commands.put(Command(Do.LEAVE))
    time.sleep(LAST_MOMENTS_SECONDS)
    listing.acquire(timeout=LISTING_SECONDS)
    os._exit(1)


if __name__ == "__main__":
    main()
