"""The commands that make model directories."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import click

from arqon_sidecar.model.digests import ModelError
from arqon_sidecar.model.manifest import CHECKPOINT_NAME

__all__ = ["commands"]

_DIRECTORY = click.Path(file_okay=False, path_type=Path)
_EXISTING = click.Path(exists=True, file_okay=False, path_type=Path)


@click.command("fetch-model")
@click.argument("checkpoint_dir", type=_DIRECTORY)
def fetch_command(checkpoint_dir: Path) -> None:
    """Download Kokoro-82M (340 MB) and check it; `export` makes a model directory of it."""
    try:
        from arqon_sidecar.model.fetch import fetch
    except ImportError as error:
        raise _needs_reference(error) from error
    with _faults_said():
        fetch(checkpoint_dir, progress=click.echo)
    click.echo(f"{checkpoint_dir}: complete. Next: arqon-sidecar export {checkpoint_dir} MODEL_DIR")


@click.command("export")
@click.argument("checkpoint_dir", type=_EXISTING)
@click.argument("model_dir", type=_DIRECTORY)
@click.option("--name", help="What to call a checkpoint that was not published.")
@click.option("--origin", help="Where such a checkpoint came from.")
def export_command(
    checkpoint_dir: Path, model_dir: Path, name: str | None, origin: str | None
) -> None:
    """Turn a checkpoint of Kokoro into the model directory that `serve` takes.

    What is made is compared with kokoro's own model, and the figure goes into the manifest.
    """
    _export(checkpoint_dir, model_dir, name, origin)


@click.command("toy-model")
@click.argument("model_dir", type=_DIRECTORY)
@click.option("--full-size", is_flag=True, help="Kokoro's real dimensions (650 MB on disk).")
@click.option("--seed", default=0, show_default=True, help="Of the random weights.")
def toy_model_command(model_dir: Path, full_size: bool, seed: int) -> None:
    """Make a model with random weights, for tests and benchmarks: it hums, it does not speak.

    MODEL_DIR is what `serve` takes; its checkpoint is kept in MODEL_DIR/checkpoint.
    """
    try:
        from arqon_sidecar.model import toy
    except ImportError as error:
        raise _needs_reference(error) from error
    with _faults_said():
        toy.write_checkpoint(model_dir / CHECKPOINT_NAME, full_size=full_size, seed=seed)
    _export(model_dir / CHECKPOINT_NAME, model_dir)


def _export(
    checkpoint: Path, directory: Path, name: str | None = None, origin: str | None = None
) -> None:
    try:
        from arqon_sidecar.model.export import export
    except ImportError as error:
        raise _needs_reference(error) from error
    with _faults_said():
        manifest = export(checkpoint, directory, name, origin)
    click.echo(f"{directory}: {manifest.name} ({manifest.kind}), {len(manifest.voices)} voices")
    click.echo(f"onnx: {manifest.fidelity['onnx']}")


@contextlib.contextmanager
def _faults_said() -> Iterator[None]:
    """Say what cannot be used, read or written without a traceback."""
    try:
        yield
    except ModelError as error:
        raise click.ClickException(str(error)) from error
    except OSError as error:
        where = error.filename or "a file"
        raise click.ClickException(
            f"{where}: cannot be read or written ({error.strerror or error}). Choose another "
            "folder, or make room and give yourself the right to write there; then try again."
        ) from error


def _needs_reference(error: ImportError) -> click.ClickException:
    return click.ClickException(
        f"{error.name} is not installed: this command needs the reference group. "
        "Run: pip install 'arqon-sidecar[reference]'"
    )


commands: Final[list[click.Command]] = [fetch_command, export_command, toy_model_command]
