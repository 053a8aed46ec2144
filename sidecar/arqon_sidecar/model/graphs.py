"""Kokoro's forward pass as two modules that export: one utterance, no padding, no STFT inside.

The arithmetic is kokoro's own; what is left out is what a batch needs (masks, packed sequences),
and what numpy does exactly: the alignment, the sine source, and the STFT with its inverse.
"""

from __future__ import annotations

import torch
import torch.nn.functional as F
from kokoro.istftnet import AdaIN1d, AdainResBlk1d, AdaINResBlock1
from torch import Tensor, nn
from torch.nn.utils import remove_weight_norm

__all__ = ["Prosody", "Text", "Vocoder", "fold_weight_norm"]


def fold_weight_norm(model: nn.Module) -> None:
    """Replace each weight-normalized weight by its value, in place."""
    for module in model.modules():
        if hasattr(module, "weight_g"):
            remove_weight_norm(module)


def adapt(norm: AdaIN1d, x: Tensor, style: Tensor) -> Tensor:
    """Adaptive instance norm as one operation: the style's gain and shift are its parameters."""
    gain, shift = norm.fc(style)[0].chunk(2)
    weight, bias = (1 + gain) * norm.norm.weight, (1 + gain) * norm.norm.bias + shift
    return F.instance_norm(x, weight=weight, bias=bias, eps=norm.norm.eps)


def snake(x: Tensor, alpha: Tensor) -> Tensor:
    """X + sin(alpha x)^2 / alpha, by cos(2 alpha x): one pass less."""
    return x + (0.5 / alpha) * (1 - torch.cos(2 * alpha * x))


def residual(block: AdaINResBlock1, x: Tensor, style: Tensor) -> Tensor:
    """The generator's residual block."""
    layers = zip(
        block.convs1,
        block.convs2,
        block.adain1,
        block.adain2,
        block.alpha1,
        block.alpha2,
        strict=True,
    )
    for conv1, conv2, norm1, norm2, alpha1, alpha2 in layers:
        inner = conv1(snake(adapt(norm1, x, style), alpha1))
        x = x + conv2(snake(adapt(norm2, inner, style), alpha2))
    return x


def styled(block: AdainResBlk1d, x: Tensor, style: Tensor) -> Tensor:
    """The residual block of predictor and decoder."""
    inner = block.pool(F.leaky_relu(adapt(block.norm1, x, style), 0.2))
    inner = F.leaky_relu(adapt(block.norm2, block.conv1(inner), style), 0.2)
    return (block.conv2(inner) + block._shortcut(x)) * 0.5**0.5


class Text(nn.Module):
    """Tokens to durations, prosody features and text features.

    Inputs: ids (1, n), style (1, 128), speed (1,). Outputs: frames (n,) int64, prosody
    (n, hidden + 128), text (n, hidden).
    """

    def __init__(self, kmodel: nn.Module) -> None:
        super().__init__()
        self.bert, self.project = kmodel.bert, kmodel.bert_encoder
        self.bert.set_attn_implementation("eager")
        self.predictor, self.encoder = kmodel.predictor, kmodel.text_encoder

    def forward(self, ids: Tensor, style: Tensor, speed: Tensor) -> tuple[Tensor, Tensor, Tensor]:
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

    def __init__(self, kmodel: nn.Module) -> None:
        super().__init__()
        self.predictor = kmodel.predictor

    def forward(self, prosody: Tensor, style: Tensor) -> tuple[Tensor, Tensor]:
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


class Vocoder(nn.Module):
    """Aligned text (T, hidden), pitch and energy (2T,), style (1, 128), source spectrum
    (22, 120T + 1) to the logarithm of magnitudes and the sine's argument of phases (22, 120T + 1).
    """

    def __init__(self, kmodel: nn.Module) -> None:
        super().__init__()
        self.decoder = kmodel.decoder

    def forward(
        self, text: Tensor, pitch: Tensor, energy: Tensor, style: Tensor, source: Tensor
    ) -> Tensor:
        x = self._decode(text.T[None], pitch[None, None], energy[None, None], style)
        return self._generate(x, style, source[None])[0]

    def _decode(self, text: Tensor, pitch: Tensor, energy: Tensor, style: Tensor) -> Tensor:
        decoder = self.decoder
        curves = [decoder.F0_conv(pitch), decoder.N_conv(energy)]
        x = styled(decoder.encode, torch.cat([text, *curves], 1), style)
        beside = [decoder.asr_res(text), *curves]
        for block in decoder.decode:
            x = styled(block, torch.cat([x, *beside], 1), style)
        return x

    def _generate(self, x: Tensor, style: Tensor, source: Tensor) -> Tensor:
        generator = self.decoder.generator
        for i in range(generator.num_upsamples):
            x = generator.ups[i](F.leaky_relu(x, 0.1))
            if i == generator.num_upsamples - 1:
                x = generator.reflection_pad(x)
            x = x + residual(generator.noise_res[i], generator.noise_convs[i](source), style)
            blocks = generator.resblocks[i * generator.num_kernels :][: generator.num_kernels]
            x = sum(residual(block, x, style) for block in blocks) / generator.num_kernels
        out: Tensor = generator.conv_post(F.leaky_relu(x))
        return out
