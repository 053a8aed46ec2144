"""A build with small inputs and with stand-ins for what fetches: each can be told to block."""

from __future__ import annotations

import hashlib
import io
import os
import select
import subprocess
import sys
import tarfile
from pathlib import Path

DRIVER = """
import signal, sys
from pathlib import Path
from arqon_microvm.errors import VmError
from arqon_microvm.image.build import Options, build_image
from arqon_microvm.image.rootfs import Base
signal.signal(signal.SIGINT, signal.default_int_handler)  # not ignored
home, kernel_sha256, out = Path(sys.argv[1]), sys.argv[2], Path(sys.argv[3])
engine, *spacy = sys.argv[4:]
sys.executable = str(home / "bin/python")
base = Base("bookworm", None, home / "keyring", 1_700_000_000)
rest = home / "model", home / "sidecar", home / "constraints.txt", home / "cache"
try:
    build_image(
        Options(
            *(out, base, home / "vmlinux", *rest, False, kernel_sha256, home / "oci"),
            *(spacy or (None, None)), engine,
        ),
        lambda text: print(text, flush=True),
    )
except VmError as error:
    sys.exit(f"VmError: {error}")
"""

BLOCK = """#!/bin/sh
# It says who it is and which child it has, and then never ends by itself.
block() {
  [ "$BLOCKS" = "$1" ] || return 0
  sleep 1000 &
  echo "$$ $!" > "$TOLD"
  wait
}
"""
MMDEBSTRAP = """
[ "$1" = --version ] && { echo mmdebstrap; exit; }
for word; do case $word in *.making.tar) out=$word ;; esac; done
echo half > "$out"
block mmdebstrap
cp "$HERE/base.tar" "$out"
"""
PYTHON = """
case "$*" in
  *" wheel "*)
    for word; do [ "$last" = --wheel-dir ] && out=$word; last=$word; done
    mkdir -p "$out"; touch "$out/arqon_sidecar-1-py3-none-any.whl"
    block pip ;;
  *" install "*)
    for word; do
      [ "$last" = --target ] && out=$word
      [ "$last" = --report ] && echo '{"install": []}' > "$word"
      last=$word
    done
    echo "$*" > "$HERE/installed"
    mkdir -p "$out/arqon_sidecar"; echo "print()" > "$out/arqon_sidecar/main.py" ;;
  *compileall*) block compileall ;;
esac
"""
MKSQUASHFS = """
block mksquashfs
exec "$MKSQUASHFS" "$@"
"""
SPACY_MODEL = "en_core_web_sm-3.8.0-py3-none-any.whl"
KERNEL = b"\x7fELF" + b"Linux version 6.18.51 (who@where) (gcc)\n" + bytes(900)


class Workshop:
    """Inputs, stand-ins on the PATH, and builds in a process of their own."""

    def __init__(self, home: Path, mksquashfs: str) -> None:
        self.home, self.out, self.cache = home, home / "image", home / "cache"
        self.told = home / "told"
        os.mkfifo(self.told)
        (home / "bin").mkdir()
        for name, script in (
            ("mmdebstrap", MMDEBSTRAP),
            ("python", PYTHON),
            ("mksquashfs", MKSQUASHFS),
        ):
            (home / "bin" / name).write_text(BLOCK + script)
            (home / "bin" / name).chmod(0o755)
        (home / "vmlinux").write_bytes(KERNEL)
        for name in ("keyring", "constraints.txt"):
            (home / name).touch()
        (home / "sidecar/arqon_sidecar").mkdir(parents=True)
        (home / "model").mkdir()
        (home / "model/manifest.json").write_text('{"name": "toy", "kind": "test-model"}')
        with tarfile.open(home / "base.tar", "w") as tar:
            for name in ("./var/lib/dpkg/status", "./var/log/archives", "./usr/bin/python3"):
                content = b"Package: libc6\nVersion: 1\nArchitecture: amd64\nSHA256: 0\n"
                info = tarfile.TarInfo(name)
                info.size = len(content)
                tar.addfile(info, io.BytesIO(content))
        self.variables = {
            **os.environ,
            "PATH": f"{home / 'bin'}:{os.environ['PATH']}",
            "HERE": str(home),
            "TOLD": str(self.told),
            "MKSQUASHFS": mksquashfs,
        }

    def start(
        self, blocks: str = "", out: Path | None = None, engine: str = "onnx", spacy: bytes = b""
    ) -> subprocess.Popen[str]:
        """Begin a build; the stand-in named so blocks when its turn comes.

        `spacy` is the content of a wheel of spaCy's model.
        """
        wheel = self.home / SPACY_MODEL
        wheel.write_bytes(spacy)
        model = [str(wheel), hashlib.sha256(spacy).hexdigest()] if spacy else []
        digest = hashlib.sha256((self.home / "vmlinux").read_bytes()).hexdigest()
        return subprocess.Popen(
            [sys.executable, "-c", DRIVER, self.home, digest, out or self.out, engine, *model],
            env={**self.variables, "BLOCKS": blocks},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def blocked(self) -> list[int]:
        """Wait for it; the stand-in and its child."""
        return [int(word) for word in self.told.read_text().split()]

    def left(self) -> list[str]:
        """What lies about beside the image, and in the cache."""
        beside = [path.name for path in self.home.glob(".*") if not path.name.endswith(".lock")]
        return beside + [path.name for path in self.cache.glob("*making*")]


def ends(process: int, within_s: float) -> bool:
    """Whether it ends, or has; with no time given, whether it has ended."""
    try:
        handle = os.pidfd_open(process)
    except ProcessLookupError:
        return True
    try:
        return bool(select.select([handle], [], [], within_s)[0])
    finally:
        os.close(handle)
