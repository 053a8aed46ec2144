"""Speaks lists of texts, and prints what a recogniser hears: `make listen ARGS="--limit 20"`.

Each text is spoken by the service as a stream and as a whole file, and by stock kokoro (its
pipeline, the same weights, misaki and spaCy) in the same run. A text that was not understood is
printed with what was heard; at the end stands the word error rate of each list.
"""

from __future__ import annotations

import argparse
import os
from collections import defaultdict
from collections.abc import Iterator
from concurrent.futures import Future
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

from bench.listening.errors import errors_of, false_stops
from bench.listening.recogniser import Recogniser
from bench.listening.texts import LISTS, Text, read_list, spread
from bench.listening.ways import RATE, Way, service_ways, stock
from bench.sidecar_process import started

AHEAD = 4
"""Texts that are spoken while an earlier one is still being heard."""


@dataclass(slots=True)
class Tally:
    """Of one list, spoken one way."""

    wrong: int = 0
    words: int = 0
    texts: int = 0
    misheard: int = 0
    stops: int = 0
    seconds: float = 0.0
    by_seed: dict[int, list[int]] = field(default_factory=lambda: defaultdict(lambda: [0, 0]))


@dataclass(frozen=True, slots=True)
class Spoken:
    """A text that was spoken and is being heard."""

    text: Text
    way: str
    seed: int
    seconds: float
    heard: Future[str]


def main() -> None:
    """Speak, hear, print."""
    options = _options()
    texts = [text for name in options.lists for text in spread(read_list(name), options.limit)]
    with ExitStack() as stack:
        ways: dict[str, Way] = {}
        if {"streamed", "whole"} & set(options.ways):
            arguments = ["--engine", options.engine] if options.engine else []
            service, _, ready_s = stack.enter_context(started(options.model, *arguments))
            print(f"the service is ready after {ready_s:.1f} s", flush=True)
            ways |= service_ways(service.url, options.voice)
        if "stock" in options.ways:
            ways["stock"] = stock(options.model / "checkpoint", options.voice)
        recogniser = stack.enter_context(Recogniser(options.recogniser))
        tallies = _listened(
            _spoken(texts, {name: ways[name] for name in options.ways}, options.seeds, recogniser)
        )
        _table(tallies, options.seeds)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make listen", description=__doc__.partition("\n")[0])
    parser.add_argument("--model", type=Path, required=True, help="with its checkpoint inside")
    parser.add_argument("--recogniser", type=Path, required=True, help="holds venv and model")
    parser.add_argument("--lists", nargs="+", default=LISTS, help="plain, hard, or files")
    parser.add_argument("--ways", nargs="+", default=["streamed", "whole", "stock"])
    parser.add_argument("--voice", default="af_heart")
    parser.add_argument("--engine", help="of the service; default: its own choice")
    parser.add_argument("--seeds", type=int, default=1, help="speak each text with so many")
    parser.add_argument("--limit", type=int, help="texts of each list, taken evenly")
    return parser.parse_args()


def _spoken(
    texts: list[Text], ways: dict[str, Way], seeds: int, recogniser: Recogniser
) -> Iterator[Spoken]:
    for text in texts:
        for seed in range(1, seeds + 1):
            for name, way in ways.items():
                sound = way(text.written, seed)
                heard = recogniser.hear(sound, RATE)
                yield Spoken(text, name, seed, len(sound) / RATE, heard)


def _listened(spoken: Iterator[Spoken]) -> dict[tuple[str, str], Tally]:
    tallies: dict[tuple[str, str], Tally] = defaultdict(Tally)
    waiting: list[Spoken] = []
    for each in spoken:
        waiting.append(each)
        if len(waiting) > AHEAD:
            _count(tallies, waiting.pop(0))
    for each in waiting:
        _count(tallies, each)
    return tallies


def _count(tallies: dict[tuple[str, str], Tally], spoken: Spoken) -> None:
    text, heard = spoken.text, spoken.heard.result()
    errors, tally = errors_of(text, heard), tallies[text.list, spoken.way]
    stops = false_stops(text, heard) if text.list == "plain" else 0
    tally.texts += 1
    tally.wrong += errors.wrong
    tally.words += errors.words
    tally.misheard += errors.wrong > 0
    tally.stops += stops > 0
    tally.seconds += spoken.seconds
    tally.by_seed[spoken.seed][0] += errors.wrong
    tally.by_seed[spoken.seed][1] += errors.words
    if errors.wrong or stops:
        what = f"{errors.wrong} of {errors.words} words wrong" if errors.wrong else "false stop"
        print(f"{spoken.way:>8} {what}: {text.written}\n{'':>8} heard: {heard}", flush=True)


def _table(tallies: dict[tuple[str, str], Tally], seeds: int) -> None:
    print(
        f"\n{'list':>6} {'spoken by':>9} {'texts':>6} {'WER %':>6} {'not right':>9} "
        f"{'false stops':>11} {'sound s':>8}" + ("  WER % by seed" if seeds > 1 else "")
    )
    for (name, way), tally in sorted(tallies.items()):
        by_seed = " ".join(f"{100 * wrong / words:.1f}" for wrong, words in tally.by_seed.values())
        stops = str(tally.stops) if name == "plain" else "-"
        print(
            f"{name:>6} {way:>9} {tally.texts:>6} {100 * tally.wrong / tally.words:>6.2f} "
            f"{tally.misheard:>9} {stops:>11} {tally.seconds:>8.1f}"
            + (f"  {by_seed}" if seeds > 1 else "")
        )
    print(f"load average {os.getloadavg()[0]:.1f}, {os.cpu_count()} CPUs")


if __name__ == "__main__":
    main()
