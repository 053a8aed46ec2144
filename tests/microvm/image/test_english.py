"""The spaCy model gets into an image by its digest, as a file or as pip finds it."""

from __future__ import annotations

import hashlib
import sys
from pathlib import Path

import pytest

from arqon_microvm.errors import VmError
from arqon_microvm.image.english import PINNED, take_spacy_model
from tests.microvm.image.quiet import unsaid

NAME = "en_core_web_sm-3.8.0-py3-none-any.whl"
CONTENT = b"a tagger"
DIGEST = hashlib.sha256(CONTENT).hexdigest()
PIP = """#!/bin/sh
# As pip leaves a folder, for a name that there is.
for word; do [ "$last" = --dest ] && out=$word; last=$word; done
case "$last" in en-core-web-sm==3.8.0 | https:*) ;; *) echo "no such package: $last"; exit 1 ;; esac
mkdir -p "$out"
printf %s "a tagger" > "$out/{name}"
"""


@pytest.fixture
def wheel(tmp_path: Path) -> Path:
    path = tmp_path / NAME
    path.write_bytes(CONTENT)
    return path


@pytest.fixture
def pip(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "python"
    path.write_text(PIP.replace("{name}", NAME))
    path.chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(path))


def test_a_file_under_its_pin(wheel: Path, tmp_path: Path) -> None:
    assert take_spacy_model(str(wheel), DIGEST.upper(), tmp_path, unsaid) == wheel


def test_a_file_that_we_know(wheel: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(PINNED, DIGEST, "here")
    assert take_spacy_model(str(wheel), None, tmp_path, unsaid) == wheel


@pytest.mark.parametrize("pin", [None, "ab" * 32])
def test_a_file_that_nobody_vouches_for_is_refused(
    wheel: Path, tmp_path: Path, pin: str | None
) -> None:
    with pytest.raises(VmError, match=f"its SHA-256 is {DIGEST}") as refused:
        take_spacy_model(str(wheel), pin, tmp_path, unsaid)
    assert "--spacy-model-sha256" in refused.value.next_step


def test_a_pin_is_the_only_one_that_counts(
    wheel: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(PINNED, DIGEST, "here")
    with pytest.raises(VmError, match="not a spaCy model that is pinned"):
        take_spacy_model(str(wheel), "ab" * 32, tmp_path, unsaid)


def test_another_package_is_refused(tmp_path: Path) -> None:
    other = tmp_path / "en_core_web_lg-3.8.0-py3-none-any.whl"
    other.write_bytes(CONTENT)
    with pytest.raises(VmError, match="is not en_core_web_sm"):
        take_spacy_model(str(other), DIGEST, tmp_path, unsaid)


def test_a_file_that_is_not_there_is_not_looked_for_elsewhere(tmp_path: Path) -> None:
    with pytest.raises(VmError, match="is not there"):
        take_spacy_model(str(tmp_path / NAME), DIGEST, tmp_path, unsaid)


@pytest.mark.usefixtures("pip")
@pytest.mark.parametrize("named", ["en-core-web-sm==3.8.0", f"https://example.org/{NAME}"])
def test_what_pip_finds(tmp_path: Path, named: str) -> None:
    found = take_spacy_model(named, DIGEST, tmp_path, unsaid)
    assert found == tmp_path / "spacy-model" / NAME
    with pytest.raises(VmError, match="not a spaCy model that is pinned"):
        take_spacy_model(named, "ab" * 32, tmp_path, unsaid)


@pytest.mark.usefixtures("pip")
def test_what_pip_does_not_find_is_said_in_its_words(tmp_path: Path) -> None:
    with pytest.raises(VmError, match="no such package: en-core-web-xx==1"):
        take_spacy_model("en-core-web-xx==1", DIGEST, tmp_path, unsaid)
