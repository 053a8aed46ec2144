"""Who this VM is: told once by the host after boot, kept in memory, proven by a tag."""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import json
import re
import threading
import uuid
from collections.abc import Callable, Mapping
from typing import Final

__all__ = ["Answer", "Identity", "attest_tag", "refused"]

Answer = dict[str, object]

KEY_BYTES: Final = 32
_ID: Final = re.compile("[0-9a-f]{32}")
_CHALLENGE: Final = re.compile("[0-9a-f]{64}")


def attest_tag(
    key: bytes, challenge: str, instance_id: str, boot_nonce: str, boot_id: str, claims: str
) -> str:
    """HMAC-SHA256, as hex, over what the host asked and what the guest says of itself."""
    digest = hashlib.sha256(claims.encode("ascii")).hexdigest()
    said = "|".join(["arqon-attest-v1", challenge, instance_id, boot_nonce, boot_id, digest])
    return hmac.new(key, said.encode("ascii"), hashlib.sha256).hexdigest()


def refused(code: str, detail: str) -> Answer:
    """An answer that says no, and why."""
    return {"ok": False, "code": code, "detail": detail}


class Identity:
    """Answers `init`, once, and `attest` from then on; threads may share it.

    `host_said` gets the host's clock in nanoseconds and its random bytes. `boot_id` is the
    kernel's, but for one that goes on from a snapshot: there it is made of what the host says.
    """

    def __init__(
        self, boot_id: str, claims: Mapping[str, str], host_said: Callable[[int, bytes], None]
    ) -> None:
        self.boot_id = boot_id
        self._copied = False
        self._claims = json.dumps(dict(claims), sort_keys=True, separators=(",", ":"))
        self._host_said = host_said
        self._lock = threading.Lock()
        self._told: tuple[bytes, str, str] | None = None

    @property
    def known(self) -> bool:
        """Whether the host has told this VM who it is."""
        return self._told is not None

    def copied(self) -> None:
        """A snapshot is made of this VM: those that go on from it are other boots."""
        self._copied = True

    def init(self, asked: Mapping[str, object]) -> Answer:
        """Take the identity that the host gives; a second one is refused."""
        instance_id, boot_nonce = asked.get("instance_id"), asked.get("boot_nonce")
        key, entropy = _bytes(asked.get("key")), _bytes(asked.get("entropy"))
        clock = asked.get("host_unix_ns")
        if not isinstance(instance_id, str) or not _ID.fullmatch(instance_id):
            return refused("bad_request", "instance_id must be 32 hex digits")
        if not isinstance(boot_nonce, str) or not _ID.fullmatch(boot_nonce):
            return refused("bad_request", "boot_nonce must be 32 hex digits")
        if key is None or entropy is None:
            return refused("bad_request", f"key and entropy must be {KEY_BYTES} bytes in base64")
        if type(clock) is not int or clock <= 0:
            return refused("bad_request", "host_unix_ns must be a time in nanoseconds")
        with self._lock:
            if self._told is not None:
                return refused("already_initialised", "this VM has its identity already")
            if self._copied:
                seed = instance_id.encode() + entropy
                self.boot_id = str(uuid.UUID(bytes=hashlib.sha256(seed).digest()[:16], version=4))
            self._told = key, instance_id, boot_nonce
        self._host_said(clock, entropy)
        return {"ok": True, "boot_id": self.boot_id, "claims": json.loads(self._claims)}

    def attest(self, asked: Mapping[str, object]) -> Answer:
        """The tag for a challenge of 64 hex digits."""
        challenge = asked.get("challenge")
        if not isinstance(challenge, str) or not _CHALLENGE.fullmatch(challenge):
            return refused("bad_request", "challenge must be 64 hex digits")
        if self._told is None:
            return refused("not_initialised", "the VM was not given its identity yet")
        key, instance_id, nonce = self._told
        tag = attest_tag(key, challenge, instance_id, nonce, self.boot_id, self._claims)
        return {
            "ok": True,
            "instance_id": instance_id,
            "boot_nonce": nonce,
            "boot_id": self.boot_id,
            "claims": self._claims,
            "tag": tag,
        }


def _bytes(text: object) -> bytes | None:
    try:
        content = base64.b64decode(str(text), validate=True)
    except (ValueError, binascii.Error):
        return None
    return content if len(content) == KEY_BYTES else None
