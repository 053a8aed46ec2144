"""A checkpoint with random weights in Kokoro's real architecture: for tests and benchmarks."""

from __future__ import annotations

import json
from importlib import resources
from pathlib import Path
from typing import Any, Final

import torch
from kokoro.istftnet import Decoder
from kokoro.modules import CustomAlbert, ProsodyPredictor, TextEncoder
from torch import nn
from transformers import AlbertConfig

from arqon_sidecar.model.checkpoint import (
    TEST_NAME_KEY,
    WIDTH_KEY,
    Config,
    NarrowDecoder,
    quiet_torch,
)
from arqon_sidecar.model.voices import PACK_SHAPE

__all__ = ["FULL_NAME", "TOY_NAME", "VOICES", "write_checkpoint"]

VOICES: Final = ("af_heart", "af_sky", "am_adam", "bf_emma", "af_bella")
TOY_NAME: Final = "toy (random weights)"
FULL_NAME: Final = "full size (random weights)"

_FRAMES_A_PHONEME: Final = 3.0
_DURATION_MOVEMENT: Final = 0.5
_PITCH_HZ: Final = 150.0
_PITCH_MOVEMENT_HZ: Final = 25.0


def write_checkpoint(directory: Path, *, full_size: bool, seed: int) -> None:
    """Write config.json, a *.pth and voice packs; the same seed gives the same numbers."""
    config = _config(full_size=full_size)
    (directory / "voices").mkdir(parents=True, exist_ok=True)
    with torch.random.fork_rng(), torch.no_grad():
        torch.manual_seed(seed)
        modules = _modules(config)
        _speak_like_a_voice(modules["predictor"], modules["decoder"])
        torch.save({k: m.state_dict() for k, m in modules.items()}, directory / "random.pth")
        for voice in VOICES:
            style = torch.randn(1, 1, PACK_SHAPE[1]) + 0.1 * torch.randn(PACK_SHAPE[0], 1, 256)
            torch.save(0.15 * style, directory / "voices" / f"{voice}.pt")
    text = json.dumps(config, indent=1, ensure_ascii=False)
    (directory / "config.json").write_text(text + "\n", encoding="utf-8")


def _config(*, full_size: bool) -> Config:
    published = resources.files("arqon_sidecar.model") / "kokoro-config.json"
    config: Config = json.loads(published.read_text(encoding="utf-8"))
    if full_size:
        return config | {TEST_NAME_KEY: FULL_NAME}
    small_bert = {
        "hidden_size": 32,
        "num_attention_heads": 2,
        "intermediate_size": 64,
        "num_hidden_layers": 2,
    }
    small = {TEST_NAME_KEY: TOY_NAME, WIDTH_KEY: 32, "hidden_dim": 32, "max_conv_dim": 32}
    return (
        config
        | small
        | {
            "plbert": config["plbert"] | small_bert,
            "istftnet": config["istftnet"] | {"upsample_initial_channel": 32},
        }
    )


def _modules(config: Config) -> dict[str, Any]:
    hidden, style = config["hidden_dim"], config["style_dim"]
    sizes = {"dim_in": hidden, "style_dim": style, "dim_out": config["n_mels"]}
    width = config.get(WIDTH_KEY)
    with quiet_torch():
        bert = CustomAlbert(AlbertConfig(vocab_size=config["n_token"], **config["plbert"]))
        return {
            "bert": bert,
            "bert_encoder": nn.Linear(config["plbert"]["hidden_size"], hidden),
            "predictor": ProsodyPredictor(
                style, hidden, config["n_layer"], config["max_dur"], config["dropout"]
            ),
            "text_encoder": TextEncoder(
                hidden, config["text_encoder_kernel_size"], config["n_layer"], config["n_token"]
            ),
            "decoder": Decoder(**sizes, **config["istftnet"])
            if width is None
            else NarrowDecoder(width=width, **sizes, **config["istftnet"]),
        }


def _speak_like_a_voice(predictor: ProsodyPredictor, decoder: Decoder) -> None:
    """Set the biases that decide on duration, pitch and loudness; the weights stay random."""
    steps = predictor.duration_proj.linear_layer
    share = torch.tensor(_FRAMES_A_PHONEME / steps.out_features)
    steps.bias.copy_(torch.logit(share).expand_as(steps.bias))
    steps.weight.copy_(_DURATION_MOVEMENT * steps.weight.mean(0) / steps.weight.mean(0).norm())
    pitch = predictor.F0_proj
    pitch.weight.mul_(_PITCH_MOVEMENT_HZ / pitch.weight.norm())
    pitch.bias.fill_(_PITCH_HZ)
    last = decoder.generator.conv_post
    last.bias[: len(last.bias) // 2].copy_(-0.2 - 0.3 * torch.arange(len(last.bias) // 2))
