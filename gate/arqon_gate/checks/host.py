"""Whether this host has what Firecracker needs, as `arqon-tts vm doctor` sees it."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from arqon_gate.check import Around, Check, Outcome

__all__ = ["CHECK"]


def _look(around: Around) -> Outcome:  # noqa: ARG001 -- it looks at the machine
    from arqon_microvm.doctor.host import host_findings
    from arqon_microvm.doctor.kvm import kvm_findings
    from arqon_microvm.doctor.monitor import monitor_findings
    from arqon_microvm.run.monitor import MEMORY_MIB

    root = Path("/")
    rows = [
        *kvm_findings(root / "dev/kvm", root / "proc/cpuinfo"),
        *monitor_findings("firecracker", None),
        *host_findings(root, MEMORY_MIB["auto"]),
    ]
    lines = [f"{row.verdict:<8} {row.what:<18} {row.found}" for row in rows]
    print("\n".join(lines), flush=True)
    counts = Counter(row.verdict for row in rows)
    figures = {f"rows_{verdict}": counts[verdict] for verdict in ("ok", "warning", "broken")}
    broken = [row for row in rows if row.verdict == "broken"]
    if not broken:
        return Outcome(
            "proven", ("The host has all that Firecracker needs.",), tuple(lines), figures
        )
    reasons = tuple(f"{row.what}: {row.found}. {row.to_do}".strip() for row in broken)
    shown = tuple(line for line in lines if line.startswith("broken"))
    return Outcome("not_proven", reasons, shown, figures)


CHECK = Check(
    name="host",
    title="Firecracker prerequisites of the host",
    gate=6,
    limit_s=60,
    proof="Run it on the host that Kokoro is to run on; arqon-tts vm doctor says what is missing.",
    look=_look,
)
