"""A Firecracker that boots nothing; FAKE_FIRECRACKER names what it does wrong."""

import os

WRONG = set(os.environ.get("FAKE_FIRECRACKER", "").split(","))
VERSION = "1.12.1" if "old" in WRONG else "1.17.0"
