"""/metrics: named as Prometheus wants it, and every request counts, whatever came of it."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Iterable

import httpx
import pytest
from prometheus_client import Metric
from prometheus_client.parser import text_string_to_metric_families

from tests.patience import PATIENCE_S
from tests.sidecar.servers import Server, failure_of, tone_server
from tests.sidecar.test_load import LONG, SHORT, until_idle, wait_for

OURS = "arqon_sidecar_"


def families(server: Server) -> list[Metric]:
    return list(
        text_string_to_metric_families(httpx.get(f"{server.url}/metrics", timeout=PATIENCE_S).text)
    )


def counted(found: Iterable[Metric], name: str) -> Counter[str]:
    """How many there are of each outcome; of all together under "" where none is named."""
    samples = [sample for metric in found for sample in metric.samples if sample.name == name]
    counts: Counter[str] = Counter()
    for sample in samples:
        counts[sample.labels.get("outcome", "")] += int(sample.value)
    return counts


def test_names_follow_prometheus_conventions(tone: Server) -> None:
    httpx.post(f"{tone.url}/synthesize", json={"text": "Hello."}, timeout=PATIENCE_S)
    found = {metric.name: metric for metric in families(tone) if metric.name.startswith(OURS)}
    assert all(metric.documentation for metric in found.values())
    assert not [name for name in found if name.endswith("_created")]
    for metric in found.values():
        totals = [sample.name.endswith("_total") for sample in metric.samples]
        assert any(totals) == (metric.type == "counter"), metric.name
        assert "_ms" not in metric.name
    kinds = {name.removeprefix(OURS): metric.type for name, metric in found.items()}
    for counter in ("requests", "espeak_restarts", "log_lines_dropped", "audio_seconds"):
        assert kinds[counter] == "counter"
    for spread in ("request_duration_seconds", "queue_wait_seconds", "turn_wait_seconds"):
        assert kinds[spread] == "histogram"


def test_the_build_is_named(tone: Server) -> None:
    (build,) = (metric for metric in families(tone) if metric.name == f"{OURS}build_info")
    (sample,) = build.samples
    assert sample.value == 1
    said = httpx.get(f"{tone.url}/healthz", timeout=PATIENCE_S).json()
    assert sample.labels["version"] == said["version"]
    assert sample.labels["engine"] == said["engine"]
    assert sample.labels["model"] == said["model"]["name"]
    assert sample.labels["model_kind"] == said["model"]["kind"]


async def test_refused_and_cancelled_requests_count_as_well() -> None:
    with tone_server(0.005, queue=1) as server:
        async with httpx.AsyncClient(base_url=server.url, timeout=PATIENCE_S) as client:

            async def ask(**fields: object) -> httpx.Response:
                return await client.post("/synthesize", json={"text": SHORT, **fields})

            await ask()
            await ask(speed=9)
            await client.post("/synthesize", content=b"{}")
            await client.post("/synthesize", json={"text": SHORT}, headers={"host": "a.example"})
            await client.get("/healthz", headers={"host": "a.example"})
            running = asyncio.create_task(ask(text=LONG))
            await wait_for(server, lambda queue: queue["running"] == 1)
            late = asyncio.create_task(ask(text=LONG, timeout_ms=1))
            assert (await late).status_code == 504
            waiting = asyncio.create_task(ask(text=LONG))
            await wait_for(server, lambda queue: queue["waiting"] >= 1)
            assert (await ask()).status_code == 429
            running.cancel()
            assert (await waiting).status_code == 200
            await until_idle(server)
        found = families(server)
    outcomes = counted(found, f"{OURS}requests_total")
    assert outcomes == {
        "ok": 2,
        "invalid_request": 1,
        "unsupported_media_type": 1,
        "host_not_allowed": 1,
        "cancelled": 1,
        "timed_out": 1,
        "overloaded": 1,
    }
    assert counted(found, f"{OURS}request_duration_seconds_count") == outcomes
    assert counted(found, f"{OURS}queue_wait_seconds_count") == {"": outcomes.total()}


def test_a_model_that_is_not_ready_is_seen_in_the_counts() -> None:
    """Also where it never will be: then the metrics are still told."""
    with tone_server(options={"aliases": {"nova": "no_such_voice"}}, ready=False) as server:
        failure_of(server.url)
        for path in ("/synthesize", "/synthesize_stream", "/v1/audio/speech"):
            answer = httpx.post(f"{server.url}{path}", json={"text": "Hi."}, timeout=PATIENCE_S)
            assert answer.status_code == 503
        found = families(server)
    assert counted(found, f"{OURS}requests_total") == {"not_ready": 3}
    assert counted(found, f"{OURS}request_duration_seconds_count") == {"not_ready": 3}


@pytest.mark.parametrize(("kept", "hits"), [(1_000_000, 3), (0, 0)])
def test_what_is_kept_of_the_sound_is_seen_and_can_be_turned_off(kept: int, hits: int) -> None:
    with tone_server(sound_cache=kept) as server:
        said = [
            httpx.post(f"{server.url}/synthesize", json={"text": "Again."}, timeout=PATIENCE_S)
            for _ in range(4)
        ]
        found = families(server)
    sounds = {answer.json()["audio_data_b64"] for answer in said}
    assert len(sounds) == 1
    value = {sample.name: sample.value for metric in found for sample in metric.samples}
    assert value[f"{OURS}sound_cache_hits_total"] == hits
    assert value[f"{OURS}sound_cache_misses_total"] == 5 - hits  # the warm-up's is one
    assert (value[f"{OURS}sound_cache_bytes"] > 0) is (kept > 0)
    assert value[f"{OURS}sound_cache_bytes"] <= kept
