"""Kokoro's decoder and generator as a module that exports: all but the source and the STFT."""

from __future__ import annotations

import copy

import torch
from kokoro.istftnet import AdaIN1d, AdaINResBlock1
from kokoro.model import KModel
from torch import Tensor, nn
from torch.nn import functional

from arqon_sidecar.model.fast_conv import FastConv1d
from arqon_sidecar.model.graphs import adapt, styled
from arqon_sidecar.model.transforms import LEAST_KERNEL
from arqon_sidecar.model.upsampling import Upsampling

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
        self.ups = nn.ModuleList(Upsampling(conv) for conv in generator.ups)
        self.blocks = nn.ModuleList(_Residual(block) for block in generator.resblocks)
        self.beside = nn.ModuleList(_Residual(block) for block in generator.noise_res)

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
        generator, last = self.decoder.generator, len(self.ups) - 1
        for stage, up in enumerate(self.ups):
            x = up(functional.leaky_relu(x, 0.1))
            if stage == last:
                x = generator.reflection_pad(x)
            beside = self.beside[stage](generator.noise_convs[stage](source), style)
            x = self._mean_of_blocks(x + beside, stage, style)
        out: Tensor = generator.conv_post(functional.leaky_relu(x))
        return out

    def _mean_of_blocks(self, x: Tensor, stage: int, style: Tensor) -> Tensor:
        count = self.decoder.generator.num_kernels
        first, *others = self.blocks[stage * count : (stage + 1) * count]
        made: Tensor = first(x, style)
        for block in others:
            made = made + block(x, style)
        mean: Tensor = made / count
        return mean


class _Residual(nn.Module):
    """An AdaINResBlock1: three times two layers beside a sum."""

    def __init__(self, block: AdaINResBlock1) -> None:
        super().__init__()
        first = zip(block.adain1, block.alpha1, block.convs1, strict=True)
        second = zip(block.adain2, block.alpha2, block.convs2, strict=True)
        # Each first layer goes into the norm of a second: its bias has no effect there.
        self.first = nn.ModuleList(_Layer(*parts, bias=False) for parts in first)
        self.second = nn.ModuleList(_Layer(*parts, bias=True) for parts in second)

    def forward(self, x: Tensor, style: Tensor) -> Tensor:
        """(1, channels, T) to the same."""
        for one, two in zip(self.first, self.second, strict=True):
            x = x + two(one(x, style), style)
        return x


class _Layer(nn.Module):
    """Norm, snake x + sin(a x)^2 / a, convolution.

    With z = 2 a x the snake is (z + 1 - cos z) / 2a. The norm's gain makes z of x and the kernel
    takes 1 / 2a, so that no pass over the signal is spent on either.
    """

    def __init__(self, norm: AdaIN1d, alpha: Tensor, conv: nn.Conv1d, *, bias: bool) -> None:
        super().__init__()
        self.norm = norm
        self.twice_alpha = nn.Parameter(2 * alpha.detach()[0, :, 0])
        scaled = copy.deepcopy(conv)
        scaled.weight = nn.Parameter(conv.weight.detach() / self.twice_alpha[:, None])
        if not bias:
            scaled.bias = None
        self.conv = FastConv1d(scaled) if conv.kernel_size[0] >= LEAST_KERNEL else scaled

    def forward(self, x: Tensor, style: Tensor) -> Tensor:
        """(1, channels, T) to the same."""
        z = adapt(self.norm, x, style, self.twice_alpha)
        out: Tensor = self.conv(z + (1 - torch.cos(z)))
        return out
