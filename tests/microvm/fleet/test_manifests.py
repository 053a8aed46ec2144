"""The manifests: valid by Kubernetes' own schemas, and true to what the sidecar serves."""

from __future__ import annotations

import copy
import importlib
import re
from pathlib import Path
from typing import Any

import pytest

from arqon_microvm.image.oci import ENTRYPOINT

# Neither says its types.
yaml: Any = importlib.import_module("yaml")
kubernetes: Any = importlib.import_module("kubernetes_validate")

ROOT = Path(__file__).parents[3]
FLEET = ROOT / "microvm/fleet"
SIDECAR = ROOT / "sidecar/arqon_sidecar"
NOT_APPLIED = {"kustomization.yaml", "prometheus-adapter-rule.yaml"}
VERSIONS = [f"1.{minor}" for minor in range(31, 38)]

Manifest = dict[str, Any]


def read(name: str) -> list[Manifest]:
    return list(yaml.safe_load_all((FLEET / name).read_text()))


ALL: dict[str, Manifest] = {
    manifest["kind"]: manifest
    for path in sorted(FLEET.glob("*.yaml"))
    if path.name not in NOT_APPLIED
    for manifest in read(path.name)
}
POD = ALL["Deployment"]["spec"]["template"]
CONTAINER = POD["spec"]["containers"][0]


@pytest.mark.parametrize("version", VERSIONS)
@pytest.mark.parametrize("kind", ALL)
def test_it_is_what_kubernetes_takes(kind: str, version: str) -> None:
    kubernetes.validate(ALL[kind], version, strict=True)


@pytest.mark.parametrize(
    ("kind", "where", "value"),
    [
        ("Namespace", "metadata.lables", {}),
        ("Deployment", "spec.template.spec.containers.0.resources.requests.cpu", ["2"]),
        ("Deployment", "spec.template.spec.containers.0.startupProb", {}),
        ("Service", "spec.ports.0.port", "http"),
        ("HorizontalPodAutoscaler", "spec.metrics.0.pods.metric.nam", "x"),
        ("PodDisruptionBudget", "spec.maxUnavailable", {}),
        ("NetworkPolicy", "spec.ingress.0.form", []),
        ("PersistentVolumeClaim", "spec.accessModes", "ReadOnlyMany"),
    ],
)
def test_a_broken_one_is_found(kind: str, where: str, value: object) -> None:
    broken = copy.deepcopy(ALL[kind])
    *path, last = where.split(".")
    inner: Any = broken
    for step in path:
        inner = inner[int(step) if step.isdigit() else step]
    inner[last] = value
    with pytest.raises(kubernetes.ValidationError):
        kubernetes.validate(broken, VERSIONS[-1], strict=True)


def test_kustomize_applies_every_manifest() -> None:
    files = {path.name for path in FLEET.glob("*.yaml")}
    assert set(read("kustomization.yaml")[0]["resources"]) == files - NOT_APPLIED


def test_the_image_is_ours_and_started_as_it_says_itself() -> None:
    version = re.search(r'__version__ = "(.+)"', (SIDECAR / "__init__.py").read_text())
    assert version is not None
    assert CONTAINER["image"] == f"registry.example/arqon-sidecar:{version[1]}"
    assert read("kustomization.yaml")[0]["images"] == [
        {"name": "registry.example/arqon-sidecar", "newTag": version[1]}
    ]
    assert "command" not in CONTAINER
    started = dict(zip(ENTRYPOINT[4::2], ENTRYPOINT[5::2], strict=True))
    assert started["--model"] == CONTAINER["volumeMounts"][0]["mountPath"]
    assert started["--port"] == str(CONTAINER["ports"][0]["containerPort"])
    assert started["--runtime"] == "host-dev"


def test_arguments_are_the_sidecars() -> None:
    takes = (SIDECAR / "main.py").read_text()
    for argument in CONTAINER["args"]:
        assert f'"{argument.partition("=")[0]}"' in takes


def test_probes_ask_what_the_sidecar_answers() -> None:
    asked = {name: CONTAINER[name]["httpGet"] for name in CONTAINER if name.endswith("Probe")}
    assert {name: get["path"] for name, get in asked.items()} == {
        "startupProbe": "/readyz",
        "readinessProbe": "/readyz",
        "livenessProbe": "/healthz",
    }
    routes = (SIDECAR / "service/app.py").read_text()
    for get in asked.values():
        assert f'"{get["path"]}"' in routes
        assert get["port"] == CONTAINER["ports"][0]["name"]
        assert get["httpHeaders"] == [{"name": "Host", "value": "localhost"}]


def test_who_asks_by_the_pods_address_or_the_services_name_is_answered() -> None:
    allowed = {argument.partition("=")[2] for argument in CONTAINER["args"] if "host" in argument}
    service, namespace = (ALL["Service"]["metadata"][name] for name in ("name", "namespace"))
    names = [service, namespace, "svc", "cluster.local"]
    assert allowed == {"$(POD_IP)", *(".".join(names[:end]) for end in range(1, 5))}
    assert CONTAINER["env"] == [
        {"name": "POD_IP", "valueFrom": {"fieldRef": {"fieldPath": "status.podIP"}}}
    ]


def test_the_autoscaler_reads_a_gauge_that_there_is() -> None:
    spec = ALL["HorizontalPodAutoscaler"]["spec"]
    name = spec["metrics"][0]["pods"]["metric"]["name"]
    gauges = (SIDECAR / "service/metrics.py").read_text()
    assert f'("{name.removeprefix("arqon_sidecar_")}", ' in gauges
    rule = read("prometheus-adapter-rule.yaml")[0]["rules"]["custom"][0]
    assert rule["seriesQuery"].startswith(f"{name}{{")
    annotations = POD["metadata"]["annotations"]
    assert annotations["prometheus.io/path"] == "/metrics"
    assert "replicas" not in ALL["Deployment"]["spec"], "each apply would undo the autoscaler"
    target = spec["scaleTargetRef"]
    assert (target["kind"], target["name"]) == ("Deployment", ALL["Deployment"]["metadata"]["name"])


def test_all_mean_the_same_pods() -> None:
    labels = POD["metadata"]["labels"]
    assert ALL["Deployment"]["spec"]["selector"]["matchLabels"] == labels
    assert ALL["PodDisruptionBudget"]["spec"]["selector"]["matchLabels"] == labels
    assert ALL["NetworkPolicy"]["spec"]["podSelector"]["matchLabels"] == labels
    assert ALL["Service"]["spec"]["selector"] == labels
    namespace = ALL["Namespace"]["metadata"]["name"]
    for kind in ALL.keys() - {"Namespace"}:
        assert ALL[kind]["metadata"]["namespace"] == namespace


def test_pods_are_as_restricted_as_their_namespace_demands() -> None:
    assert ALL["Namespace"]["metadata"]["labels"]["pod-security.kubernetes.io/enforce"]
    pod, own = POD["spec"]["securityContext"], CONTAINER["securityContext"]
    assert pod["runAsNonRoot"]
    assert pod["seccompProfile"] == {"type": "RuntimeDefault"}
    assert own["allowPrivilegeEscalation"] is False
    assert own["readOnlyRootFilesystem"]
    assert own["capabilities"] == {"drop": ["ALL"]}
    assert POD["spec"]["automountServiceAccountToken"] is False
    assert CONTAINER["volumeMounts"][0]["readOnly"]
    assert POD["spec"]["volumes"][0]["persistentVolumeClaim"]["readOnly"]


def test_the_network_lets_in_one_port_and_nothing_out() -> None:
    spec = ALL["NetworkPolicy"]["spec"]
    assert spec["policyTypes"] == ["Ingress", "Egress"]
    assert spec["egress"] == []
    [rule] = spec["ingress"]
    assert rule["ports"] == [{"protocol": "TCP", "port": 7781}]
    assert all("namespaceSelector" in source for source in rule["from"])
    assert ALL["Service"]["spec"]["type"] == "ClusterIP"


def test_the_vm_is_kata_and_not_its_retired_firecracker() -> None:
    assert POD["spec"]["runtimeClassName"] == "kata-qemu-runtime-rs"
