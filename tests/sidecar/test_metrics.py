"""/metrics: named as Prometheus wants it, and every request counts, whatever came of it."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Iterable

import httpx
from prometheus_client import Metric
from prometheus_client.parser import text_string_to_metric_families

from tests.patience import PATIENCE_S
from tests.sidecar.servers import Server, tone_server
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
        "cancelled": 1,
        "timed_out": 1,
        "overloaded": 1,
    }
    assert counted(found, f"{OURS}request_duration_seconds_count") == outcomes
    assert counted(found, f"{OURS}queue_wait_seconds_count") == {"": outcomes.total()}
