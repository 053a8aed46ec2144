"""The parts of kokoro that become ONNX graphs: tokens to durations and features, to pitch.

The arithmetic is kokoro's own; what only a batch needs (masks, packed sequences) is left out.
"""

from __future__ import annotations

import torch
from kokoro.istftnet import AdaIN1d, AdainResBlk1d
from kokoro.model import KModel
from torch import Tensor, nn
from torch.nn import functional
from torch.nn.utils import remove_weight_norm

from arqon_sidecar.model.upsampling import Doubling

__all__ = ["Prosody", "Text", "adapt", "fold_weight_norm", "styled"]


def fold_weight_norm(model: nn.Module) -> None:
    """Replace each weight-normalized weight by its value, in place."""
    for module in model.modules():
        if hasattr(module, "weight_g"):
            remove_weight_norm(module)


def adapt(norm: AdaIN1d, x: Tensor, style: Tensor, scale: Tensor | float = 1.0) -> Tensor:
    """Adaptive instance norm as one operation: the style's gain and shift are its parameters.

    `scale`, one factor for each channel or for all, is multiplied into both.
    """
    gain, shift = norm.fc(style)[0].chunk(2)
    weight = scale * (1 + gain) * norm.norm.weight
    bias = scale * ((1 + gain) * norm.norm.bias + shift)
    return functional.instance_norm(x, weight=weight, bias=bias, eps=norm.norm.eps)


def styled(block: AdainResBlk1d, x: Tensor, style: Tensor) -> Tensor:
    """The residual block of predictor and decoder."""
    pool = block.pool if isinstance(block.pool, nn.Identity) else Doubling(block.pool)
    inner = pool(functional.leaky_relu(adapt(block.norm1, x, style), 0.2))
    inner = functional.leaky_relu(adapt(block.norm2, block.conv1(inner), style), 0.2)
    shortcut = block.upsample(x)
    if block.learned_sc:
        shortcut = block.conv1x1(shortcut)
    out: Tensor = (block.conv2(inner) + shortcut) * 0.5**0.5
    return out


class Text(nn.Module):
    """Tokens to durations, prosody features and text features.

    Inputs: ids (1, n), style (1, 128), speed (1,). Outputs: frames (n,) int64, prosody
    (n, hidden + 128), text (n, hidden).
    """

    def __init__(self, kmodel: KModel) -> None:
        super().__init__()
        self.bert, self.project = kmodel.bert, kmodel.bert_encoder
        self.bert.set_attn_implementation("eager")
        self.predictor, self.encoder = kmodel.predictor, kmodel.text_encoder

    def forward(self, ids: Tensor, style: Tensor, speed: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """Frames, prosody and text."""
        prosody = self._prosody(self.project(self.bert(ids)), style)
        steps = self.predictor.duration_proj(self.predictor.lstm(prosody)[0])
        frames = torch.round(torch.sigmoid(steps).sum(-1) / speed).clamp(min=1)
        return frames[0].long(), prosody[0], self._text(ids)[0]

    def _prosody(self, x: Tensor, style: Tensor) -> Tensor:
        beside = style[:, None, :].expand(-1, x.shape[1], -1)
        x = torch.cat([x, beside], -1)
        layers = iter(self.predictor.text_encoder.lstms)
        for lstm, norm in zip(layers, layers, strict=True):
            x = torch.cat([norm(lstm(x)[0], style), beside], -1)
        return x

    def _text(self, ids: Tensor) -> Tensor:
        x = self.encoder.embedding(ids).transpose(1, 2)
        for layer in self.encoder.cnn:
            x = layer(x)
        out: Tensor = self.encoder.lstm(x.transpose(1, 2))[0]
        return out


class Prosody(nn.Module):
    """Aligned prosody features (T, hidden + 128) and style (1, 128) to pitch and energy (2T,)."""

    def __init__(self, kmodel: KModel) -> None:
        super().__init__()
        self.predictor = kmodel.predictor

    def forward(self, prosody: Tensor, style: Tensor) -> tuple[Tensor, Tensor]:
        """Pitch and energy."""
        shared = self.predictor.shared(prosody[None])[0].transpose(1, 2)
        curves = []
        for blocks, project in (
            (self.predictor.F0, self.predictor.F0_proj),
            (self.predictor.N, self.predictor.N_proj),
        ):
            x = shared
            for block in blocks:
                x = styled(block, x, style)
            curves.append(project(x)[0, 0])
        return curves[0], curves[1]
