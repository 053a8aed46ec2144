"""The int8 graph of kokoro-onnx, read back into floating-point weights.

It was made by ONNX Runtime's dynamic quantisation: a matrix is rounded to 8 bits, and the graph
multiplies by its scale behind the integer product. Biases and norms stayed floats.
"""

from __future__ import annotations

from typing import Any, Final

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import NodeProto, numpy_helper

__all__ = ["Int8Graph", "Weights"]

Floats = NDArray[np.float32]
Weights = dict[str, Floats]

_GATES: Final = (0, 2, 3, 1)
"""ONNX orders an LSTM's gates input, output, forget, cell; torch input, forget, cell, output."""


class Int8Graph:
    """Weights by the names of the graph's nodes, and of its initializers."""

    def __init__(self, data: bytes) -> None:
        graph = onnx.load_model_from_string(data).graph
        self._nodes = list(graph.node)
        self._arrays = {each.name: numpy_helper.to_array(each) for each in graph.initializer}
        self._maker = {name: node for node in self._nodes for name in node.output}
        self._users: dict[str, list[NodeProto]] = {}
        for node in self._nodes:
            for name in node.input:
                self._users.setdefault(name, []).append(node)

    def named(self) -> Weights:
        """The initializers that stayed floats, by their own names."""
        return {
            name: value
            for name, value in self._arrays.items()
            if value.dtype == np.float32 and not name.endswith("_scale") and ".stft." not in name
        }

    def of_nodes(self) -> dict[str, Weights]:
        """Node to its weights: `weight`, of an LSTM torch's names, in torch's layout."""
        found = {}
        for node in self._nodes:
            weights = self._of(node)
            if weights:
                found[node.name] = weights
        return found

    def _of(self, node: NodeProto) -> Weights:
        match node.op_type:
            case "ConvInteger":
                return {"weight": self._integer(node)}
            case "MatMulInteger":
                return {"weight": self._integer(node).T}
            case "Conv" | "ConvTranspose" if "/istft/" not in node.name:
                return {"weight": self._arrays[node.input[1]]}
            case "MatMul" if node.input[1] in self._arrays:
                return {"weight": self._arrays[node.input[1]].T}
            case "DynamicQuantizeLSTM":
                return self._lstm(node)
            case "DequantizeLinear":
                return self._embedding(node)
        return {}

    def _integer(self, node: NodeProto) -> Floats:
        """A product's weight, less its zero point, times its scale."""
        weight = self._arrays[node.input[1]].astype(np.float32)
        if len(node.input) > 3 and node.input[3]:
            weight = weight - self._arrays[node.input[3]].astype(np.float32)
        return weight * self._scale_behind(node).astype(np.float32)

    def _scale_behind(self, node: NodeProto) -> NDArray[Any]:
        """The product goes [through an Add] through a Cast to a Mul by (input's scale * ours)."""
        user = node
        while user.op_type != "Mul":
            (user,) = self._users[user.output[0]]
        scales = [self._maker[name] for name in user.input if name in self._maker]
        (product,) = [made for made in scales if made.op_type == "Mul"]
        (scale,) = [self._arrays[name] for name in product.input if name in self._arrays]
        return scale

    def _embedding(self, node: NodeProto) -> Weights:
        gather = self._maker.get(node.input[0])
        if gather is None or gather.op_type != "Gather" or gather.input[0] not in self._arrays:
            return {}
        table, scale, zero = (
            self._arrays[name].astype(np.float32)
            for name in (gather.input[0], node.input[1], node.input[2])
        )
        return {"weight": (table - zero) * scale}

    def _lstm(self, node: NodeProto) -> Weights:
        """W (directions, in, 4 hidden), R (directions, hidden, 4 hidden), B (directions, 8 hidden).

        The operator's inputs 8 to 11 are scale and zero point of W, then of R.
        """
        w, r, b = (self._arrays[name] for name in node.input[1:4])
        w_scale, w_zero, r_scale, r_zero = (self._arrays[name] for name in node.input[8:12])
        out = {}
        for way, ending in enumerate(("_l0", "_l0_reverse")):
            inputs, hidden = np.split(b[way], 2)
            out[f"weight_ih{ending}"] = _gates(_scaled(w[way], w_scale[way], w_zero[way]).T)
            out[f"weight_hh{ending}"] = _gates(_scaled(r[way], r_scale[way], r_zero[way]).T)
            out[f"bias_ih{ending}"], out[f"bias_hh{ending}"] = _gates(inputs), _gates(hidden)
        return out


def _scaled(q: NDArray[Any], scale: NDArray[Any], zero: NDArray[Any]) -> Floats:
    scaled: Floats = (q.astype(np.float32) - zero.astype(np.float32)) * scale.astype(np.float32)
    return scaled


def _gates(rows: Floats) -> Floats:
    """Four gates of rows, from ONNX's order to torch's."""
    parts = np.split(rows, 4)
    return np.concatenate([parts[gate] for gate in _GATES])
