"""The real service around the tone engine, as a process: `python -m tests.sidecar.tone_server`."""

from __future__ import annotations

import json
import sys
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from arqon_sidecar.service.limits import Limits
from arqon_sidecar.service.listen import listen_tcp
from arqon_sidecar.service.loading import Model
from arqon_sidecar.service.options import Options
from arqon_sidecar.service.run import run
from tests.sidecar.fakes import ToneEngine

PITCHES = {"af_heart": 220.0, "af_sky": 330.0, "bm_george": 440.0, "ef_dora": 550.0}


def main() -> None:
    """Arguments: seconds of work a symbol, and JSON objects of limits and options that differ."""
    seconds, limits, others = float(sys.argv[1]), json.loads(sys.argv[2]), json.loads(sys.argv[3])
    listening = listen_tcp("127.0.0.1", 0)
    print(listening.getsockname()[1], flush=True)  # noqa: T201 (the test reads it)
    options = Options("host-dev", replace(Limits(), **limits), **others)
    run([listening], lambda: Model(ToneEngine(seconds), _packs()), options)


def _packs() -> dict[str, NDArray[np.float32]]:
    packs: dict[str, NDArray[np.float32]] = {}
    for name, pitch in PITCHES.items():
        packs[name] = np.zeros((510, 256), np.float32)
        packs[name][:, 0] = pitch
    return packs


if __name__ == "__main__":
    main()
