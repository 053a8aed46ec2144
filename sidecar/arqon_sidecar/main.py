"""The command `arqon-sidecar`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from arqon_sidecar.cli_checks import (
    check_aliases,
    check_cache,
    check_hosts,
    check_lexicon,
    check_origins,
    require_voices,
)
from arqon_sidecar.cli_model import commands
from arqon_sidecar.engines.choice import AUTO, ENGINES
from arqon_sidecar.standard_files import open_standard_files

if TYPE_CHECKING:
    from arqon_sidecar.service.loading import Model

__all__ = ["main"]

_FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)
_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
_RUNTIMES = click.Choice(["firecracker", "qemu", "host-dev"])


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def main() -> None:
    """Kokoro over HTTP: the service that runs in the guest."""


@main.command()
@click.option("--model", type=_FOLDER, required=True, help="Exported model.")
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option(
    "--port",
    type=click.IntRange(0, 65_535),
    default=7781,
    show_default=True,
    help="TCP port; 0 takes a free one.",
)
@click.option(
    "--vsock", type=click.IntRange(1, 2**32 - 2), help="Listen on this AF_VSOCK port as well."
)
@click.option(
    "--allow-host",
    multiple=True,
    callback=check_hosts,
    help="A name or address that clients may call this by, besides loopback's; * for any.",
)
@click.option(
    "--cors-origin",
    multiple=True,
    callback=check_origins,
    help="Origin of web pages that may use this, such as https://app.example; * for any.",
)
@click.option(
    "--engine",
    type=click.Choice(ENGINES),
    default=AUTO,
    show_default=True,
    help="What runs the model; auto: openvino where the processor has AVX-512, else onnx.",
)
@click.option(
    "--engine-cache",
    type=click.Path(file_okay=False, path_type=Path),
    callback=check_cache,
    help="Folder where openvino keeps what it compiled (220 MB): it loads quicker then.",
)
@click.option("--threads", type=click.IntRange(1, 512), help="For the engine; default: its CPUs.")
@click.option("--lexicon", type=_FILE, callback=check_lexicon, help="JSON: word to pronunciation.")
@click.option(
    "--voice-aliases",
    type=_FILE,
    callback=check_aliases,
    help="JSON: other name to voice, or to null; for clients that ask for OpenAI's voices.",
)
@click.option(
    "--queue",
    type=click.IntRange(1, 10_000),
    default=16,
    show_default=True,
    help="Requests that may wait.",
)
@click.option(
    "--text-limit",
    type=click.IntRange(1, 1_000_000),
    default=20_000,
    show_default=True,
    help="Characters of a text.",
)
@click.option(
    "--longest-audio",
    type=click.IntRange(1, 86_400),
    default=3_600,
    show_default=True,
    help="Seconds of sound of an answer.",
)
@click.option(
    "--sound-cache",
    type=click.IntRange(0, 4_096),
    default=32,
    show_default=True,
    help="MB of sound spoken lately that are kept, so that a phrase starts at once; 0: none.",
)
@click.option(
    "--runtime",
    type=_RUNTIMES,
    default="host-dev",
    envvar="ARQON_RUNTIME",
    show_default=True,
    show_envvar=True,
    help="What /healthz says this runs in; the guest's image sets it.",
)
@click.option(
    "--identity",
    type=click.Path(path_type=Path),
    help="Socket of the guest's first process, which answers /attest.",
)
@click.option(
    "--boot-id",
    type=click.Path(path_type=Path),
    help="File of the boot id that /healthz shows; default: the kernel's.",
)
def serve(
    model: Path,
    host: str,
    port: int,
    vsock: int | None,
    allow_host: tuple[str, ...],
    cors_origin: tuple[str, ...],
    engine: str,
    engine_cache: Path | None,
    threads: int | None,
    lexicon: Path | None,
    voice_aliases: dict[str, str | None],
    queue: int,
    text_limit: int,
    longest_audio: int,
    sound_cache: int,
    runtime: str,
    identity: Path | None,
    boot_id: Path | None,
) -> None:
    """Serve the model in a directory that `export` or `toy-model` made."""
    from arqon_sidecar.service.limits import Limits
    from arqon_sidecar.service.listen import ListenError, listen_tcp, listen_vsock
    from arqon_sidecar.service.options import Options

    open_standard_files()
    require_voices(model, voice_aliases)
    limits = Limits(
        text=text_limit, queue=queue, audio_s=longest_audio, sound_cache=sound_cache * 1_000_000
    )
    options = Options(
        runtime,
        limits,
        lexicon=lexicon,
        identity=identity,
        aliases=voice_aliases,
        allow_hosts=allow_host,
        cors_origins=cors_origin,
        boot_id=boot_id,
    )
    try:
        sockets = [listen_tcp(host, port)]
        sockets += [] if vsock is None else [listen_vsock(vsock)]
    except ListenError as error:
        raise click.ClickException(str(error)) from error

    from arqon_sidecar.service.run import run

    run(sockets, lambda: _load(model, engine, threads, engine_cache), options)


def _load(directory: Path, engine: str, threads: int | None, cache: Path | None) -> Model:
    from arqon_sidecar.engines.load import load_engine
    from arqon_sidecar.model.manifest import read_manifest
    from arqon_sidecar.model.voices import load_voices
    from arqon_sidecar.service.loading import Model

    # First the engine: it checks the digests of all files, voices included.
    loaded = load_engine(directory, engine, threads, cache)
    return Model(loaded, load_voices(directory, read_manifest(directory).voices))


for command in commands:
    main.add_command(command)

if __name__ == "__main__":
    sys.exit(main())
