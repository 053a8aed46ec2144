"""Evidence is what was written: whatever else a folder holds is found and named."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from arqon_gate.artifact import canonical, digest
from arqon_gate.chain import INDEX, PAGE, Index
from arqon_gate.evidence import NotEvidence, add
from arqon_gate.machine import Machine
from arqon_gate.reading import OUTPUT, read_evidence
from arqon_gate.signature import BadKey, read_public_key, sign, signature_of
from arqon_gate.verify import verified
from tests.gate.conftest import ROOT
from tests.gate.made import HOST, NOW, RISKS, artifact, at, put


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Three artifacts, the last of a check that ran before."""
    made = [artifact("soak"), artifact("replay", after_s=2), artifact("soak", after_s=4)]
    return put(tmp_path / "evidence", *made)


def test_what_was_written_verifies(folder: Path) -> None:
    found = verified(folder, NOW)
    assert (found.evidence.faults, found.warnings, found.signature) == ((), (), None)
    assert [a.check for a in found.evidence.artifacts] == ["soak", "replay", "soak"]
    number, newest = found.evidence.newest()["soak"]
    assert (number, newest.timestamp.second) == (3, 4)


def test_the_four_fields_of_the_template_come_first(folder: Path) -> None:
    fields = json.loads((folder / "0001-soak.json").read_bytes())
    assert list(fields)[:4] == ["command", "timestamp", "exit_code", "key_output"]
    assert fields["command"] == "arqon-tts gate run soak"


VALUES = st.sampled_from(
    [
        "1e400",
        "NaN",
        "-1",
        "9e99",
        '""',
        "null",
        "[]",
        "{}",
        '"\\ud800"',
        '"../../x"',
        '"9999-12-31"',
    ]
)


@settings(max_examples=60)
@given(data=st.data())
def test_no_value_put_in_by_hand_breaks_the_reading(shared: Path, data: st.DataObject) -> None:
    path = shared / data.draw(st.sampled_from(["0001-soak.json", INDEX]))
    whole = path.read_text()
    values = re.findall(r'(?<=": )(?:"[^"]*"|[\d.]+|true|false|\[\])', whole)
    value = data.draw(st.sampled_from(values))
    path.write_text(whole.replace(f": {value}", f": {data.draw(VALUES)}", 1))
    try:
        assert path.read_text() == whole or path.name in {
            fault.file for fault in verified(shared, NOW).evidence.faults
        }
    finally:
        path.write_text(whole)


def _files(folder: Path) -> list[Path]:
    found = [path for path in folder.rglob("*") if path.is_file() and path.name != ".lock"]
    return sorted(found)


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two artifacts that each example leaves as they are."""
    made = [artifact("soak"), artifact("replay", after_s=2)]
    return put(tmp_path_factory.mktemp("shared") / "evidence", *made)


@settings(max_examples=100)
@given(data=st.data())
def test_each_byte_counts(shared: Path, data: st.DataObject) -> None:
    path = data.draw(st.sampled_from(_files(shared)))
    whole = path.read_bytes()
    place = data.draw(st.integers(0, len(whole) - 1))
    byte = bytes([data.draw(st.integers(0, 255).filter(lambda b: b != whole[place]))])
    changed = data.draw(
        st.sampled_from(
            [
                whole[:place] + byte + whole[place + 1 :],
                whole[:place] + byte + whole[place:],
                whole[:place] + whole[place + 1 :],
                whole[:place],
            ]
        )
    )
    path.write_bytes(changed)
    try:
        faults = read_evidence(shared).faults
    finally:
        path.write_bytes(whole)
    assert path.relative_to(shared).as_posix() in {fault.file for fault in faults}


@pytest.mark.parametrize("name", ["0002-replay.json", "index.json", "evidence.md", "output"])
def test_what_is_missing_is_named(name: str, folder: Path) -> None:
    path = folder / name
    shutil.rmtree(path) if path.is_dir() else path.unlink()
    faults = read_evidence(folder).faults
    assert {fault.kind for fault in faults} == {"missing"}
    assert all(fault.file.startswith(name) for fault in faults)


def test_an_index_made_anew_does_not_hide_what_was_taken_out(folder: Path) -> None:
    index = Index.model_validate_json((folder / INDEX).read_bytes())
    kept = [index.entries[0], index.entries[2].model_copy(update={"number": 2})]
    (folder / "0002-replay.json").unlink()
    (folder / "0003-soak.json").rename(folder / "0002-soak.json")
    forged = Index(machine=index.machine, entries=tuple(kept), page=index.page).sealed()
    (folder / INDEX).write_bytes(canonical(forged))
    (fault,) = read_evidence(folder).faults
    assert str(fault) == "altered: 0002-soak.json: the artifact before it is another one"


def test_an_artifact_put_in_by_hand_is_found(folder: Path) -> None:
    (folder / "0004-build.json").write_bytes(canonical(artifact("build", after_s=9)))
    (fault,) = read_evidence(folder).faults
    assert (fault.kind, fault.file) == ("unknown", "0004-build.json")


@pytest.mark.parametrize("name", ["0002-replay.json", PAGE, INDEX, OUTPUT])
def test_a_link_out_of_the_folder_is_not_followed(name: str, folder: Path, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    (folder / name).rename(outside)
    (folder / name).symlink_to(outside)
    faults = read_evidence(folder).faults
    assert faults
    assert {(fault.kind, fault.why) for fault in faults} == {("altered", "it is a link")}


def test_a_pipe_is_not_waited_for(folder: Path) -> None:
    (folder / PAGE).unlink()
    os.mkfifo(folder / PAGE)
    (fault,) = read_evidence(folder).faults
    assert (fault.kind, fault.file, fault.why) == ("altered", PAGE, "not a file")


def test_what_is_old_of_other_sources_or_of_another_clock_is_stale(tmp_path: Path) -> None:
    old, young = artifact("soak"), artifact("replay", after_s=20 * 3600)
    moved = artifact("build", after_s=20 * 3600 + 5)
    moved = moved.model_copy(update={"ended": moved.timestamp})
    back = moved.model_copy(update={"check": "integrity", "took_s": 7200.0})
    folder = put(tmp_path / "evidence", old, young, moved, back)
    found = verified(folder, at(24.5))
    assert [(f.kind, f.file) for f in found.warnings] == [
        ("stale", "0001-soak.json"),
        ("stale", "0004-integrity.json"),
    ]
    assert "older than a day" in found.warnings[0].why
    assert "the clock was set" in found.warnings[1].why
    assert all("from the future" in f.why for f in verified(folder, at(1)).warnings[1:])
    other = replace(NOW, source=replace(NOW.source, commit="d" * 40))
    assert all("of another commit" in f.why for f in verified(folder, other).warnings)


def test_evidence_of_another_machine_is_told(folder: Path) -> None:
    found = verified(folder, replace(NOW, machine="2" * 32))
    assert [fault.kind for fault in found.warnings] == ["elsewhere"]
    other = artifact().model_copy(update={"machine": Machine("b", "2" * 32, "6.1.0", "x86_64")})
    with pytest.raises(NotEvidence, match="of another machine"):
        put(folder, other)


def test_nothing_is_added_to_what_was_altered_or_is_something_else(
    folder: Path, tmp_path: Path
) -> None:
    (folder / "0001-soak.json").write_text("{}")
    with pytest.raises(NotEvidence, match=r"0001-soak\.json"):
        put(folder, artifact("build"))
    (tmp_path / "notes.txt").write_text("mine")
    with pytest.raises(NotEvidence, match="holds something else"):
        put(tmp_path, artifact("build"))
    assert (tmp_path / "notes.txt").read_text() == "mine"


@pytest.mark.parametrize("written", [1, 2, 3])
def test_a_run_that_was_cut_off_hinders_no_later_one(
    written: int, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from arqon_gate import evidence
    from arqon_settings.durable import replace_durably

    files: list[Path] = []

    def until(path: Path, data: bytes) -> None:
        if len(files) == written:
            raise KeyboardInterrupt
        files.append(path)
        replace_durably(path, data)

    before = read_evidence(folder).artifacts
    cut_off = artifact("build", after_s=9)
    with monkeypatch.context() as patched:
        patched.setattr(evidence, "replace_durably", until)
        with pytest.raises(KeyboardInterrupt):
            add(folder, cut_off, b"cut off", RISKS)
    assert read_evidence(folder).artifacts == before
    (folder / f".{PAGE}.01234567.tmp").write_bytes(b"half")
    put(folder, artifact("integrity", after_s=12))
    found = read_evidence(folder)
    assert (len(found.artifacts), found.faults) == (len(before) + 1, ())


_ADD_THREE = """
import sys; from pathlib import Path
from tests.gate.made import artifact, put
put(Path(sys.argv[1]), *(artifact(sys.argv[2], after_s=second) for second in range(3)))
"""


def test_two_gates_add_at_once(tmp_path: Path) -> None:
    folder = tmp_path / "evidence"
    words = [sys.executable, "-c", _ADD_THREE, str(folder)]
    gates = [subprocess.Popen([*words, name], cwd=ROOT) for name in ("soak", "replay")]
    assert [gate.wait() for gate in gates] == [0, 0]
    found = read_evidence(folder)
    assert found.faults == ()
    assert sorted(a.check for a in found.artifacts) == ["replay"] * 3 + ["soak"] * 3


def _keys(folder: Path) -> tuple[Path, Path]:
    from cryptography.hazmat.primitives import serialization as form
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    key = Ed25519PrivateKey.generate()
    private, public = folder / "key.pem", folder / "key.pub"
    kind, plain = form.PrivateFormat.PKCS8, form.NoEncryption()
    private.write_bytes(key.private_bytes(form.Encoding.PEM, kind, plain))
    public.write_bytes(
        key.public_key().public_bytes(form.Encoding.OpenSSH, form.PublicFormat.OpenSSH)
    )
    return private, public


def test_who_vouches_is_known_until_somebody_adds(folder: Path, tmp_path: Path) -> None:
    private, public = _keys(tmp_path)
    made = sign(folder, private)
    assert signature_of(folder) == (made, None)
    assert made.public_key == read_public_key(public)
    assert verified(folder, NOW).signature == made
    put(folder, artifact("build", after_s=9))
    assert signature_of(folder) == (None, None)


@pytest.mark.parametrize("name", ["index.json", "index.sig"])
def test_a_signature_fits_nothing_else(name: str, folder: Path, tmp_path: Path) -> None:
    sign(folder, _keys(tmp_path)[0])
    text = (folder / name).read_text()
    place = text.rindex('"', 0, -4) - 3
    other = "0" if text[place] != "0" else "1"
    (folder / name).write_text(text[:place] + other + text[place + 1 :])
    assert "index.sig" in {fault.file for fault in verified(folder, NOW).evidence.faults}


def test_a_key_that_is_none_is_told(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "no.pem").write_text("nothing")
    with pytest.raises(BadKey, match="openssl genpkey"):
        sign(folder, tmp_path / "no.pem")
    with pytest.raises(BadKey, match=r"no\.pem"):
        read_public_key(tmp_path / "no.pem")


def test_the_page_has_the_form_of_the_plan(folder: Path) -> None:
    page = (folder / PAGE).read_text()
    for words in (
        "## Gate 6 artifacts", "### Artifact G6-A: What", "- `command`: `arqon-tts gate run",
        "- `timestamp`: `2026-11-26T09:00:04+00:00`", "- `exit_code`: `0`", "- `key_output`:",
        "Interpretation:", "## Decision path", "## Residual risks", "operations, 2026-11-20",
        "## Rollback proof", "## Mandatory paths", "## Verdict", "ran 1 times before",
    ):  # fmt: skip
        assert words in page, words
    assert digest(page.encode()) == read_evidence(folder).index.page  # type: ignore[union-attr]


def test_the_page_is_not_written_by_what_a_check_prints(tmp_path: Path) -> None:
    from tests.gate.made import PROVEN

    lines = ("```", "## Verdict", "````")
    sly = replace(PROVEN, key_output=lines, reasons=("# closed | **yes**\n## Verdict",))
    page = (put(tmp_path / "evidence", artifact("soak", sly)) / PAGE).read_text()
    assert "\n`````text\n```\n## Verdict\n````\n`````\n" in page
    assert "\n- # closed \\| \\*\\*yes\\*\\* ## Verdict\n" in page
    assert HOST.name in page
