"""The index of an evidence folder: its artifacts in order, and one digest over all of it."""

from __future__ import annotations

from typing import Annotated, Final, Literal

from pydantic import BaseModel, ConfigDict, Field, StrictInt

from arqon_gate.artifact import Digest, canonical, digest

__all__ = ["INDEX", "PAGE", "Entry", "Index", "file_name"]

INDEX: Final = "index.json"
PAGE: Final = "evidence.md"


class _Frozen(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Entry(_Frozen):
    """One artifact: its place in the order, counted from 1, its check, and the digest of its file.

    The artifact itself holds the digest of the one before it, so that none can be taken out.
    """

    number: Annotated[StrictInt, Field(ge=1)]
    check: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]*$")]
    sha256: Digest

    @property
    def file(self) -> str:
        """The name of the artifact's file."""
        return file_name(self.number, self.check)


class Index(_Frozen):
    """All artifacts of a folder, all of one machine, and the digest of the page made of them.

    Attributes:
        machine: the `number` of the machine that they are of.
        page: the digest of the Markdown page.
        seal: the digest of all of the above, as `canonical` writes it with an empty seal.
    """

    format: Literal["arqon-gate-evidence-1"] = "arqon-gate-evidence-1"
    machine: str
    entries: tuple[Entry, ...]
    page: Digest
    seal: str = ""

    def sealed(self) -> Index:
        """The same, with its seal."""
        bare = self.model_copy(update={"seal": ""})
        return self.model_copy(update={"seal": digest(canonical(bare))})


def file_name(number: int, check: str) -> str:
    """Of an artifact: they lie in their order in a listing, too."""
    return f"{number:04}-{check}.json"
