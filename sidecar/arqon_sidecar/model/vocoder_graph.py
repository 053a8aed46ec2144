"""Kokoro's decoder and generator as a module that exports: all but the source and the STFT."""

from __future__ import annotations

import torch
from kokoro.istftnet import AdaINResBlock1
from kokoro.model import KModel
from torch import Tensor, nn
from torch.nn import functional

from arqon_sidecar.model.fast_conv import LEAST_KERNEL, FastConv1d
from arqon_sidecar.model.graphs import adapt, styled

__all__ = ["Vocoder"]


class Vocoder(nn.Module):
    """From what is aligned in time to the spectrum that the inverse STFT takes.

    Inputs: text (T, hidden), pitch and energy (2T,), style (1, 128), source (120T + 1, 22), the
    excitation's magnitudes and phases. Output: head (120T + 1, 22), logarithms of magnitudes,
    then the numbers whose sines are the phases.
    """

    def __init__(self, kmodel: KModel) -> None:
        super().__init__()
        self.decoder = kmodel.decoder
        generator = self.decoder.generator
        for block in [*generator.resblocks, *generator.noise_res]:
            block.convs1 = nn.ModuleList(_quick(conv) for conv in block.convs1)
            block.convs2 = nn.ModuleList(_quick(conv) for conv in block.convs2)

    def forward(
        self, text: Tensor, pitch: Tensor, energy: Tensor, style: Tensor, source: Tensor
    ) -> Tensor:
        """The head."""
        x = self._decode(text.T[None], pitch[None, None], energy[None, None], style)
        return self._generate(x, style, source.T[None])[0].T

    def _decode(self, text: Tensor, pitch: Tensor, energy: Tensor, style: Tensor) -> Tensor:
        decoder = self.decoder
        curves = [decoder.F0_conv(pitch), decoder.N_conv(energy)]
        x = styled(decoder.encode, torch.cat([text, *curves], 1), style)
        beside = [decoder.asr_res(text), *curves]
        for block in decoder.decode:
            x = styled(block, torch.cat([x, *beside], 1), style)
        return x

    def _generate(self, x: Tensor, style: Tensor, source: Tensor) -> Tensor:
        generator, last = self.decoder.generator, self.decoder.generator.num_upsamples - 1
        for stage in range(last + 1):
            x = generator.ups[stage](functional.leaky_relu(x, 0.1))
            if stage == last:
                x = generator.reflection_pad(x)
            beside = generator.noise_convs[stage](source)
            x = self._mean_of_blocks(
                x + _residual(generator.noise_res[stage], beside, style), stage, style
            )
        out: Tensor = generator.conv_post(functional.leaky_relu(x))
        return out

    def _mean_of_blocks(self, x: Tensor, stage: int, style: Tensor) -> Tensor:
        count = self.decoder.generator.num_kernels
        blocks = self.decoder.generator.resblocks[stage * count : (stage + 1) * count]
        made: Tensor = _residual(blocks[0], x, style)
        for block in blocks[1:]:
            made = made + _residual(block, x, style)
        mean: Tensor = made / count
        return mean


def _quick(conv: nn.Conv1d) -> nn.Module:
    return FastConv1d(conv) if conv.kernel_size[0] >= LEAST_KERNEL else conv


def _residual(block: AdaINResBlock1, x: Tensor, style: Tensor) -> Tensor:
    first = zip(block.convs1, block.adain1, block.alpha1, strict=True)
    second = zip(block.convs2, block.adain2, block.alpha2, strict=True)
    for one, two in zip(first, second, strict=True):
        x = x + _layer(*two, _layer(*one, x, style), style)
    return x


def _layer(conv: nn.Module, norm: nn.Module, alpha: Tensor, x: Tensor, style: Tensor) -> Tensor:
    """Norm, snake, convolution; the snake's sin^2 by a cosine is one operation less."""
    x = adapt(norm, x, style)
    out: Tensor = conv(x + (0.5 / alpha) * (1 - torch.cos(2 * alpha * x)))
    return out
