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
_AVX_512: Final = frozenset({"avx512f", "avx512bw", "avx512dq", "avx512vl"})
"""What OpenVINO's kernels for AVX-512 ask for."""


def quickest(cpuinfo: Path = _CPUINFO) -> str:
    """What AUTO stands for: openvino where it is installed and the processor has AVX-512, or onnx.

    With AVX2 alone it was no quicker than onnx when that was last measured (D-320), and takes more
    memory.
    """
    return "openvino" if _flags(cpuinfo) >= _AVX_512 and find_spec("openvino") else "onnx"


def has_bf16(cpuinfo: Path = _CPUINFO) -> bool:
    """Whether products of 16-bit floats are instructions here, as Linux lists them."""
    return not _BF16.isdisjoint(_flags(cpuinfo))


def _flags(cpuinfo: Path) -> frozenset[str]:
    try:
        lines = cpuinfo.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return frozenset()
    flags = next((line.partition(":")[2] for line in lines if line.startswith("flags")), "")
    return frozenset(flags.split())
