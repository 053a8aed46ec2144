"""Whether what answers at the address in force is this host's Firecracker guest: attested now."""

from __future__ import annotations

from arqon_gate.check import Around, Check, Outcome
from arqon_gate.checks._guest import running

__all__ = ["CHECK", "look"]


def look(around: Around) -> Outcome:
    """Attest the running VM, row by row, and see that the address in force is the VM's."""
    from arqon_microvm.attest.attest import attest
    from arqon_microvm.attest.rows import Row
    from arqon_microvm.errors import VmError
    from arqon_service.attested import pins_of, standing_of

    folder, state = running(around)
    rows: list[str] = []

    def told(row: Row) -> None:
        verdict = {True: "ok", False: "no", None: "not tried"}[row.passed]
        rows.append(f"{row.letter}  {verdict:<9}  {row.what}: {row.found}")
        print(rows[-1], flush=True)

    try:
        attested = attest(folder, pins_of(around.user), told=told)
    except VmError as error:
        return Outcome("not_proven", (str(error),), tuple(rows))
    if not attested.attested:
        is_firecracker = state.monitor == "firecracker"
        return Outcome(
            "failed" if is_firecracker else "not_proven", (attested.summary,), tuple(rows)
        )
    standing = standing_of(around.sidecar_url, around.user)
    if not standing.attested:
        why = f"The VM is attested, but {around.sidecar_url} is not its address: {standing.words}"
        return Outcome("failed", (why,), tuple(rows))
    return Outcome("proven", (attested.summary,), tuple(rows))


CHECK = Check(
    name="firecracker",
    title="The sidecar runs in this host's Firecracker guest",
    gate=6,
    limit_s=300,
    proof=(
        "On a host with KVM: arqon-tts vm up --monitor firecracker, then arqon-tts gate run "
        "firecracker"
    ),
    look=look,
)
