"""Another implementation of the small parcel, over PyPI "jwcrypto".

Written from docs/reference/parcel-format.md alone.
Reads one JSON request on stdin, writes one JSON answer on stdout.
"""

from __future__ import annotations

import base64
import json
import sys

from jwcrypto import jwe, jwk, jws


def key(tree: dict) -> jwk.JWK:
    return jwk.JWK(**{name: tree[name] for name in ("kty", "crv", "x", "y", "d") if name in tree})


def open_parcel(ask: dict) -> dict:
    envelope = jwe.JWE(algs=["ECDH-ES+A256KW", "A256GCM"])
    envelope.deserialize(ask["parcel"], key(ask["reader"]))
    content, _, signed = envelope.payload.rpartition(b"\n")
    token = jws.JWS()
    token.allowed_algs = [known["alg"] for known in ask["signers"]]
    token.deserialize(signed.decode("ascii"))
    kid = json.loads(token.objects["protected"])["kid"]
    signer = next(known for known in ask["signers"] if known["kid"] == kid)
    token.verify(key(signer), signer["alg"])
    outside = json.loads(envelope.objects["protected"])
    return {
        "content": base64.b64encode(content).decode("ascii"),
        "manifest": json.loads(token.payload),
        "outside": {"id": outside["id"], "exp": outside["exp"]},
    }


def seal_parcel(ask: dict) -> dict:
    signer, manifest = ask["signer"], ask["manifest"]
    token = jws.JWS(json.dumps(manifest))
    token.allowed_algs = [signer["alg"]]
    header = {"alg": signer["alg"], "kid": signer["kid"], "typ": "carelink+jws"}
    token.add_signature(key(signer), protected=json.dumps(header))
    letter = base64.b64decode(ask["content"]) + b"\n" + token.serialize(compact=True).encode("ascii")
    protected = {
        "v": 1,
        "typ": "carelink+jwe",
        "cty": "carelink-letter",
        "enc": "A256GCM",
        "id": manifest["id"],
        "exp": manifest["exp"],
    }
    envelope = jwe.JWE(letter, protected=json.dumps(protected))
    for reader in ask["readers"]:
        envelope.add_recipient(key(reader), header=json.dumps({"alg": reader["alg"], "kid": reader["kid"]}))
    return {"parcel": envelope.serialize(compact=False)}


if __name__ == "__main__":
    request = json.load(sys.stdin)
    json.dump({"open": open_parcel, "seal": seal_parcel}[request["do"]](request), sys.stdout)
