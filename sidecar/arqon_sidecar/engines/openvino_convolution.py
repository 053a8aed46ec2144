"""A convolution over rows of channels, as OpenVINO runs it quickest.

One gather lays out the windows of the signal, and rows that it does not have are zeros: the
padding. A short kernel is then one product. A long one is a product for each frequency of short
Fourier transforms (`model/transforms.py`), and a second gather puts the results in order.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import openvino as ov
from numpy.typing import NDArray
from openvino import opset13 as op

from arqon_sidecar.engines.openvino_inputs import Inputs, order, windows
from arqon_sidecar.engines.openvino_layers import Kernel, Value
from arqon_sidecar.model.transforms import BLOCK, LEAST_KERNEL, RANK, transforms

__all__ = ["Convolutions", "integers"]

Floats = NDArray[np.float32]


class Convolutions:
    """Adds convolutions to one stage of the generator, whose signal has `rows(frames)` rows.

    The transforms are inputs of the graph: OpenVINO runs products with constants in fp32 beside
    bf16. With `transformed`, the long kernels are transformed here; else each run transforms them.
    """

    def __init__(
        self, inputs: Inputs, stage: str, rows: Callable[[int], int], *, transformed: bool
    ) -> None:
        self._inputs = inputs
        self._stage = stage
        self._rows = rows
        self._transformed = transformed

    def applied(self, kernel: Kernel, x: Value, scale: float) -> Value:
        """(T, in) to (T, out), without the bias; the kernel is multiplied by `scale`."""
        taps = kernel.taps * np.float32(scale)
        if len(taps) < LEAST_KERNEL:
            return self._short(taps, kernel.dilation, x)
        return self._long(taps, kernel.dilation, x)

    def _short(self, taps: Floats, dilation: int, x: Value) -> Value:
        kernel, channels, out = taps.shape
        rows = self._inputs.added(
            f"windows_{self._stage}_{kernel}_{dilation}",
            [-1, kernel],
            np.int32,
            lambda frames: windows(self._rows(frames), kernel, 1, dilation).T.copy(),
        )
        laid = _reshaped(op.gather(x, rows, integers(0)), [-1, kernel * channels])
        return op.matmul(laid, op.constant(taps.reshape(-1, out)), False, False)

    def _long(self, taps: Floats, dilation: int, x: Value) -> Value:
        kernel, channels, out = taps.shape
        outputs = BLOCK - kernel + 1
        of_signal, of_kernel, result = transforms(kernel)
        places = self._inputs.added(
            f"windows_{self._stage}_{kernel}_{dilation}",
            [BLOCK, -1],
            np.int32,
            lambda frames: windows(self._rows(frames), BLOCK, outputs, dilation),
        )
        in_order = self._inputs.added(
            f"order_{self._stage}_{kernel}_{dilation}",
            [-1],
            np.int32,
            lambda frames: order(self._rows(frames), outputs, dilation),
        )
        laid = _reshaped(op.gather(x, places, integers(0)), [BLOCK, -1])
        bins = op.matmul(self._matrix(of_signal), laid, False, False)
        weights = self._spectrum(of_kernel, taps)
        made = op.matmul(_reshaped(bins, [RANK, -1, channels]), weights, False, False)
        made = op.matmul(self._matrix(result), _reshaped(made, [RANK, -1]), False, False)
        return op.gather(_reshaped(made, [-1, out]), in_order, integers(0))

    def _spectrum(self, of_kernel: NDArray[np.float64], taps: Floats) -> Value:
        shape = [RANK, *taps.shape[1:]]
        taps = taps.reshape(len(taps), -1)
        if self._transformed:
            return op.constant((of_kernel.astype(np.float32) @ taps).reshape(shape))
        return _reshaped(op.matmul(self._matrix(of_kernel), op.constant(taps), False, False), shape)

    def _matrix(self, matrix: NDArray[np.float64]) -> Value:
        values = matrix.astype(np.float32)
        name = "transform_{}_{}".format(*matrix.shape)
        return self._inputs.added(name, list(matrix.shape), np.float32, lambda _: values)


def _reshaped(x: Value, shape: list[int]) -> Value:
    return op.reshape(x, integers(shape), False)


def integers(values: int | list[int]) -> ov.Node:
    """A constant of 32 bits."""
    return op.constant(np.array(values, np.int32))
