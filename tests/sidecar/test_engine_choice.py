"""The engine that is chosen, and what is said where it cannot be had."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from arqon_sidecar.engines.choice import has_bf16, quickest
from arqon_sidecar.engines.load import load_engine
from arqon_sidecar.main import main
from arqon_sidecar.model.digests import ModelError
from tests.sidecar.models import toy_directory

ZEN_3 = "fpu sse2 avx avx2 fma f16c vaes"
SKYLAKE = f"{ZEN_3} avx512f avx512dq avx512cd avx512bw avx512vl"
ZEN_4 = f"{SKYLAKE} avx512_bf16 avx512_vnni"
SAPPHIRE = f"{SKYLAKE} amx_bf16 amx_tile"
KNIGHTS_LANDING = f"{ZEN_3} avx512f avx512pf avx512er avx512cd"


def listed(folder: Path, flags: str) -> Path:
    """A /proc/cpuinfo of two processors."""
    entry = f"processor\t: 0\nmodel name\t: avx512_bf16 of a name\nflags\t\t: {flags}\nbugs\t\t:\n"
    (folder / "cpuinfo").write_text(f"{entry}\n{entry}\n")
    return folder / "cpuinfo"


@pytest.mark.parametrize(
    ("flags", "there"),
    [(ZEN_3, False), (SKYLAKE, False), (ZEN_4, True), (SAPPHIRE, True), ("", False)],
)
def test_bf16_is_told_by_the_processors_flags(tmp_path: Path, flags: str, there: bool) -> None:
    assert has_bf16(listed(tmp_path, flags)) is there


def test_a_processor_that_lists_no_flags_has_no_bf16(tmp_path: Path) -> None:
    assert not has_bf16(tmp_path / "nothing")
    (tmp_path / "arm").write_text("processor\t: 0\nFeatures\t: fp asimd bf16\n")
    assert not has_bf16(tmp_path / "arm")


def test_openvino_is_chosen_where_it_gains(tmp_path: Path) -> None:
    pytest.importorskip("openvino", reason="the extra openvino is not installed")
    for flags in (SKYLAKE, ZEN_4, SAPPHIRE):
        assert quickest(listed(tmp_path, flags)) == "openvino"
    for flags in (ZEN_3, KNIGHTS_LANDING, ""):
        assert quickest(listed(tmp_path, flags)) == "onnx"
    assert quickest(tmp_path / "nothing") == "onnx"


def test_without_openvino_onnx_is_chosen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("arqon_sidecar.engines.choice.find_spec", lambda _: None)
    assert quickest(listed(tmp_path, ZEN_4)) == "onnx"


@pytest.mark.parametrize(("name", "extra"), [("openvino", "openvino"), ("torch", "reference")])
def test_an_engine_that_is_not_installed_names_its_extra(
    name: str, extra: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    directory = toy_directory()
    for module in ("openvino_engine", "openvino_graph", "reference"):
        monkeypatch.delitem(sys.modules, f"arqon_sidecar.engines.{module}", raising=False)
    monkeypatch.setitem(sys.modules, name, None)
    with pytest.raises(ModelError, match=rf"pip install 'arqon-sidecar\[{extra}\]'"):
        load_engine(directory, name)


def test_an_engine_by_another_name_is_refused_before_it_listens(tmp_path: Path) -> None:
    command = ["serve", "--model", str(tmp_path), "--engine", "bf16"]
    answer = CliRunner().invoke(main, command)
    assert answer.exit_code == 2
    assert "'auto', 'onnx', 'openvino', 'torch'" in answer.output
