"""The layers of the vocoder's residual blocks, as they stand in the exported graph."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import isqrt
from typing import Any

import numpy as np
import openvino as ov
from numpy.typing import NDArray

from arqon_sidecar.model.transforms import BLOCK

__all__ = ["Kernel", "Nodes", "Norm", "Value"]

Nodes = Mapping[str, ov.Node]
"""By the names that the export gave: module path, then operation."""

Value = Any
"""A node or one of its outputs; OpenVINO's stubs do not tell them apart."""


@dataclass(frozen=True, slots=True)
class Norm:
    """An adaptive instance norm: its input, and a gain and a shift for each channel."""

    signal: Value
    gain: Value
    shift: Value
    eps: float

    @classmethod
    def of(cls, nodes: Nodes, layer: str) -> Norm:
        """MVN times the reshaped gain, plus the reshaped shift."""
        gained, shift = _sources(nodes[f"{layer}/InstanceNormalization"])
        mvn, gain = _sources(gained)
        eps = float(mvn.get_attributes()["eps"])
        return cls(mvn.input_value(0), gain.input_value(0), shift.input_value(0), eps)


@dataclass(frozen=True, slots=True)
class Kernel:
    """A convolution that keeps the length: taps (kernel, in, out), bias (out,) or ()."""

    taps: NDArray[np.float32]
    bias: NDArray[np.float32]
    dilation: int

    @classmethod
    def of(cls, nodes: Nodes, layer: str) -> Kernel:
        """A Conv, or a `FastConv1d`."""
        at = f"{layer}/conv/"
        transformed = nodes.get(at + "MatMul_1")
        if transformed is not None:
            flat = transformed.input_value(1).get_node().get_data()
            taps = flat.reshape(len(flat), isqrt(flat.shape[1]), -1)
            (step,) = _sources(nodes[at + "Div"])[1].get_data().ravel()
            added = nodes.get(at + "Add_2")
            return cls(taps, _constant(added), int(step) // (BLOCK - len(taps) + 1))
        added, plain = nodes[at + "Conv"], nodes.get(at + "Conv/WithoutBiases")
        convolution: Value = plain or added
        weight = _sources(convolution)[1].get_data()
        (dilation,) = convolution.get_attributes()["dilations"]
        return cls(weight.transpose(2, 1, 0), _constant(added if plain else None), dilation)


def _constant(added: ov.Node | None) -> NDArray[np.float32]:
    """What a bias is added from, which may be reshaped first; nothing where none is."""
    if added is None:
        return np.zeros((), np.float32)
    source = _sources(added)[1]
    while source.get_type_name() != "Constant":
        source = source.input_value(0).get_node()
    values: NDArray[np.float32] = source.get_data().ravel()
    return values


def _sources(node: ov.Node) -> list[Value]:
    return [value.get_node() for value in node.input_values()]
