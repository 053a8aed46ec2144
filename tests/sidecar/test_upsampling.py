"""Products and interleaving compute what transposed convolutions compute, for any length."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

torch = pytest.importorskip("torch", reason="the reference group is not installed")

from arqon_sidecar.model.upsampling import Doubling, Upsampling  # noqa: E402

sizes = {"length": st.integers(1, 50), "seed": st.integers(0, 2**31)}


@settings(deadline=None, max_examples=40)
@given(
    stride=st.sampled_from((2, 6, 10)), channels=st.integers(1, 4), out=st.integers(1, 4), **sizes
)
def test_upsampling(stride: int, channels: int, out: int, length: int, seed: int) -> None:
    torch.manual_seed(seed)
    conv = torch.nn.ConvTranspose1d(channels, out, 2 * stride, stride, stride // 2)
    x = torch.randn(1, channels, length)
    with torch.no_grad():
        made, direct = Upsampling(conv)(x), conv(x)
    assert made.shape == direct.shape
    assert float((made - direct).abs().max()) < 1e-5


@settings(deadline=None, max_examples=40)
@given(channels=st.integers(1, 4), **sizes)
def test_doubling(channels: int, length: int, seed: int) -> None:
    torch.manual_seed(seed)
    conv = torch.nn.ConvTranspose1d(channels, channels, 3, 2, 1, output_padding=1, groups=channels)
    x = torch.randn(1, channels, length)
    with torch.no_grad():
        made, direct = Doubling(conv)(x), conv(x)
    assert made.shape == direct.shape
    assert float((made - direct).abs().max()) < 1e-5
