"""Whatever is asked, the answer is one that the service's own OpenAPI document allows."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import httpx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.patience import PATIENCE_S
from tests.sidecar.servers import Server, lines, samples

pytest.importorskip("schemathesis")

# The document cannot say which texts hold a word or which voices are there, so valid bodies may be
# refused; that they are answered with sound is tested below and in test_contract.
LEFT_OUT = "positive_data_acceptance"
# A request whose own timeout_ms is short gets the 504 that it asked for.
SETTINGS = """
[checks]
not_a_server_error.expected-statuses = ["2xx", "4xx", "504"]
"""


def test_schemathesis_finds_nothing(tone: Server, tmp_path: Path) -> None:
    (tmp_path / "schemathesis.toml").write_text(SETTINGS)
    command = [str(Path(sys.executable).with_name("schemathesis")), "run"]
    command += [f"{tone.url}/openapi.json", "--no-color", "--seed=1", "--max-examples=30"]
    command += ["--phases=examples,coverage,fuzzing", f"--exclude-checks={LEFT_OUT}"]
    run = subprocess.run(
        command, cwd=tmp_path, capture_output=True, text=True, timeout=4 * PATIENCE_S
    )
    assert run.returncode == 0, run.stdout[-6000:]
    assert "Tested: 11" in run.stdout


BODIES = st.fixed_dictionaries(
    {"text": st.text(max_size=60) | st.text("ab1 .,$%*_#[]()<>&@-:\n\"'", min_size=1, max_size=60)},
    optional={
        "voice": st.sampled_from(["af_heart", "bm_george", "ef_dora", "af_heart(1)+ef_dora(3)"]),
        "speed": st.floats(0.5, 2.0),
        "sample_rate": st.sampled_from([16000, 24000, 48000]),
        "lang": st.sampled_from(["en-us", "en-gb", "fr", "hi", "it", "pt-br"]),
        "timestamps": st.booleans(),
        "lexicon": st.dictionaries(
            st.text(min_size=1, max_size=9), st.text(min_size=1, max_size=9), max_size=3
        ),
    },
)


@given(body=BODIES)
@settings(
    max_examples=80,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_any_text_is_spoken_or_refused(client: httpx.Client, body: dict[str, Any]) -> None:
    answer = client.post("/synthesize_stream", json=body)
    if answer.status_code == 422:
        assert answer.json()["code"] == "invalid_request"
        return
    assert answer.status_code == 200, answer.text
    *chunks, last = lines(answer)
    assert "error" not in last
    assert sum(len(samples(chunk["audio_chunk_b64"])) for chunk in chunks) > 0
    words = [word for chunk in chunks for word in chunk.get("words", ())]
    assert bool(words) == bool(body.get("timestamps"))
    for word in words:
        assert body["text"][word["start"] : word["end"]] == word["text"]
        assert 0 <= word["start_ms"] <= word["end_ms"]
