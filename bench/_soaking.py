"""What the soaks print."""

from __future__ import annotations

from arqon_gate.soaking import MOST_MB, Balance

REQUESTS, WARM = 10_000, 1_000


def printed(found: Balance) -> bool:
    """Print what came of the requests, and what has grown; whether the goals are met."""
    print(f"without their one final event        {found.wrong:>8}  goal 0")
    print(f"memory grown, MB                     {found.grown_mb:>8.1f}  goal {MOST_MB:.0f}")
    print(f"before {found.before}\nafter  {found.after}")
    return not found.faults
