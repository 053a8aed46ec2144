"""A process in the jailer's place: it takes the same arguments, makes the same root, and becomes
the monitor, which locks itself in."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

NEEDED = {"--id", "--exec-file", "--uid", "--gid"}
KNOWN = NEEDED | {"--chroot-base-dir", "--cgroup-version", "--cgroup", "--resource-limit"}


def main() -> None:
    split = sys.argv.index("--")
    words, rest = sys.argv[1:split], sys.argv[split + 1 :]
    named = dict(zip(words[::2], words[1::2], strict=True))
    if named.keys() - KNOWN or NEEDED - named.keys() or named["--cgroup-version"] != "2":
        sys.exit(f"jailer: bad arguments {words}")
    executable = Path(named["--exec-file"])
    root = Path(named["--chroot-base-dir"], executable.name, named["--id"], "root")
    root.mkdir(parents=True, exist_ok=True)
    (root / "run").mkdir(exist_ok=True)
    shutil.copy(executable, root / executable.name)
    environment = {**os.environ, "FAKE_ROOT": str(root)}
    command = [str(root / executable.name), "--id", named["--id"], *rest]
    os.execve(command[0], command, environment)


main()
