"""The Markdown page of an evidence folder, in the form of Maestro's phase-e-evidence.md."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from string import ascii_uppercase
from typing import Final

from arqon_gate.artifact import Artifact
from arqon_gate.check import Verdict
from arqon_gate.criteria import CRITERIA, RISKS
from arqon_gate.risks import FILE, Risk

__all__ = ["DECISIONS", "page", "sections"]

DECISIONS: Final = "docs/decision-log.md"
_GATES: Final = {
    1: "builds and the bus",
    3: "voice output and replay",
    4: "reviews",
    6: "Kokoro in Firecracker",
}
_ROLLBACK: Final = "kokoro-rollback"


def page(artifacts: Sequence[Artifact], risks: Sequence[Risk]) -> str:
    """All of it. Of a check that ran more than once the last run counts, and the page says so."""
    newest = {artifact.check: artifact for artifact in artifacts}
    labels = _labels(newest)
    parts = [
        _head(artifacts[-1]),
        *_gates(newest, sections(artifacts)),
        _decision(),
        _risks(risks),
        _rollback(newest, labels),
        _paths(labels),
        _verdict(newest, labels),
    ]
    return "\n\n".join(parts) + "\n"


def sections(artifacts: Sequence[Artifact]) -> dict[str, str]:
    """Of each check the section of the page on its last run."""
    newest = {artifact.check: artifact for artifact in artifacts}
    runs = [artifact.check for artifact in artifacts]
    return {
        name: _artifact(newest[name], label, runs.count(name) - 1)
        for name, label in _labels(newest).items()
    }


def _head(last: Artifact) -> str:
    commit = last.source.commit or "not known"
    tree = "clean" if last.source.clean else "not clean, or not known"
    name = f"{last.machine.name}, " if last.machine.name else ""
    return "\n".join(
        [
            "# Gate 6 evidence",
            "",
            "What the checks of `arqon-tts gate run` saw. Each artifact is a file of its folder:",
            "`arqon-tts gate verify` recomputes them, `arqon-tts gate status` judges them now.",
            "",
            f"- commit `{commit}`, tree {tree}",
            f"- host: {name}kernel {last.machine.kernel}, {last.machine.processor}",
            f"- sidecar: {_line(last.attestation.words)}",
            f"- versions: {', '.join(f'{name} {v}' for name, v in last.versions.items())}",
        ]
    )


def _labels(newest: dict[str, Artifact]) -> dict[str, str]:
    """`G6-A` and so on, by check, in the order of their gates and then of their runs."""
    labels = {}
    for gate, group in groupby(sorted(newest.values(), key=lambda a: a.gate), lambda a: a.gate):
        for number, artifact in enumerate(group):
            labels[artifact.check] = f"G{gate}-{_letters(number)}"
    return labels


def _letters(number: int) -> str:
    rest, last = divmod(number, len(ascii_uppercase))
    return (_letters(rest - 1) if rest else "") + ascii_uppercase[last]


def _gates(newest: dict[str, Artifact], found: dict[str, str]) -> Iterator[str]:
    for gate, group in groupby(found, lambda name: newest[name].gate):
        yield f"## Gate {gate} artifacts: {_GATES[gate]}"
        yield from (found[name] for name in group)


def _artifact(artifact: Artifact, label: str, earlier: int) -> str:
    lines = [
        f"### Artifact {label}: {_line(artifact.title)}",
        "",
        f"- `command`: {_code(artifact.command)}",
        f"- `timestamp`: `{artifact.moment.isoformat()}`",
        f"- `exit_code`: `{artifact.exit_code}`",
        "- `key_output`:",
        "",
        *_fenced(artifact.key_output),
        "",
        f"Interpretation: **{_word(artifact.verdict)}**.",
        "",
        *(f"- {_line(reason)}" for reason in artifact.reasons),
    ]
    if artifact.measurements:
        figures = ", ".join(f"{name} {value}" for name, value in artifact.measurements.items())
        lines += ["", f"Measured: {_line(figures)}."]
    lines += ["", f"It took {artifact.took_s:.1f} s; output `output/{artifact.output.sha256}.txt`."]
    if artifact.verdict == "not_proven":
        lines += ["", f"To prove it: {_line(artifact.proof)}"]
    if earlier:
        lines += ["", f"It ran {earlier} times before, with artifacts in this folder."]
    return "\n".join(lines)


def _decision() -> str:
    return f"## Decision path\n\n`{DECISIONS}`: `arqon-tts gate close` writes the decision there."


def _risks(risks: Sequence[Risk]) -> str:
    lines = [
        f"{n}. {_line(r.risk)} ({_line(r.owner)}, {r.reviewed})" for n, r in enumerate(risks, 1)
    ]
    return "\n".join(["## Residual risks", "", *(lines or [f"None is named in `{FILE}`."])])


def _rollback(newest: dict[str, Artifact], labels: dict[str, str]) -> str:
    artifact = newest.get(_ROLLBACK)
    head = "## Rollback proof\n\n"
    if artifact is None:
        return f"{head}Not proven: no artifact. Run: `arqon-tts gate run {_ROLLBACK}`"
    return f"{head}Artifact {labels[_ROLLBACK]}: {_word(artifact.verdict)}."


def _paths(labels: dict[str, str]) -> str:
    rollback = f"artifact {labels[_ROLLBACK]}" if _ROLLBACK in labels else "not proven"
    return "\n".join(
        [
            "## Mandatory paths",
            "",
            "- evidence: `docs/operations/phase-e-evidence.md`",
            f"- decision log: `{DECISIONS}`",
            f"- rollback proof: `docs/operations/phase-e-evidence.md` ({rollback})",
            f"- residual risks: `{FILE}`",
        ]
    )


def _verdict(newest: dict[str, Artifact], labels: dict[str, str]) -> str:
    lines = ["## Verdict", "", "| criterion | checks |", "| --- | --- |"]
    for criterion in CRITERIA:
        if criterion.number != RISKS:
            checks = ", ".join(_standing(name, newest, labels) for name in criterion.checks)
            lines.append(f"| {criterion.number} ({criterion.kind}): {criterion.words} | {checks} |")
    words = "These artifacts close nothing: Gate 6 is hard-closed where `arqon-tts gate close` has"
    return "\n".join([*lines, "", f"{words} written it to `{DECISIONS}`."])


def _standing(name: str, newest: dict[str, Artifact], labels: dict[str, str]) -> str:
    if name not in newest:
        return f"{name}: not proven (no artifact)"
    return f"{name}: {_word(newest[name].verdict)} ({labels[name]})"


def _word(verdict: Verdict) -> str:
    return verdict.replace("_", " ")


def _line(text: str) -> str:
    """On one line, as text: nothing in it is Markdown."""
    return re.sub(r"([\\`*_<>\[\]|])", r"\\\1", " ".join(text.split()))


def _code(text: str) -> str:
    line = " ".join(text.split())
    ticks = "`" * (_longest_run(line) + 1)
    return f"{ticks}{line}{ticks}"


def _fenced(lines: Sequence[str]) -> list[str]:
    fence = "`" * max(3, *(_longest_run(line) + 1 for line in lines), 3)
    return [f"{fence}text", *lines, fence]


def _longest_run(text: str) -> int:
    return max((len(run) for run in re.findall("`+", text)), default=0)
