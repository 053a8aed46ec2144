"""A speech recogniser that hears nothing: `python -m arqon_gate.doubles.deaf`."""

from __future__ import annotations

import sys

if __name__ == "__main__":
    print('"ready"')
    for _ in sys.stdin:
        print('""')
