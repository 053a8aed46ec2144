"""Who vouches for an evidence folder: an Ed25519 signature over its index, RFC 8032."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Final, Literal

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import (
    Ed25519PrivateKey,
    Ed25519PublicKey,
)
from cryptography.hazmat.primitives.serialization import (
    load_pem_private_key,
    load_pem_public_key,
    load_ssh_private_key,
    load_ssh_public_key,
)
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from arqon_gate.artifact import canonical
from arqon_gate.chain import INDEX
from arqon_gate.reading import SIGNATURE, Fault, read_plain
from arqon_settings.durable import replace_durably

__all__ = ["BadKey", "Signature", "read_public_key", "sign", "signature_of"]

_CONTEXT: Final = b"arqon-gate-evidence-1\n"
"""Signed with the index, so that no signature of something else fits."""


class BadKey(Exception):
    """The file is not an Ed25519 key that can be used; the text says what to do."""


class Signature(BaseModel):
    """The signature and the public key that it fits, both in hexadecimal."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    algorithm: Literal["ed25519"] = "ed25519"
    public_key: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
    signature: Annotated[str, Field(pattern=r"^[0-9a-f]{128}$")]


def sign(folder: Path, key_file: Path) -> Signature:
    """Sign the folder as it is, with a private key in PEM or OpenSSH's form.

    Raises:
        BadKey: that is no such key, or it has a passphrase.
        OSError: the index cannot be read, or the signature not be written.
    """
    key = _private_key(key_file)
    made = key.sign(_CONTEXT + read_plain(folder / INDEX))
    public = key.public_key().public_bytes_raw().hex()
    signature = Signature(public_key=public, signature=made.hex())
    replace_durably(folder / SIGNATURE, canonical(signature))
    return signature


def signature_of(folder: Path) -> tuple[Signature | None, Fault | None]:
    """The signature of the folder, and what is wrong with it; neither where there is none."""
    try:
        data = read_plain(folder / SIGNATURE)
        signature = Signature.model_validate_json(data)
        if canonical(signature) != data:
            raise ValueError
        public = Ed25519PublicKey.from_public_bytes(bytes.fromhex(signature.public_key))
        public.verify(bytes.fromhex(signature.signature), _CONTEXT + read_plain(folder / INDEX))
    except FileNotFoundError:
        return None, None
    except OSError as error:
        return None, Fault("altered", SIGNATURE, str(error.strerror))
    except InvalidSignature:
        return None, Fault("altered", SIGNATURE, "it does not fit this index")
    except (ValidationError, ValueError):
        return None, Fault("altered", SIGNATURE, "it is not a signature")
    return signature, None


def read_public_key(file: Path) -> str:
    """An Ed25519 public key in PEM or OpenSSH's form, in hexadecimal.

    Raises:
        BadKey: the file holds none.
        OSError: it cannot be read.
    """
    data = file.read_bytes()
    load = load_ssh_public_key if data.startswith(b"ssh-") else load_pem_public_key
    try:
        key = load(data)
    except (ValueError, UnsupportedAlgorithm) as error:
        raise BadKey(f"{file} is not a public key in PEM or OpenSSH's form: {error}.") from None
    if not isinstance(key, Ed25519PublicKey):
        raise BadKey(f"{file} is not an Ed25519 key.")
    return key.public_bytes_raw().hex()


def _private_key(file: Path) -> Ed25519PrivateKey:
    data = file.read_bytes()
    load = load_ssh_private_key if b"OPENSSH PRIVATE KEY" in data else load_pem_private_key
    try:
        key = load(data, None)
    except TypeError:
        what = f"{file} has a passphrase, and nobody can be asked for it here."
        raise BadKey(f"{what} Sign with a key that has none.") from None
    except (ValueError, UnsupportedAlgorithm):
        what = f"{file} is not a private key in PEM or OpenSSH's form."
        raise BadKey(f"{what} To make one: openssl genpkey -algorithm ed25519") from None
    if not isinstance(key, Ed25519PrivateKey):
        raise BadKey(f"{file} is not an Ed25519 key: openssl genpkey -algorithm ed25519")
    return key
