"""The commands of `arqon-tts vm` with a Firecracker that boots nothing: processes, as a user's."""

from __future__ import annotations

import os
import resource
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

from arqon_microvm.run.folder import StateFolder
from arqon_microvm.run.state import RunState
from tests.e2e.conftest import ARQON_TTS
from tests.microvm.images import make_image
from tests.patience import PATIENCE_S


@dataclass(frozen=True)
class Vms:
    """Runs the commands in one home; `listen` is an address with a free port."""

    home: Path
    firecracker: Path
    listen: str = "127.0.0.1:0"

    @property
    def folder(self) -> StateFolder:
        return StateFolder(self.home / "vm")

    def start(
        self, verb: str, *more: str, files: int | None = None, wrong: str = ""
    ) -> subprocess.Popen[str]:
        """`files` is how many it may open; `wrong` is what the monitor does wrong."""
        words = ["vm", verb, "--state-dir", str(self.folder.path)]
        if verb in ("run", "up"):
            if not (self.home / "image").exists():
                make_image(self.home / "image")
            words += ["--image", str(self.home / "image"), "--memory", "512"]
            words += ["--firecracker", str(self.firecracker), "--listen", self.listen]

        def limited() -> None:
            if files is not None:
                resource.setrlimit(resource.RLIMIT_NOFILE, (files, files))

        return subprocess.Popen(
            [ARQON_TTS, *words, *more],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            cwd=self.home,
            env={**os.environ, "FAKE_FIRECRACKER": wrong},
            preexec_fn=limited,
        )

    def said(self, verb: str, *more: str) -> tuple[int, str]:
        """The exit code and all that it said."""
        with self.start(verb, *more) as process:
            said, _ = process.communicate(timeout=PATIENCE_S)
            return process.returncode, said

    def until(self, phase: str, process: subprocess.Popen[str]) -> RunState:
        """Waits until the VM is in this phase."""
        until = time.monotonic() + PATIENCE_S
        while time.monotonic() < until:
            state = self.folder.read()
            if state is not None and state.phase == phase:
                return state
            assert process.poll() is None, process.communicate()[0]
            time.sleep(0.01)
        raise AssertionError(f"it is not {phase}: {self.folder.read()}")
