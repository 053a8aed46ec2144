"""What of ours goes into the guest's root, over the distribution's files."""

from __future__ import annotations

import hashlib
import json
from importlib import resources
from pathlib import Path
from typing import Final

from arqon_microvm import __version__
from arqon_microvm.image.tree import Tree

__all__ = ["SITE", "fill", "model_tree"]

SITE: Final = "opt/arqon/venv/lib/python{}/site-packages"
_INIT: Final = b"""#!/usr/bin/python3 -I
import sys
sys.path.insert(0, "/opt/arqon/lib")
from arqon_microvm.guest.main import main
main()
"""


def fill(tree: Tree, site: Path, python: str, listed: bytes) -> None:
    """The sidecar's packages and the first process; `listed` is the list of contents."""
    venv = "opt/arqon/venv"
    config = f"home = /usr/bin\ninclude-system-site-packages = false\nversion = {python}\n"
    tree.file(f"{venv}/pyvenv.cfg", config.encode())
    tree.link(f"{venv}/bin/python", "/usr/bin/python3")
    tree.copy(site, SITE.format(python))
    ours = resources.files("arqon_microvm")
    tree.file("opt/arqon/lib/arqon_microvm/__init__.py", (ours / "__init__.py").read_bytes())
    for module in (ours / "guest").iterdir():
        if module.name.endswith(".py"):
            name = f"opt/arqon/lib/arqon_microvm/guest/{module.name}"
            tree.file(name, module.read_bytes())
    tree.file("opt/arqon/init", _INIT, executable=True)
    contents = {"version": __version__, "sbom_sha256": hashlib.sha256(listed).hexdigest()}
    tree.file("opt/arqon/build.json", json.dumps(contents).encode() + b"\n")
    tree.file("etc/hostname", b"arqon\n")
    tree.file("etc/machine-id", b"")
    for name in ("dev", "proc", "sys", "run", "tmp", "model"):
        tree.folder(name)


def model_tree(model: Path, epoch: int) -> Tree:
    """All of a model but the weights that it was exported from."""
    tree = Tree(None, epoch)
    for path in sorted(model.rglob("*")):
        inside = path.relative_to(model)
        if path.is_file() and inside.parts[0] != "checkpoint":
            tree.file(str(inside), path)
    return tree
