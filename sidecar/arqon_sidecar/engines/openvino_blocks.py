"""The vocoder's residual blocks as OpenVINO runs them quickest: time first, and few passes.

The export has channels first. With products in bf16, the transposes around its convolutions, their
pads and slices, and ten passes over the signal for each snake take as long as the products. Here a
block keeps its signal as rows, one for each time: (T, channels).
"""

from __future__ import annotations

import math
import re
from typing import Final

import numpy as np
import openvino as ov
from numpy.typing import NDArray
from openvino import opset13 as op

from arqon_sidecar.engines.openvino_convolution import Convolutions, integers
from arqon_sidecar.engines.openvino_inputs import Inputs
from arqon_sidecar.engines.openvino_layers import Kernel, Nodes, Norm, Value

__all__ = ["bump", "rewrite_blocks"]

_FIRST: Final = re.compile(r"/(blocks|beside)\.(\d)/first\.0/InstanceNormalization")
_IN_A_STAGE: Final = {"blocks": 3, "beside": 1}
_PAIRS: Final = 3
"""Pairs of layers in a block."""

_ROWS: Final = (lambda frames: 20 * frames, lambda frames: 120 * frames + 1)
"""Of the signal in each stage, as Kokoro's generator makes them: the decoder doubles the frames,
the stages upsample by 10 and 6, and the last one is padded by a row."""

_TURN: Final = 2 * math.pi
_DOUBLINGS: Final = 3
_COSINE: Final = (0.99999997, -0.30842049, 0.01577273)
"""cos(pi u / 4) in powers of u^2, for |u| up to 1/2; after three doublings at most 2.2e-6 off."""


def rewrite_blocks(model: ov.Model, *, transformed: bool) -> Inputs:
    """Replace each residual block of the graph; one without our names stays as it is.

    Returns what each run then gives the graph beside its own inputs; `transformed` is that of
    `Convolutions`.
    """
    nodes = {node.get_friendly_name(): node for node in model.get_ordered_ops()}
    inputs = Inputs()
    for found in filter(None, map(_FIRST.fullmatch, nodes)):
        block, stage = f"/{found[1]}.{found[2]}", int(found[2]) // _IN_A_STAGE[found[1]]
        signal = Norm.of(nodes, f"{block}/first.0").signal
        rows = op.transpose(op.squeeze(signal, integers([0])), integers([1, 0]))
        convolutions = Convolutions(inputs, str(stage), _ROWS[stage], transformed=transformed)
        made = op.transpose(_block(nodes, block, rows, convolutions), integers([1, 0]))
        result = op.unsqueeze(made, integers([0])).output(0)
        nodes[f"{block}/Add_{_PAIRS - 1}"].output(0).replace(result)
    model.add_parameters(list(inputs.parameters.values()))
    return inputs


def _block(nodes: Nodes, block: str, x: Value, convolutions: Convolutions) -> Value:
    """Three times two layers beside a sum.

    Each norm takes away what is constant in a channel, so the biases are added once, at the end.
    """
    bias = np.zeros((), np.float32)
    for pair in range(_PAIRS):
        inner, _ = _layer(nodes, f"{block}/first.{pair}", x, convolutions)
        inner, added = _layer(nodes, f"{block}/second.{pair}", inner, convolutions)
        x, bias = op.add(x, inner), bias + added
    return op.add(x, op.constant(bias))


def _layer(
    nodes: Nodes, layer: str, x: Value, convolutions: Convolutions
) -> tuple[Value, NDArray[np.float32]]:
    """Norm, snake and convolution; its bias is for the caller to add."""
    kernel = Kernel.of(nodes, layer)
    snaked = _snake(Norm.of(nodes, layer), x)
    return convolutions.applied(kernel, snaked, scale=_TURN), kernel.bias


def _snake(norm: Norm, x: Value) -> Value:
    """The norm, then z + 1 - cos z, all of it over 2 pi: p + (1 - cos(2 pi p)) / 2 pi in turns.

    OpenVINO makes one pass of a chain of operations where each has one user, and where no input
    comes in twice. So p is computed twice, in two ways that are not recognised as the same, and
    the cosine is a chain without branches: the angle's nearest whole turn is taken away, an eighth
    of the rest has a cosine of second degree in u^2, and cos 2a = 2 (cos a)^2 - 1 thrice.
    """
    gain, shift = (op.divide(each, _number(_TURN)) for each in (norm.gain, norm.shift))
    mean = op.reduce_mean(x, integers([0]), False)
    variance = op.reduce_mean(op.squared_difference(x, mean), integers([0]), False)
    scale = op.divide(gain, op.sqrt(op.add(variance, _number(norm.eps))))
    turns = op.add(op.multiply(op.subtract(x, mean), scale), shift)
    again = op.add(op.multiply(x, scale), op.subtract(shift, op.multiply(mean, scale)))
    return op.add(again, bump(turns))


def bump(turns: Value) -> Value:
    """(1 - cos(2 pi turns)) / 2 pi, each operation with one user; see `_snake`."""
    rest = op.floor_mod(op.add(turns, _number(0.5)), _number(1))
    square = op.power(op.subtract(rest, _number(0.5)), _number(2))
    low, middle, high = _COSINE
    shift = middle / (2 * high)  # of the parabola, whose square is completed
    lowest = low - high * shift**2
    cosine = _affine(op.power(op.add(square, _number(shift)), _number(2)), high, lowest)
    for _ in range(_DOUBLINGS - 1):
        cosine = _affine(op.power(cosine, _number(2)), 2, -1)
    return _affine(op.power(cosine, _number(2)), -2 / _TURN, 2 / _TURN)


def _affine(x: Value, factor: float, term: float) -> Value:
    return op.add(op.multiply(x, _number(factor)), _number(term))


def _number(value: float) -> ov.Node:
    return op.constant(np.float32(value))
