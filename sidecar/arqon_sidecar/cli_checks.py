"""Checks of what `serve` is told, so that a mistake is said at the start and not by a client."""

from __future__ import annotations

import ipaddress
import re
from pathlib import Path
from typing import Final

import click

__all__ = [
    "check_aliases",
    "check_cache",
    "check_hosts",
    "check_lexicon",
    "check_origins",
    "require_voices",
]

_NAME: Final = re.compile(r"[A-Za-z0-9._-]+|\*")
_ORIGIN: Final = re.compile(r"[a-z][a-z0-9+.-]*://[^/?#\s@]+|\*")


def check_hosts(
    _context: click.Context, _option: click.Parameter, hosts: tuple[str, ...]
) -> tuple[str, ...]:
    """The names of --allow-host.

    Raises:
        BadParameter: one is not a name or address alone.
    """
    for host in hosts:
        if not _NAME.fullmatch(host) and not _is_address(host.removeprefix("[").removesuffix("]")):
            why = f"{host!r} is not a name or address alone; leave out scheme, port and path"
            raise click.BadParameter(why)
    return hosts


def _is_address(text: str) -> bool:
    try:
        return bool(ipaddress.ip_address(text))
    except ValueError:
        return False


def check_origins(
    _context: click.Context, _option: click.Parameter, origins: tuple[str, ...]
) -> tuple[str, ...]:
    """The origins of --cors-origin.

    Raises:
        BadParameter: a browser would never send one of them.
    """
    for origin in origins:
        if not _ORIGIN.fullmatch(origin):
            why = f"{origin!r} is not an origin; write scheme, host and port: https://app.example"
            raise click.BadParameter(why)
    return origins


def check_aliases(
    _context: click.Context, _option: click.Parameter, path: Path | None
) -> dict[str, str | None]:
    """The table of --voice-aliases.

    Raises:
        BadParameter: the file holds no such table.
    """
    if path is None:
        return {}
    from arqon_sidecar.service.aliases import AliasError, read_aliases

    try:
        return read_aliases(path)
    except AliasError as error:
        raise click.BadParameter(str(error)) from error


def check_cache(
    _context: click.Context, _option: click.Parameter, folder: Path | None
) -> Path | None:
    """The folder of --engine-cache, made where it is missing; it may be one to read only.

    Raises:
        BadParameter: it cannot be made.
    """
    if folder is None:
        return None
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        why = f"{folder} cannot be made: {error.strerror or error}; give another folder"
        raise click.BadParameter(why) from error
    return folder


def check_lexicon(
    _context: click.Context, _option: click.Parameter, path: Path | None
) -> Path | None:
    """The file of --lexicon.

    Raises:
        BadParameter: the file holds no lexicon.
    """
    if path is None:
        return None
    from arqon_sidecar.text.lexicon import Lexicon, LexiconError

    try:
        Lexicon.read(path)
    except LexiconError as error:
        raise click.BadParameter(str(error)) from error
    return path


def require_voices(model: Path, aliases: dict[str, str | None]) -> None:
    """Look for the voices of --voice-aliases in the model; one that cannot be read says so later.

    Raises:
        BadParameter: an alias stands for no voice of the model, or hides one.
    """
    if not aliases:
        return
    import numpy as np

    from arqon_sidecar.model.digests import ModelError
    from arqon_sidecar.model.manifest import read_manifest
    from arqon_sidecar.service.aliases import AliasError
    from arqon_sidecar.service.voices import UnknownVoiceError, Voices

    try:
        names = read_manifest(model).voices
        Voices(dict.fromkeys(names, np.zeros((1, 1), np.float32)), aliases=aliases)
    except AliasError as error:
        raise click.BadParameter(str(error), param_hint="'--voice-aliases'") from error
    except (ModelError, UnknownVoiceError):
        return
