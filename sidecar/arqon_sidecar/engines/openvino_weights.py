"""A graph's large constants, in a file: OpenVINO computes with copies that it packs of them.

It keeps the constants all the same, in case a run wants them packed in another way: 217 MB in bf16.
In a file they take memory only while they are read.
"""

from __future__ import annotations

import math
import mmap
import os
import tempfile
from typing import Any, Final

import numpy as np
import openvino as ov
from numpy.typing import NDArray
from openvino import opset13 as op

from arqon_sidecar.engines.openvino_layers import Value

__all__ = ["Weights", "rounded"]

_LARGE: Final = 100_000
"""Numbers of a constant that is a layer's weights; what is smaller saves nothing."""

_FOLDER: Final = "/var/tmp"  # noqa: S108 (the file has no name there)
"""A disk also where /tmp is memory; TMPDIR names another folder."""

_ALIGNED: Final = 64


class Weights:
    """Moves the large constants of a graph; what is compiled of it needs this as long as it runs.

    With `bf16` they are rounded to that.
    """

    def __init__(self, model: ov.Model, *, bf16: bool) -> None:
        self._bf16 = bf16
        large = [node for node in model.get_ordered_ops() if _is_large(node)]
        sizes = [(2 if bf16 else 4) * _count(node) for node in large]
        places = np.cumsum([0, *(-(-size // _ALIGNED) * _ALIGNED for size in sizes)])
        self._memory, self._in_a_file = _memory(max(1, int(places[-1])))
        for node, place in zip(large, places, strict=False):
            users = node.output(0).get_target_inputs()
            moved = self._moved(node.get_data(), int(place))
            for user in users:
                user.replace_source_output(moved.output(0))

    def leave_memory(self) -> None:
        """Give back what OpenVINO has read; what it reads again comes from the file."""
        if self._in_a_file:
            self._memory.madvise(mmap.MADV_DONTNEED)

    def _moved(self, values: NDArray[np.float32], place: int) -> Value:
        """The values as a constant.

        OpenVINO takes a Convert that bears this mark for a part of the constant; without it there
        would be a copy in fp32 as well.
        """
        if not self._bf16:
            return self._constant(values, place, values.shape, ov.Type.f32)
        wide = op.convert(self._constant(rounded(values), place, values.shape, ov.Type.bf16), "f32")
        wide.get_rt_info()["decompression_0"] = ""
        return wide

    def _constant(
        self, bits: NDArray[Any], place: int, shape: tuple[int, ...], kind: ov.Type
    ) -> ov.Node:
        there = np.frombuffer(self._memory, bits.dtype, bits.size, place)
        there[:] = bits.ravel()
        return op.constant(ov.Tensor(there, list(shape), kind), shared_memory=True)


def rounded(values: NDArray[np.float32]) -> NDArray[np.uint16]:
    """The floats' upper halves: bf16, rounded to the nearest and ties to even.

    OpenVINO's own conversion goes through a list of Python's numbers: 6 s, and 1 GB.
    """
    bits = np.ascontiguousarray(values).view(np.uint32)
    return ((bits + 0x7FFF + (bits >> 16 & 1)) >> 16).astype(np.uint16)


def _is_large(node: ov.Node) -> bool:
    if node.get_type_name() != "Constant" or node.get_element_type() != ov.Type.f32:
        return False
    return _count(node) >= _LARGE


def _count(node: ov.Node) -> int:
    return math.prod(node.get_output_shape(0))


def _memory(size: int) -> tuple[mmap.mmap, bool]:
    """So many bytes, and whether they are those of a file; a disk without room has none."""
    try:
        with tempfile.TemporaryFile(dir=os.environ.get("TMPDIR", _FOLDER)) as file:
            # Without this a full disk would end the process when a page is written.
            os.posix_fallocate(file.fileno(), 0, size)
            return mmap.mmap(file.fileno(), size), True
    except OSError:
        return mmap.mmap(-1, size), False
