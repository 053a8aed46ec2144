"""The vocoder's graph as OpenVINO runs it quickest: the same sums in other operations.

Found by profiles of OpenVINO 2026.4; the result is the same but for rounding.
"""

from __future__ import annotations

import math
from typing import Final

import numpy as np
import openvino as ov
from numpy.typing import NDArray
from openvino import opset13 as op

from arqon_sidecar.engines.openvino_blocks import rewrite_blocks
from arqon_sidecar.engines.openvino_inputs import Inputs

__all__ = ["for_openvino", "in_bf16"]

_LARGE: Final = 100_000
"""Numbers of a constant that is a layer's weights; what is smaller saves nothing."""


def for_openvino(model: ov.Model, *, bf16: bool) -> Inputs:
    """Rewrite the graph in place; returns what each run then gives it beside its own inputs.

    With `bf16`, weights are kept in what they are multiplied in.
    """
    inputs = rewrite_blocks(model)
    if bf16:
        _halve_weights(model)
    model.validate_nodes_and_infer_types()
    return inputs


def _halve_weights(model: ov.Model) -> None:
    """Make constants of 16 bits of the large ones.

    OpenVINO keeps a graph's constants beside what it packs of them. It takes a Convert that bears
    this mark for a part of the constant; without it there would be a copy in fp32 as well.
    """
    for node in model.get_ordered_ops():
        if node.get_type_name() != "Constant" or node.get_element_type() != ov.Type.f32:
            continue
        if math.prod(node.get_output_shape(0)) < _LARGE:
            continue
        users = node.output(0).get_target_inputs()
        wide = op.convert(in_bf16(node.get_data()), "f32")
        wide.get_rt_info()["decompression_0"] = ""
        for user in users:
            user.replace_source_output(wide.output(0))


def in_bf16(values: NDArray[np.float32]) -> ov.Node:
    """A constant of the floats' upper halves, rounded to the nearest and ties to even.

    OpenVINO's own conversion goes through a list of Python's numbers: 6 s, and 1 GB.
    """
    bits = np.ascontiguousarray(values).view(np.uint32)
    upper = ((bits + 0x7FFF + (bits >> 16 & 1)) >> 16).astype(np.uint16)
    # The tensor is a view of `upper`, and does not keep it; the constant is a copy.
    return op.constant(ov.Tensor(upper, list(values.shape), ov.Type.bf16), shared_memory=False)
