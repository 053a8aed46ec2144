"""Runs the measurements, one after the other: `python -m bench [NAME ...]`."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

FOLDER = Path(__file__).parent


def main() -> int:
    """Run the measurements that are named, or all of them, each in a separate process."""
    # Those of the sidecar need its venv: .venv-sidecar/bin/python -m bench.sidecar_service.
    known = sorted(path.stem for path in FOLDER.glob("[a-z]*.py") if "sidecar_" not in path.stem)
    wanted = sys.argv[1:] or known
    unknown = [name for name in wanted if name not in known]
    if unknown:
        print(f"no such measurement: {', '.join(unknown)}; there are {', '.join(known)}")
        return 2
    failed = 0
    for name in wanted:
        print(f"== {name} (python -m bench.{name})", flush=True)
        failed += (
            subprocess.run([sys.executable, "-m", f"bench.{name}"], check=False).returncode != 0
        )
    return int(failed > 0)


if __name__ == "__main__":
    sys.exit(main())
