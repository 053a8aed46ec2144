"""Speaks lists of texts, and prints what a recogniser hears: `make listen ARGS="--limit 20"`.

Each text is spoken by the service as a stream and as a whole file, and by stock kokoro (its
pipeline, the same weights, misaki and spaCy) in the same run. A text that was not understood is
printed with what was heard; at the end stands the word error rate of each list.
"""

from __future__ import annotations

import argparse
import os
from collections.abc import Iterator
from concurrent.futures import Future
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

import httpx

from bench.listening.recogniser import Recogniser
from bench.listening.results import Heard, Results, table, wrongs
from bench.listening.texts import LISTS, Text, read_list, spread
from bench.listening.ways import RATE, Way, service_ways, stock
from bench.sidecar_process import started

AHEAD = 4
"""Sounds that are made while an earlier one is still being heard."""

Waiting = tuple[Text, Heard, Future[str]]


def main() -> None:
    """Speak, hear, print."""
    options = _options()
    texts = [text for name in options.lists for text in spread(read_list(name), options.limit)]
    results = Results(options.results)
    with ExitStack() as stack:
        ways = _ways(options, stack)
        recogniser = stack.enter_context(Recogniser(options.recogniser))
        waiting: list[Waiting] = []
        for spoken in _spoken(texts, ways, options.seeds, recogniser, results):
            waiting.append(spoken)
            if len(waiting) > AHEAD:
                _keep(results, waiting.pop(0))
        for spoken in waiting:
            _keep(results, spoken)
    print(*table(results.of(texts)), sep="\n")
    print(f"load average {os.getloadavg()[0]:.1f}, {os.cpu_count()} CPUs")


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
    parser.add_argument("--results", type=Path, help="keep them here, and go on from there")
    return parser.parse_args()


def _ways(options: argparse.Namespace, stack: ExitStack) -> dict[str, Way]:
    ways: dict[str, Way] = {}
    if {"streamed", "whole"} & set(options.ways):
        arguments = ["--engine", options.engine] if options.engine else []
        service, _, ready_s = stack.enter_context(started(options.model, *arguments))
        print(f"the service is ready after {ready_s:.1f} s", flush=True)
        client = stack.enter_context(httpx.Client(base_url=service.url, timeout=600))
        ways |= service_ways(client, options.voice)
    if "stock" in options.ways:
        ways["stock"] = stock(options.model / "checkpoint", options.voice)
    return {name: ways[name] for name in options.ways}


def _spoken(
    texts: list[Text],
    ways: dict[str, Way],
    seeds: int,
    recogniser: Recogniser,
    results: Results,
) -> Iterator[Waiting]:
    for text in texts:
        for seed in range(1, seeds + 1):
            for name, way in ways.items():
                if results.has(text, name, seed):
                    continue
                sound = way(text.written, seed)
                heard = Heard(text.list, text.written, name, seed, len(sound) / RATE, "")
                yield text, heard, recogniser.hear(sound, RATE)


def _keep(results: Results, waiting: Waiting) -> None:
    text, spoken, future = waiting
    heard = replace(spoken, heard=future.result())
    results.add(heard)
    if said := wrongs(text, heard):
        print(said, flush=True)


if __name__ == "__main__":
    main()
