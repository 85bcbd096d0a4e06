"""Our limits for the JOSE library: what it may accept, and how large. Everything else it refuses."""

from __future__ import annotations

from joserfc.jwe import JWERegistry
from joserfc.jws import JWSRegistry
from joserfc.registry import HeaderParameter

from carelink.encryption.keys.suites import BODY, KINDS, WRAP
from carelink.encryption.parcels import limits


class _Signatures(JWSRegistry):
    max_header_length = limits.MAX_PROTECTED
    max_payload_length = limits.MAX_MANIFEST


class _Envelopes(JWERegistry):
    max_protected_header_length = limits.MAX_PROTECTED
    max_ciphertext_length = limits.MAX_CIPHERTEXT
    max_recipients = limits.MAX_RECIPIENTS


ENVELOPES = _Envelopes(
    header_registry={
        "id": HeaderParameter("Message", "str", required=True),
        "exp": HeaderParameter("Expiry", "int", required=True),
        "v": HeaderParameter("Version of the form", "int", required=True),
    },
    algorithms=[WRAP, BODY],
)
SIGNATURES = {kind.alg: _Signatures(algorithms=[kind.alg]) for kind in KINDS if kind.use == "sig"}
