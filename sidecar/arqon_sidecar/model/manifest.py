"""The manifest of an exported model directory: what it holds and what it was made from."""

from __future__ import annotations

import dataclasses
import json
import re
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final, Self, get_type_hints

from pydantic import TypeAdapter, ValidationError

from arqon_sidecar.model.digests import ModelError, require_sha256
from arqon_sidecar.model.published import PUBLISHED

__all__ = [
    "CHECKPOINT_NAME",
    "FORMAT",
    "KOKORO",
    "MANIFEST_NAME",
    "TEST_MODEL",
    "VARIANT",
    "Manifest",
    "read_manifest",
]

MANIFEST_NAME: Final = "manifest.json"
CHECKPOINT_NAME: Final = "checkpoint"
"""Where, in a model directory, the torch engine looks for what the model was exported from."""

FORMAT: Final = 2

KOKORO: Final = "kokoro-82m"
"""The kind of the published checkpoint, told by its digests and by nothing else."""

TEST_MODEL: Final = "test-model"
"""The kind of what `toy-model` makes: random weights, which hum."""

VARIANT: Final = "variant"
"""The kind of every other checkpoint: speech, but not the published model."""

KINDS: Final = (KOKORO, TEST_MODEL, VARIANT)

_UNNAMED: Final = "unpublished checkpoint"
"""What format 1 calls a variant, which it takes for a test model."""

_GRAPHS: Final = ("text.onnx", "prosody.onnx", "vocoder.onnx")
_FILE = re.compile(r"(voices/)?[A-Za-z0-9_][A-Za-z0-9_.-]*")
_REMEDY = "Export the model again: arqon-sidecar export CHECKPOINT_DIR MODEL_DIR."


@dataclass(frozen=True, slots=True)
class Manifest:
    """What `manifest.json` says.

    Attributes:
        format: Version of the directory's layout.
        name: The model's name, for people.
        kind: KOKORO, TEST_MODEL or VARIANT.
        origin: Where the checkpoint came from, for people; a variant's is what `export` was told.
        checkpoint_sha256: Digest of the weights that this was exported from.
        config_sha256: Digest of their config.json.
        versions: Versions of kokoro, torch, onnx and of the sidecar that exported it, and the
            operator set.
        vocabulary: Phoneme symbol to token number.
        source_weights: The weights of the nine harmonics in the sine source, then the bias.
        voices: Names of the voice packs in `voices/`.
        sha256: Path inside the directory to digest, for every file but the manifest.
        fidelity: Engine to how near it is to the reference, in words, as measured at export.
    """

    format: int
    name: str
    kind: str
    origin: str
    checkpoint_sha256: str
    config_sha256: str
    versions: dict[str, str]
    vocabulary: dict[str, int]
    source_weights: list[float]
    voices: list[str]
    sha256: dict[str, str]
    fidelity: dict[str, str]

    def verify(self, directory: Path) -> None:
        """Check every file of the directory against its digest.

        Raises:
            ModelError: a file is missing, altered, has no digest, or is named outside of the
                directory.
        """
        path = directory / MANIFEST_NAME
        for name in self.sha256:
            if not _FILE.fullmatch(name):
                raise ModelError(f"{path}: names the file {name!r}. {_REMEDY}")
        for name in (*_GRAPHS, *(f"voices/{voice}.npy" for voice in self.voices)):
            if name not in self.sha256:
                raise ModelError(f"{path}: holds no digest of {name}. {_REMEDY}")
        for name, digest in self.sha256.items():
            require_sha256(directory / name, digest, _REMEDY)

    def write(self, directory: Path) -> None:
        """Write `manifest.json`, the last file of an export."""
        text = json.dumps(asdict(self), indent=1, ensure_ascii=False)
        (directory / MANIFEST_NAME).write_text(text + "\n", encoding="utf-8")

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read what `write` wrote, or a manifest of format 1.

        Raises:
            ValueError: it is no such manifest, or calls the model what its digests deny.
        """
        fields = json.loads(text)
        if isinstance(fields, dict) and fields.get("format") == 1:
            fields = _from_format_1(fields)
        if not isinstance(fields, dict):
            raise ValueError("it is not one JSON object")
        _require_format(fields.get("format"))
        names = {field.name for field in dataclasses.fields(cls)}
        if wrong := sorted(names ^ set(fields)):
            name = wrong[0]
            raise ValueError(f"{name} is {'missing' if name in names else 'not known'}")
        genuine = PUBLISHED.holds(fields["checkpoint_sha256"], fields["config_sha256"])
        if genuine != (fields["kind"] == KOKORO) or fields["kind"] not in KINDS:
            raise ValueError(f"its digests are not those of the kind {fields['kind']!r}")
        for name, kind in get_type_hints(cls).items():
            try:
                TypeAdapter(kind).validate_python(fields[name], strict=True)
            except ValidationError as error:
                raise ValueError(f"{name}: {error.errors()[0]['msg']}") from error
        return cls(**fields)


def _require_format(found: object) -> None:
    if isinstance(found, int) and found > FORMAT:
        raise ValueError(
            f"its format is {found}, and this version of arqon-sidecar reads 1 and {FORMAT}: "
            "install a newer version of it"
        )
    if found != FORMAT:
        raise ValueError(f"its format is not {FORMAT}")


def _from_format_1(fields: dict[str, object]) -> dict[str, object]:
    """It had no origin and no fidelity, and two kinds only."""
    variant = fields.get("name") == _UNNAMED
    added = {"format": FORMAT, "origin": "not recorded", "fidelity": {}}
    return fields | added | ({"kind": VARIANT} if variant else {})


def read_manifest(directory: Path) -> Manifest:
    """The manifest of an exported model.

    Raises:
        ModelError: there is none, or this version cannot read it.
    """
    path = directory / MANIFEST_NAME
    try:
        return Manifest.parse(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise ModelError(
            f"{directory}: there is no exported model here ({MANIFEST_NAME} is missing). {_REMEDY}"
        ) from error
    except (OSError, ValueError) as error:
        raise ModelError(f"{path}: cannot be read: {error}. {_REMEDY}") from error
