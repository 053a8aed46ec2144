"""Names in the graph of kokoro-onnx to the names of kokoro's modules."""

from __future__ import annotations

import re
from typing import Final

__all__ = ["of_initializer", "of_node"]

_OF_PREDICTOR: Final = re.compile(r"(F0|N)(\.\d|_proj$)|lstm$|shared$|duration_proj$")
"""Modules that the export calls by their name in the predictor."""


def of_initializer(name: str) -> str | None:
    """`decoder.decoder.encode.conv1.bias` to `decoder.encode.conv1.bias`; None for no weight."""
    for prefix, instead in (("encoder.", ""), ("decoder.decoder.", "decoder.")):
        if name.startswith(prefix):
            return instead + name.removeprefix(prefix)
    return None


def of_node(path: str) -> str:
    """`/encoder/F0.1/conv1/Conv_quant` to `predictor.F0.1.conv1`."""
    root, *parts = path.strip("/").split("/")[:-1] or [""]
    if root not in ("encoder", "decoder"):
        parts = [root, *parts]
    elif root == "encoder" and parts and _OF_PREDICTOR.match(parts[0]):
        parts = ["predictor", *parts]
    kept: list[str] = []
    for part in parts:
        if kept and part.startswith(kept[-1] + "."):
            kept.pop()  # an item of a list comes twice: cnn.0, then cnn.0.0
        kept.append(re.sub(r"_\d+$", "", part) if "albert_layers" in path else part)
    return ".".join(kept)
