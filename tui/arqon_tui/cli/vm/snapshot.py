"""`arqon-tts vm snapshot`: for a start within a fraction of a second."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import click

from arqon_tui.cli import exits
from arqon_tui.cli.output import as_json, fail, show
from arqon_tui.cli.vm.options import MACHINE, firecracker, machine, options

__all__ = ["vm_snapshot"]


@click.command("snapshot")
@options(MACHINE)
@click.option(
    "--out", type=click.Path(path_type=Path), default=Path("build/vm-snapshot"), show_default=True
)
@as_json
def vm_snapshot(out: Path, json_output: bool, **named: Any) -> None:  # noqa: ANN401 -- click's own
    """Boot a guest of its own under Firecracker, let it warm up, and keep its memory.

    It is used on this host only, by `vm up --from-snapshot`, and only while image, Firecracker,
    kernel, processor and machine stay what they are now.
    """
    from arqon_microvm.errors import VmError
    from arqon_microvm.image.manifest import open_image
    from arqon_microvm.run.take_snapshot import take_snapshot

    try:
        described = asyncio.run(
            take_snapshot(
                firecracker(named),
                open_image(named["image"]),
                machine(named),
                out.absolute(),
                named["boot_timeout"],
                lambda text: click.echo(text, err=True),
            )
        )
    except VmError as error:
        fail(str(error), exits.FAILED)
    except KeyboardInterrupt:
        fail("stopped; a former snapshot is as it was", exits.STOPPED)
    show(
        described.model_dump(mode="json"),
        f"{out}: {described.memory.size >> 20} MB of memory, of image "
        f"{described.stamp.image_sha256[:12]}",
        json_output=json_output,
    )
