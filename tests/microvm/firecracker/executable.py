"""The fake as an executable of its own: what a process runs is told by the kernel, and must be it.

A script would be run by Python's executable, so a small program in C is made that starts Python.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]

_SOURCE = """
#include <Python.h>
#include <stdlib.h>
int main(int argc, char **argv) {
    char *all[argc + 3];
    setenv("PYTHONPATH", "%(path)s", 1);
    all[0] = "%(python)s"; all[1] = "-m"; all[2] = "%(module)s";
    for (int i = 1; i <= argc; i++) all[i + 2] = argv[i];
    return Py_BytesMain(argc + 2, all);
}
"""


def make_executable(folder: Path, name: str, module: str) -> Path:
    """Skips the test where there is no C compiler, or no Python to link with."""
    compiler, library = (
        shutil.which("cc") or shutil.which("gcc"),
        sysconfig.get_config_var("LIBDIR"),
    )
    if compiler is None:
        pytest.skip("no C compiler: the fake Firecracker cannot be made")
    source, made = folder / f"{name}.c", folder / name
    path = ":".join([str(ROOT), *(place for place in sys.path if place.endswith("site-packages"))])
    source.write_text(_SOURCE % {"path": path, "python": sys.executable, "module": module})
    version = f"python{sys.version_info.major}.{sys.version_info.minor}"
    command = [compiler, str(source), "-I", sysconfig.get_paths()["include"], "-o", str(made)]
    command += [f"-L{library}", f"-Wl,-rpath,{library}", "-Wl,-export-dynamic", f"-l{version}"]
    ended = subprocess.run([*command, "-lm"], capture_output=True, text=True, check=False)
    if ended.returncode:
        pytest.skip(f"the fake Firecracker cannot be made: {ended.stderr[:200]}")
    return made
