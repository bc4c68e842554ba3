"""Secrets and signatures as Standard Webhooks 1.0.0 writes them: ``v1`` (HMAC-SHA-256), ``v1a`` (Ed25519).

Signed is ``id.timestamp.body``. A secret stands for both: whoever verifies by ``v1`` has ``whsec_…``,
whoever by ``v1a`` needs ``whpk_…`` alone, which is no secret. While a secret is being replaced, a
message bears the signatures of the one before as well.
"""

import hashlib
import hmac
from base64 import b64decode, b64encode
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from loyalty.kernel.instant import microseconds
from loyalty.vault.key import NONCE_BYTES, MasterKey, open_apart, seal_apart
from loyalty.vault.refusals import VaultLocked

SECRET_BYTES = 32
FRESH_BYTES = 2 * SECRET_BYTES + NONCE_BYTES
"""How much chance a new secret takes: that of ``v1``, the seed of ``v1a``, the nonce that seals both."""

KEPT_ON = timedelta(hours=24)
"""How long a replaced secret still signs."""


@dataclass(frozen=True, slots=True)
class Secret:
    """What signs for an endpoint."""

    shared: bytes = field(repr=False)
    seed: bytes = field(repr=False)

    @property
    def text(self) -> str:
        """The secret of ``v1`` as it is shown once."""
        return f"whsec_{b64encode(self.shared).decode()}"

    @property
    def public(self) -> str:
        """The public key of ``v1a``."""
        key = Ed25519PrivateKey.from_private_bytes(self.seed).public_key()
        return f"whpk_{b64encode(key.public_bytes(Encoding.Raw, PublicFormat.Raw)).decode()}"


@dataclass(frozen=True, slots=True)
class KeptSecret:
    """A secret as it is kept: sealed by the master key of fingerprint ``master``.

    ``ends_at`` is until when it still signs, None for the one that is in use.
    """

    programme: str
    endpoint_id: str
    made_at: datetime
    sealed: str = field(repr=False)
    master: str
    ends_at: datetime | None = None


def fresh_secret(chance: bytes) -> Secret:
    """Give a new secret made of the first bytes of chance."""
    return Secret(chance[:SECRET_BYTES], chance[SECRET_BYTES : 2 * SECRET_BYTES])


def kept(
    secret: Secret, place: tuple[str, str], chance: bytes, master: MasterKey, at: datetime
) -> KeptSecret:
    """Give a secret of an endpoint (programme and id) sealed; ``chance`` is what it was made of."""
    programme, endpoint_id = place
    nonce = chance[2 * SECRET_BYTES :]
    content = b64encode(secret.shared + secret.seed).decode()
    sealed = seal_apart(master, _name(programme, endpoint_id), content, nonce)
    return KeptSecret(programme, endpoint_id, at, sealed, master.fingerprint)


def opened(of: KeptSecret, master: MasterKey) -> Secret:
    """Give a secret back. Raises VaultLocked, SealBroken."""
    if of.master != master.fingerprint:
        raise VaultLocked
    content = b64decode(open_apart(master, _name(of.programme, of.endpoint_id), of.sealed))
    return Secret(content[:SECRET_BYTES], content[SECRET_BYTES:])


def signed_headers(secrets: Iterable[Secret], event_id: str, at: datetime, body: bytes) -> dict[str, str]:
    """Give the three headers of a message that is sent at ``at``, with two signatures of each secret."""
    timestamp = str(microseconds(at) // 1_000_000)
    signed = f"{event_id}.{timestamp}.".encode() + body
    signatures = [each for secret in secrets for each in _signatures(secret, signed)]
    return {
        "webhook-id": event_id,
        "webhook-timestamp": timestamp,
        "webhook-signature": " ".join(signatures),
    }


def _signatures(secret: Secret, signed: bytes) -> tuple[str, str]:
    shared = hmac.new(secret.shared, signed, hashlib.sha256).digest()
    own = Ed25519PrivateKey.from_private_bytes(secret.seed).sign(signed)
    return f"v1,{b64encode(shared).decode()}", f"v1a,{b64encode(own).decode()}"


def _name(programme: str, endpoint_id: str) -> str:
    return f"webhook-secret\0{programme}\0{endpoint_id}"
