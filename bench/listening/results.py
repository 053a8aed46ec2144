"""What was heard: kept in a file as it comes, so that a run that was ended can go on."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path

from bench.listening.errors import errors_of, false_stops
from bench.listening.texts import Text

__all__ = ["Heard", "Results", "table", "wrongs"]


@dataclass(frozen=True, slots=True)
class Heard:
    """What a recogniser made of one text, `seconds` long, spoken one way with one seed."""

    list: str
    written: str
    way: str
    seed: int
    seconds: float
    heard: str


class Results:
    """Those of a file, a JSON object a line, and those that are added."""

    def __init__(self, file: Path | None) -> None:
        self._file = file
        self._all: list[Heard] = []
        if file is not None and file.exists():
            lines = file.read_text(encoding="utf-8").splitlines()
            self._all = [Heard(**json.loads(line)) for line in lines]

    def add(self, heard: Heard) -> None:
        """Keep one."""
        self._all.append(heard)
        if self._file is not None:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            with self._file.open("a", encoding="utf-8") as file:
                file.write(json.dumps(asdict(heard), ensure_ascii=False) + "\n")

    def has(self, text: Text, way: str, seed: int) -> bool:
        """Whether this was heard already."""
        return any((h.written, h.way, h.seed) == (text.written, way, seed) for h in self._all)

    def of(self, texts: Iterable[Text]) -> list[tuple[Text, Heard]]:
        """Each of these texts with what was heard of it, however it was spoken."""
        known = {text.written: text for text in texts}
        return [(known[h.written], h) for h in self._all if h.written in known]


def wrongs(text: Text, heard: Heard) -> str:
    """What was wrong with it, to be printed; empty where nothing was."""
    errors, stops = errors_of(text, heard.heard), _stops(text, heard)
    if not errors.wrong and not stops:
        return ""
    what = f"{errors.wrong} of {errors.words} words wrong" if errors.wrong else "a false stop"
    return f"{heard.way:>9} {what}: {text.written}\n{'':>9} heard: {heard.heard}"


def table(results: Iterable[tuple[Text, Heard]]) -> list[str]:
    """Rows by list and way: word error rate, texts not right, with false stops, sound."""
    groups: dict[tuple[str, str], list[tuple[Text, Heard]]] = defaultdict(list)
    for text, heard in results:
        groups[text.list, heard.way].append((text, heard))
    head = f"{'list':>6} {'spoken by':>9} {'heard':>6} {'WER %':>6} {'not right':>9}"
    rows = [f"{head} {'false stops':>11} {'sound s':>8}  WER % by seed"]
    for (name, way), group in sorted(groups.items()):
        seeds = sorted({heard.seed for _, heard in group})
        by_seed = (_rate(each for each in group if each[1].seed == seed) for seed in seeds)
        not_right = sum(errors_of(text, heard.heard).wrong > 0 for text, heard in group)
        stops = str(sum(_stops(*each) > 0 for each in group)) if name == "plain" else "-"
        rows.append(
            f"{name:>6} {way:>9} {len(group):>6} {_rate(group):>6.2f} {not_right:>9} {stops:>11} "
            f"{sum(heard.seconds for _, heard in group):>8.1f}  "
            + " ".join(f"{rate:.2f}" for rate in by_seed)
        )
    return rows


def _rate(group: Iterable[tuple[Text, Heard]]) -> float:
    """Percent of the words."""
    errors = [errors_of(text, heard.heard) for text, heard in group]
    return 100 * sum(each.wrong for each in errors) / sum(each.words for each in errors)


def _stops(text: Text, heard: Heard) -> int:
    """Only plain texts have no abbreviations, whose full stops end no sentence."""
    return false_stops(text, heard.heard) if text.list == "plain" else 0
