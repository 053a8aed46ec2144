"""Kokoro's transposed convolutions as products and interleaving, which runtimes do quicker."""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn import functional

__all__ = ["Doubling", "Upsampling"]


class Upsampling(nn.Module):
    """What a ConvTranspose1d computes whose kernel is twice its stride and padded by half of it.

    Output s t + j sees the inputs t - 1, t and t + 1 through the taps j + s / 2 + s, j + s / 2 and
    j + s / 2 - s, where there are such: a convolution of kernel 3 makes all s at once.
    """

    def __init__(self, conv: nn.ConvTranspose1d) -> None:
        super().__init__()
        channels, self.out, taps = conv.weight.shape
        self.stride, before = conv.stride[0], int(conv.padding[0])
        assert (taps, 2 * before) == (2 * self.stride, self.stride)
        kernel = torch.zeros(self.out, self.stride, channels, 3)
        for step in range(self.stride):
            for place, shift in enumerate((self.stride, 0, -self.stride)):
                if 0 <= step + before + shift < taps:
                    kernel[:, step, :, place] = conv.weight.detach()[:, :, step + before + shift].T
        assert conv.bias is not None
        self.kernel = nn.Parameter(kernel.reshape(-1, channels, 3))
        self.bias = nn.Parameter(conv.bias.detach().repeat_interleave(self.stride))

    def forward(self, x: Tensor) -> Tensor:
        """(1, channels, T) to (1, out, stride times T)."""
        made = functional.conv1d(x, self.kernel, self.bias, padding=1)
        return made.reshape(self.out, self.stride, -1).transpose(1, 2).reshape(1, self.out, -1)


class Doubling(nn.Module):
    """What a ConvTranspose1d of kernel 3 and stride 2 computes, each channel by itself."""

    def __init__(self, conv: nn.ConvTranspose1d) -> None:
        super().__init__()
        assert (conv.kernel_size, conv.stride, conv.padding) == ((3,), (2,), (1,))
        assert (conv.output_padding, conv.groups) == ((1,), conv.in_channels)
        assert conv.bias is not None
        self.taps = nn.Parameter(conv.weight.detach().permute(2, 1, 0)[..., None].contiguous())
        self.bias = nn.Parameter(conv.bias.detach()[None, :, None])

    def forward(self, x: Tensor) -> Tensor:
        """(1, channels, T) to (1, channels, 2 T)."""
        after = functional.pad(x[..., 1:], (0, 1))
        odd = self.taps[2] * x + self.taps[0] * after
        both = torch.stack([self.taps[1] * x, odd], -1)
        return both.reshape(1, x.shape[1], -1) + self.bias
