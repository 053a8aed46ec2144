"""Which engines there are, and which is the quickest here; imports nothing heavy."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path
from typing import Final

__all__ = ["AUTO", "ENGINES", "has_bf16", "quickest"]

AUTO: Final = "auto"
ENGINES: Final = (AUTO, "onnx", "openvino", "torch")

_CPUINFO: Final = Path("/proc/cpuinfo")
_BF16: Final = frozenset({"avx512_bf16", "amx_bf16"})


def quickest(cpuinfo: Path = _CPUINFO) -> str:
    """What AUTO stands for: openvino where the processor has bf16 and it is installed, else onnx.

    In fp32 openvino is no quicker than onnx (measured with AVX2) and takes twice the memory.
    """
    return "openvino" if has_bf16(cpuinfo) and find_spec("openvino") else "onnx"


def has_bf16(cpuinfo: Path = _CPUINFO) -> bool:
    """Whether products of 16-bit floats are instructions here, as Linux lists them."""
    try:
        lines = cpuinfo.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return False
    flags = next((line.partition(":")[2] for line in lines if line.startswith("flags")), "")
    return not _BF16.isdisjoint(flags.split())
