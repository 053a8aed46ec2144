"""It says its version at once, as the real one does, and only else imports what that takes."""

from __future__ import annotations

import sys

from tests.microvm.firecracker import VERSION

if sys.argv[1:] == ["--version"]:
    print(f"Firecracker v{VERSION}\n")  # noqa: T201
elif sys.argv[1:] == ["--snapshot-version"]:
    print("v12.0.0")  # noqa: T201
else:
    import asyncio

    from tests.microvm.firecracker.process import main

    asyncio.run(main())
