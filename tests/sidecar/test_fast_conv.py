"""The convolution by transforms is the convolution, for any length, dilation and width."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

torch = pytest.importorskip("torch", reason="the reference group is not installed")

from arqon_sidecar.model.fast_conv import FastConv1d  # noqa: E402
from arqon_sidecar.model.transforms import BLOCK, transforms  # noqa: E402

KERNELS = (7, 11)


@pytest.mark.parametrize("kernel", KERNELS)
def test_the_transforms_correlate(kernel: int) -> None:
    of_signal, of_kernel, result = transforms(kernel)
    random = np.random.default_rng(1)
    x, w = random.standard_normal(BLOCK), random.standard_normal(kernel)
    got = result @ ((of_kernel @ w) * (of_signal @ x))
    assert np.allclose(got, np.correlate(x, w, "valid"), atol=1e-12)


@settings(deadline=None, max_examples=60)
@given(
    kernel=st.sampled_from(KERNELS),
    dilation=st.sampled_from((1, 3, 5)),
    length=st.integers(1, 700),
    width=st.tuples(st.integers(1, 5), st.integers(1, 5)),
    seed=st.integers(0, 2**31),
)
def test_it_computes_what_conv1d_computes(
    kernel: int, dilation: int, length: int, width: tuple[int, int], seed: int
) -> None:
    torch.manual_seed(seed)
    padding = (kernel - 1) * dilation // 2
    conv = torch.nn.Conv1d(*width, kernel, dilation=dilation, padding=padding)
    x = torch.randn(1, width[0], length)
    with torch.no_grad():
        fast, direct = FastConv1d(conv)(x), conv.double()(x.double())
    assert fast.shape == direct.shape
    assert float((fast - direct).abs().max()) < 1e-5
