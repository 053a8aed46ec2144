"""The sound devices that PortAudio knows, and how one of them wants its sound."""

from __future__ import annotations

import importlib
from collections.abc import Iterator
from types import ModuleType
from typing import Any

__all__ = ["DeviceUnavailable", "find", "formats", "load_portaudio", "look_again"]


class DeviceUnavailable(Exception):
    """No sound can be had from the device; the text is for a person."""


def load_portaudio() -> ModuleType:
    """The library, on first use: to import it is to start it.

    Raises:
        DeviceUnavailable: it is not installed.
    """
    try:
        return importlib.import_module("sounddevice")
    except OSError as error:
        raise DeviceUnavailable(
            "The PortAudio library is missing, so nothing can be heard. Install it "
            f"(Debian, Ubuntu: sudo apt install libportaudio2) and speak again. ({error})"
        ) from error


def look_again(portaudio: ModuleType) -> None:
    """PortAudio lists the devices when it starts, and only then: start it again."""
    portaudio._terminate()  # noqa: SLF001 - there is no other way
    portaudio._initialize()  # noqa: SLF001


def find(portaudio: ModuleType, wanted: str | int | None) -> dict[str, Any]:
    """PortAudio's description of the output device.

    Raises:
        DeviceUnavailable: there is none, or none of that name or number.
    """
    try:
        found: dict[str, Any] = portaudio.query_devices(wanted, "output")
    except (portaudio.PortAudioError, ValueError) as error:
        names = [each["name"] for each in portaudio.query_devices() if each["max_output_channels"]]
        if not names:
            raise DeviceUnavailable(
                "No sound device was found. Connect one, or start the sound server (PipeWire or "
                "PulseAudio), and speak again."
            ) from error
        raise DeviceUnavailable(
            f"The sound device {wanted!r} was not found. There are: {', '.join(names)}."
        ) from error
    return found


def formats(portaudio: ModuleType, device: dict[str, Any]) -> Iterator[tuple[int, int]]:
    """Sample rates and numbers of channels to try, the best first.

    PortAudio's default rate for ALSA devices is a guess (44100, whatever the card runs at);
    most cards and sound servers run at 48000. Stereo comes before mono, because some devices
    play a single channel on one side only.
    """
    is_guess = portaudio.query_hostapis(device["hostapi"])["name"] == "ALSA"
    best = 48_000 if is_guess else int(device["default_samplerate"])
    most = device["max_output_channels"]
    for rate in dict.fromkeys((best, int(device["default_samplerate"]), 48_000, 44_100, 24_000)):
        for channels in dict.fromkeys((min(2, most), 1, most)):
            yield rate, channels
