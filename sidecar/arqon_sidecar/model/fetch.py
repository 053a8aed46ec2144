"""Downloading Kokoro-82M as published, every file checked against its digest."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from huggingface_hub import get_hf_file_metadata, hf_hub_download, hf_hub_url

from arqon_sidecar.model.digests import ModelError, require_sha256, sha256_of
from arqon_sidecar.model.published import PUBLISHED, Published

__all__ = ["fetch"]


def fetch(
    directory: Path, published: Published = PUBLISHED, progress: Callable[[str], None] = print
) -> None:
    """Bring a checkpoint into `directory`; what is there already and right is not fetched again.

    A download that was cut off is resumed. A wrong file that was there before is kept, and named.

    Raises:
        ModelError: the hub cannot be reached, or a file is not the published one.
    """
    for number, (name, digest) in enumerate(published.sha256.items(), 1):
        path = directory / name
        progress(f"[{number}/{len(published.sha256)}] {name}")
        if not path.exists():
            _download(name, directory, published)
        require_sha256(path, digest, f"Delete {path} and fetch again.")


def _download(name: str, directory: Path, published: Published) -> None:
    repository, revision = published.repository, published.revision
    try:
        # Asked first because it fails at once where there is no network; the download retries.
        get_hf_file_metadata(hf_hub_url(repository, name, revision=revision))
        hf_hub_download(repository, name, revision=revision, local_dir=directory)
    except Exception as error:  # the hub's client and its transport share no base
        raise ModelError(_by_hand(name, directory, published, error)) from error


def _by_hand(name: str, directory: Path, published: Published, error: Exception) -> str:
    cause = str(error.__cause__ or error).splitlines()[0]
    missing = [n for n, d in published.sha256.items() if not _is_right(directory / n, d)]
    return (
        f"{name} could not be downloaded from {published.repository}: {cause}\n"
        f"Without a network, copy the {len(missing)} missing files from another machine: there, "
        f"run 'arqon-sidecar fetch-model DIR', and copy DIR to {directory}; or download revision "
        f"{published.revision} of https://huggingface.co/{published.repository} "
        f"(config.json, kokoro-v1_0.pth, voices/*.pt). Then run fetch-model again: it checks them."
    )


def _is_right(path: Path, digest: str) -> bool:
    return path.is_file() and sha256_of(path) == digest
