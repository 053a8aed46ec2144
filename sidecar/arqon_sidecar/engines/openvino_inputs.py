"""What a rewritten graph takes beside its own inputs: matrices, and the orders of its rows.

As results within the graph, each of the small arrays would lie in memory all along a run.
OpenVINO shares a piece of memory among results that follow each other, and gives each piece the
size of the largest one: fifteen small ones make fifteen large pieces (0.4 GB for 7 s of sound).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray
from openvino import opset13 as op

from arqon_sidecar.engines.openvino_layers import Value

__all__ = ["Inputs", "order", "windows"]

_NO_ROW = 2**30
"""Gather fills with zeros what lies beyond the end; -1 would be the last row."""

Integers = NDArray[np.int32]


class Inputs:
    """Inputs of a graph by name; the same name is the same input."""

    def __init__(self) -> None:
        self.parameters: dict[str, Value] = {}
        self._values: dict[str, Callable[[int], NDArray[Any]]] = {}

    def added(
        self, name: str, shape: list[int], kind: type, values: Callable[[int], NDArray[Any]]
    ) -> Value:
        """The input; `values` makes what a run over so many frames gives it, -1 is any size."""
        if name not in self.parameters:
            self.parameters[name] = op.parameter(shape, kind, name)
            self.parameters[name].output(0).set_names({name})
            self._values[name] = values
        return self.parameters[name]

    def of(self, frames: int) -> dict[str, NDArray[Any]]:
        """What a run over so many frames gives them."""
        return {name: values(frames) for name, values in self._values.items()}


def windows(rows: int, size: int, outputs: int, dilation: int) -> Integers:
    """Which of `rows` rows stands at each place of each window, (size, windows).

    A window is `size` rows, `dilation` apart, and makes `outputs` rows of the same distance; the
    padding is half the kernel, whose taps are `size - outputs + 1`. Windows of one stretch, one for
    each start within a dilation, lie beside each other.
    """
    window = np.arange(_across(rows, outputs, dilation), dtype=np.int32)
    start = window // dilation * (outputs * dilation) + window % dilation
    places = dilation * (np.arange(size, dtype=np.int32) - (size - outputs) // 2)
    found: Integers = start + places[:, None]
    found[found < 0] = _NO_ROW
    return found


def order(rows: int, outputs: int, dilation: int) -> Integers:
    """Where each row of the result stands among (outputs, windows)."""
    stretch, within = np.divmod(np.arange(rows), outputs * dilation)
    output, start = np.divmod(within, dilation)
    at: Integers = output * _across(rows, outputs, dilation) + stretch * dilation + start
    return at.astype(np.int32)


def _across(rows: int, outputs: int, dilation: int) -> int:
    """How many windows there are: whole stretches, but where each makes one row only."""
    return rows if outputs == 1 else -(-rows // (outputs * dilation)) * dilation
