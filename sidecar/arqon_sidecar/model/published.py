"""What Kokoro-82M v1.0 consists of, as published: files and digests at one revision."""

from __future__ import annotations

import json
from dataclasses import dataclass
from importlib import resources
from typing import Final

__all__ = ["PUBLISHED", "Published"]


@dataclass(frozen=True, slots=True)
class Published:
    """A published model.

    Attributes:
        name: For people.
        repository: Its name on the Hugging Face hub.
        revision: The commit there.
        sha256: Path to digest.
    """

    name: str
    repository: str
    revision: str
    sha256: dict[str, str]

    @property
    def origin(self) -> str:
        """Where it is published."""
        return f"https://huggingface.co/{self.repository}/tree/{self.revision}"

    def holds(self, weights: str, config: str) -> bool:
        """Whether these are the digests of the published weights and config."""
        return self.sha256["kokoro-v1_0.pth"] == weights and self.sha256["config.json"] == config


def _read() -> Published:
    text = (resources.files(__package__) / "published.json").read_text(encoding="utf-8")
    return Published(**json.loads(text))


PUBLISHED: Final = _read()
