"""Long convolutions by short discrete Fourier transforms, written as matrix products."""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn import functional

from arqon_sidecar.model.transforms import BLOCK, transforms

__all__ = ["FastConv1d"]


class FastConv1d(nn.Module):
    """What a Conv1d of stride 1 and "same" padding computes, for a batch of one.

    The kernel is transformed in each run: kept so, it would take four to seven times the memory.
    """

    def __init__(self, conv: nn.Conv1d) -> None:
        super().__init__()
        self.out, self.channels, kernel = conv.weight.shape
        self.before, self.spread = int(conv.padding[0]), conv.dilation[0]
        self.outputs = BLOCK - kernel + 1
        of_signal, of_kernel, result = (torch.tensor(m).float() for m in transforms(kernel))
        self.of_signal, self.of_kernel = nn.Parameter(of_signal), nn.Parameter(of_kernel)
        self.result = nn.Parameter(result)
        taps = conv.weight.detach().permute(2, 1, 0).reshape(kernel, -1)
        self.taps = nn.Parameter(taps.contiguous())
        self.bias = None if conv.bias is None else nn.Parameter(conv.bias.detach())

    def forward(self, x: Tensor) -> Tensor:
        """(1, channels, T) to (1, out, T)."""
        length, step = x.shape[-1], self.outputs * self.spread
        blocks = (length + step - 1) // step
        spectrum = torch.matmul(self.of_signal, self._blocks(x, blocks))
        spectrum = spectrum.reshape(-1, blocks * self.spread, self.channels)
        kernel = torch.matmul(self.of_kernel, self.taps).reshape(-1, self.channels, self.out)
        product = torch.matmul(spectrum, kernel).reshape(self.result.shape[1], -1)
        y = torch.matmul(self.result, product).reshape(self.outputs, blocks, -1)
        y = y.transpose(0, 1).reshape(-1, self.out)[:length]
        y = y if self.bias is None else y + self.bias
        return y.T.reshape(1, self.out, -1)

    def _blocks(self, x: Tensor, blocks: int) -> Tensor:
        """(BLOCK, blocks times spread times channels): each block with what follows it.

        A dilation leaves every `spread`-th sample in a block; what lies between are blocks beside.
        """
        step, more = self.outputs * self.spread, -(-BLOCK // self.outputs) - 1
        after = (blocks + more) * step - x.shape[-1] - self.before
        x = functional.pad(x.reshape(self.channels, -1).T, (0, 0, self.before, after))
        x = x.reshape(blocks + more, self.outputs, -1).transpose(0, 1)
        rows = [BLOCK - ahead * self.outputs for ahead in range(more + 1)]
        parts = [
            x[: min(left, self.outputs), ahead : ahead + blocks] for ahead, left in enumerate(rows)
        ]
        return torch.cat(parts).reshape(BLOCK, -1)
