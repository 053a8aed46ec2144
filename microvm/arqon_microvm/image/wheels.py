"""The sidecar and what it needs to serve, as files for the guest's Python."""

from __future__ import annotations

import json
import re
import shutil
import sys
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from arqon_microvm.errors import VmError
from arqon_microvm.image.pace import Say
from arqon_microvm.image.tools import run

__all__ = ["Site", "install_sidecar", "known_as", "strip"]

_SDIST_ONLY: Final = "docopt"
"""num2words needs it, and its index has no wheel of it; it is one file of Python."""

_PLATFORMS: Final = ("manylinux_2_28_x86_64", "manylinux_2_27_x86_64", "manylinux2014_x86_64")
_UNREAD: Final = (
    "bin",
    "*/tests",
    "*/*/tests",
    "onnxruntime/transformers",
    "onnxruntime/tools",
    "onnxruntime/quantization",
    "onnxruntime/datasets",
    # Of OpenVINO serving needs the part for processors, and models in ONNX.
    "openvino/include",
    "openvino/tools",
    "openvino/libs/cache.json",
    "openvino/libs/libopenvino_intel_[gn]pu_plugin.so",
    "openvino/libs/libopenvino_[!io]*_frontend.so*",
    "openvino_telemetry*",
    "**/*.pyx",
    "**/*.pxd",
    # spaCy names it as a need, for commands that make packages of models.
    "setuptools*",
    "_distutils_hack",
    "distutils-precedence.pth",
    "*/__pycache__",
    "*.dist-info/RECORD",
    "*.dist-info/direct_url.json",
)
"""Of the wheels: what serving never reads, scripts that name the wrong Python, and files that tell
where they were built, which is never twice the same."""


@dataclass(frozen=True, slots=True)
class Site:
    """A folder of packages, and the SHA-256 of the archive that each came in, by its name."""

    path: Path
    archives: dict[str, str]


def install_sidecar(
    source: Path,
    constraints: Path,
    python: str,
    scratch: Path,
    say: Say,
    extras: Collection[str] = (),
    more: Collection[Path] = (),
) -> Site:
    """Packages for the guest's `python` (`3.11`), compiled if this one is the same.

    With the sidecar's `extras`, and `more` wheels. Wheels only, for any x86-64 Linux with glibc
    2.28; no compiler, no pip and no torch get in.

    Raises:
        VmError: pip failed, or brought what must not be in a guest.
    """
    if not (source / "arqon_sidecar").is_dir():
        raise VmError(f"{source} is not the sidecar's source", "Give its folder with --sidecar.")
    wheels, site = scratch / "wheels", scratch / "site-packages"
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--no-input"]
    pins = dict.fromkeys(("PIP_CONSTRAINT", "PIP_BUILD_CONSTRAINT"), str(constraints.resolve()))
    pins["PIP_PROGRESS_BAR"] = "off"
    run(
        [*pip, "wheel", "--no-deps", "--wheel-dir", wheels, source.resolve(), _SDIST_ONLY],
        say,
        pins,
    )
    wheel = next(wheels.glob("arqon_sidecar-*.whl"))
    command: list[str | Path] = [
        *pip,
        "install",
        "--target",
        site,
        "--only-binary=:all:",
        "--no-compile",
    ]
    command += ["--python-version", python, "--implementation", "cp", "--find-links", wheels]
    command += [word for platform in _PLATFORMS for word in ("--platform", platform)]
    report = scratch / "pip.json"
    command += ["--report", report]
    run([*command, f"{wheel}[{','.join(extras)}]" if extras else wheel, *more], say, pins)
    strip(site)
    if (site / "torch").exists():
        raise VmError("torch came in with the sidecar's packages", "See its dependencies.")
    if python == f"{sys.version_info.major}.{sys.version_info.minor}":
        compiled = ["-m", "compileall", "-q", "--invalidation-mode", "unchecked-hash"]
        there = f"/opt/arqon/venv/lib/python{python}/site-packages"
        run([sys.executable, *compiled, "-s", site, "-p", there, site], say)
    return Site(site, _archives(report, wheels))


def known_as(name: str) -> str:
    """The one spelling of a package's name: packaging.python.org, "name normalization"."""
    return re.sub(r"[-_.]+", "-", name).lower()


def _archives(report: Path, built: Path) -> dict[str, str]:
    """Of pip's report; what was built here is left out, since no two builds are the same file."""
    found = {}
    for installed in json.loads(report.read_text())["install"]:
        came = installed["download_info"]
        if not came["url"].startswith(built.resolve().as_uri()):
            found[known_as(installed["metadata"]["name"])] = came["archive_info"]["hashes"][
                "sha256"
            ]
    return found


def strip(site: Path) -> None:
    """Remove what serving never reads, and what differs from one installation to the next."""
    for pattern in _UNREAD:
        for path in site.glob(pattern):
            shutil.rmtree(path) if path.is_dir() else path.unlink()
