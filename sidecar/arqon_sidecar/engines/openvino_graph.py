"""The vocoder's graph as OpenVINO runs it quickest: the same sums in other operations.

Found by profiles of OpenVINO 2026.4; the result is the same but for rounding.
"""

from __future__ import annotations

from typing import Any, Final

import numpy as np
import openvino as ov
from numpy.typing import NDArray
from openvino import opset13 as op

from arqon_sidecar.model.transforms import BLOCK, RANK

__all__ = ["for_openvino"]

_SINE: Final = (3.14159265, -5.16771278, 2.55016404, -0.59926453, 0.08214589, -0.00737043)
"""Taylor series of sin(pi u) in u, u^3 ... u^11: at most 6e-8 off where |u| is up to 1/2."""


def for_openvino(model: ov.Model) -> dict[str, NDArray[np.float32]]:
    """Rewrite the graph in place; returns the inputs that each run gives it beside its own."""
    for node in model.get_ordered_ops():
        if node.get_type_name() == "Cos":
            _square_of_sine(node)
    matrices = _matrices_as_inputs(model)
    model.validate_nodes_and_infer_types()
    return matrices


def _square_of_sine(cos: Any) -> None:  # noqa: ANN401 (the stubs do not tell nodes apart)
    """Make 2 sin(z / 2)^2 of 1 - cos(z), by a polynomial: OpenVINO's Cos takes numbers singly."""
    (difference,) = (target.get_node() for target in cos.output(0).get_target_inputs())
    assert difference.get_type_name() == "Subtract"
    half_turns = op.multiply(cos.input_value(0), np.float32(0.5 / np.pi))
    u = op.subtract(half_turns, op.round(half_turns, "half_to_even"))
    square = op.multiply(u, u)
    series = op.constant(np.float32(_SINE[-1]))
    for coefficient in _SINE[-2::-1]:
        series = op.add(op.multiply(series, square), np.float32(coefficient))
    sine = op.multiply(u, series)
    twice = op.multiply(op.multiply(sine, sine), np.float32(2))
    difference.output(0).replace(twice.output(0))


def _matrices_as_inputs(model: ov.Model) -> dict[str, NDArray[np.float32]]:
    """Make inputs of the signal's transforms: products with constants run in fp32 beside bf16.

    The kernels' transforms stay constants: OpenVINO makes their products once, when it loads.
    """
    values: dict[str, NDArray[np.float32]] = {}
    inputs: dict[str, Any] = {}
    for node in model.get_ordered_ops():
        shape = tuple(node.get_output_partial_shape(0).to_shape()) if _is_constant(node) else ()
        if shape != (RANK, BLOCK) and shape[1:] != (RANK,):
            continue
        name = "transform_{}_{}".format(*shape)
        if name not in inputs:
            values[name] = node.get_data().copy()
            inputs[name] = op.parameter(list(shape), np.float32, name)
            inputs[name].output(0).set_names({name})
        for target in node.output(0).get_target_inputs():
            target.replace_source_output(inputs[name].output(0))
    model.add_parameters(list(inputs.values()))
    return values


def _is_constant(node: ov.Node) -> bool:
    return bool(node.get_type_name() == "Constant")
