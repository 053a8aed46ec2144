"""`arqon-tts vm build`: the guest's image."""

from __future__ import annotations

import signal
from pathlib import Path
from typing import TYPE_CHECKING

import click

from arqon_tui.cli import exits
from arqon_tui.cli.output import as_json, fail, show

if TYPE_CHECKING:
    from arqon_microvm.guest.arguments import Engine

__all__ = ["vm_build"]


@click.command("build")
@click.option("--out", type=click.Path(path_type=Path), default=Path("build/vm-image"))
@click.option("--suite", default="noble", show_default=True, help="noble or bookworm.")
@click.option("--mirror", help="Of the suite's packages; default: the distribution's own.")
@click.option("--keyring", type=click.Path(path_type=Path), help="Of the mirror's signatures.")
@click.option(
    "--kernel",
    type=click.Path(path_type=Path),
    default=Path(".cache/kernel"),
    show_default=True,
    help="An unpacked kernel package, or a kernel's file with --kernel-sha256.",
)
@click.option("--kernel-sha256", help="What the kernel's file must be.")
@click.option("--model", type=click.Path(path_type=Path), required=True, help="As for a sidecar.")
@click.option(
    "--spacy-model", help="For English by misaki: en_core_web_sm's wheel, name==version, or URL."
)
@click.option("--spacy-model-sha256", help="What that wheel must be, if it is none of ours.")
@click.option(
    "--engine",
    type=click.Choice(["auto", "onnx", "openvino"]),
    default="auto",
    show_default=True,
    help="What runs the model; onnx leaves OpenVINO out.",
)
@click.option("--sidecar", type=click.Path(path_type=Path), default=Path("sidecar"))
@click.option("--constraints", type=click.Path(path_type=Path), default=Path("constraints.txt"))
@click.option("--cache", type=click.Path(path_type=Path), default=Path(".cache/vm-base"))
@click.option("--epoch", default=1_700_000_000, show_default=True, help="Dates what is written.")
@click.option(
    "--oci", type=click.Path(path_type=Path), help="Also write a container image, as a folder."
)
@click.option("--fresh", is_flag=True, help="Fetch the base system anew, with its latest updates.")
@as_json
def vm_build(
    out: Path,
    suite: str,
    mirror: str | None,
    keyring: Path | None,
    kernel: Path,
    kernel_sha256: str | None,
    model: Path,
    spacy_model: str | None,
    spacy_model_sha256: str | None,
    engine: Engine,
    sidecar: Path,
    constraints: Path,
    cache: Path,
    epoch: int,
    oci: Path | None,
    fresh: bool,
    json_output: bool,
) -> None:
    """Build the guest's image from a distribution, the sidecar's source and a model.

    Run it in a checkout of this project. Ctrl-c leaves a former image as it was.
    """
    from arqon_microvm.errors import VmError
    from arqon_microvm.image.build import Options, build_image
    from arqon_microvm.image.rootfs import Base

    base = Base(suite, mirror, keyring, epoch)
    options = Options(
        *(out, base, kernel, model, sidecar, constraints, cache, fresh, kernel_sha256, oci),
        *(spacy_model, spacy_model_sha256, engine),
    )
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # it cleans up after either
    try:
        image = build_image(options, lambda text: click.echo(text, err=True))
    except VmError as error:
        fail(str(error), exits.FAILED)
    except KeyboardInterrupt:
        fail("stopped; a former image is as it was", exits.STOPPED)
    size = image.manifest.outputs["rootfs.squashfs"].size
    told = f"{out}: {suite}, model {image.manifest.model}, root {size / 1e6:.0f} MB"
    show(image.manifest.model_dump(), told, json_output=json_output)
