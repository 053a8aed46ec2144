"""What the host tells the guest before it boots: words in the kernel's command line.

The kernel ignores them, since it knows none with a dot but those of its modules
(docs.kernel.org/admin-guide/kernel-parameters.html).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal, Self, get_args

__all__ = ["ENGINES", "Arguments", "Engine"]

Engine = Literal["auto", "onnx", "openvino"]
ENGINES: Final[tuple[Engine, ...]] = get_args(Engine)
"""What runs the model, as `arqon-sidecar serve --engine` takes it."""

_KNOWN: Final[dict[str, Engine]] = {engine: engine for engine in ENGINES}


@dataclass(frozen=True, slots=True)
class Arguments:
    """Which VM this is, and how its sidecar is started; None leaves the threads to the sidecar."""

    instance: str
    engine: Engine = "auto"
    threads: int | None = None

    def __str__(self) -> str:
        """As words of a command line."""
        words = [f"arqon.instance={self.instance}", f"arqon.engine={self.engine}"]
        words += [] if self.threads is None else [f"arqon.threads={self.threads}"]
        return " ".join(words)

    @classmethod
    def parse(cls, cmdline: str) -> Self:
        """Of a whole command line. What is not there, or of no use, is as if it was not told."""
        pairs = (word.partition("=") for word in cmdline.split())
        told = {name.removeprefix("arqon."): value for name, _, value in pairs}
        engine = _KNOWN.get(told.get("engine", ""), "auto")
        threads = told.get("threads", "")
        number = int(threads) if threads.isascii() and threads.isdigit() and int(threads) else None
        return cls(told.get("instance", ""), engine, number)

    def sidecar(self) -> list[str]:
        """As options of the sidecar."""
        options = ["--engine", self.engine]
        return options if self.threads is None else [*options, "--threads", str(self.threads)]

    def claims(self) -> dict[str, str]:
        """As the guest says it of itself, and the host compares it."""
        threads = "" if self.threads is None else str(self.threads)
        return {"cmdline_instance": self.instance, "engine": self.engine, "threads": threads}
