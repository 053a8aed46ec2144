"""Rows E and F: a fresh challenge is answered with this VM's key; what it says of itself."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import secrets

from pydantic import BaseModel, ConfigDict, ValidationError

from arqon_microvm.attest.case import Case, must_be, needed
from arqon_microvm.attest.way import Way, ask, persist, straight, through_address
from arqon_microvm.errors import VmError
from arqon_microvm.guest.arguments import Arguments
from arqon_microvm.guest.identity import attest_tag
from arqon_microvm.image.manifest import Manifest

__all__ = ["Answer", "answered", "claims_agree", "image_build"]


class Answer(BaseModel):
    """What the guest says to a challenge; the tag covers all of it."""

    model_config = ConfigDict(extra="ignore", frozen=True, strict=True)

    instance_id: str
    boot_nonce: str
    boot_id: str
    claims: str
    tag: str


def answered(case: Case) -> Answer:
    """To two challenges that nobody can have seen, the first on both ways.

    Raises:
        VmError: an answer without the key, of another VM, or that differs by the way.
    """
    first, second = secrets.token_hex(32), secrets.token_hex(32)
    answer = _proven(case, through_address, first)
    direct = _proven(case, straight, first)
    must_be("the tag straight from the guest", direct.tag, answer.tag)
    again = _proven(case, through_address, second)
    if again.tag == answer.tag:
        raise VmError("another challenge got the same tag, expected another")
    must_be("the boot id of the second answer", again.boot_id, answer.boot_id)
    return answer


def _proven(case: Case, way: Way, challenge: str) -> Answer:
    identity = needed(case.identity, "the VM was not given its identity yet")
    try:
        told = persist(lambda: ask(case, way, "/attest", {"challenge": challenge}), case.patience_s)
        answer = Answer.model_validate(told)
    except ValidationError as error:
        lacks = ", ".join(str(fault["loc"][0]) for fault in error.errors())
        raise VmError(f"the answer lacks {lacks}, expected as text") from error
    must_be("the instance id in the answer", answer.instance_id, identity.instance_id)
    must_be("the boot nonce in the answer", answer.boot_nonce, identity.boot_nonce)
    must_be("the instance id that was given", identity.instance_id, case.state.instance_id)
    try:
        expected = attest_tag(
            base64.b64decode(identity.key),
            challenge,
            identity.instance_id,
            identity.boot_nonce,
            answer.boot_id,
            answer.claims,
        )
    except UnicodeEncodeError as error:
        raise VmError("the answer is not plain ASCII, expected that") from error
    if not hmac.compare_digest(expected.encode(), answer.tag.encode()):
        raise VmError(
            f"the tag is {answer.tag[:16]}…, expected {expected[:16]}…: it was made with another "
            "key, or for another challenge"
        )
    return answer


def claims_agree(case: Case, answer: Answer) -> str:
    """With what the host knows. Raises VmError that names each that does not."""
    manifest, _ = case.pins.manifest()
    try:
        said = json.loads(answer.claims)
    except (ValueError, RecursionError) as error:
        raise VmError(f"the claims are not JSON: {answer.claims[:80]!r}") from error
    if not isinstance(said, dict):
        raise VmError(f"the claims are not a JSON object: {answer.claims[:80]!r}")
    expected = {
        "runtime": "firecracker",
        "acpi_oem": "FIRECK",
        "kernel_release": manifest.kernel_release,
        "image_build": image_build(manifest),
        **Arguments(case.state.booted_as, case.state.engine, case.state.threads).claims(),
    }
    wrong = [
        f"{name} is {said.get(name)!r}, expected {value!r}"
        for name, value in expected.items()
        if said.get(name) != value
    ]
    if wrong:
        raise VmError("; ".join(wrong))
    return f"Firecracker's ACPI tables, kernel {manifest.kernel_release}, this image and engine"


def image_build(manifest: Manifest) -> str:
    """The digest of the image's description in the root, whose content is known from outside."""
    sbom = manifest.outputs["sbom.cdx.json"].sha256
    contents = {"version": manifest.code_version, "sbom_sha256": sbom}
    return hashlib.sha256(json.dumps(contents).encode() + b"\n").hexdigest()
