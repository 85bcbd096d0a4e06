"""Other vendors' JOSE libraries open our small parcels, and we open theirs.

The peers are small programs over npm "jose" and PyPI "jwcrypto"; ``make interop`` installs them.
"""

from __future__ import annotations

import base64
import json
import os
import shutil
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from uuid import uuid4

import pytest

from carelink.encryption import Identity, Trust, open, peek, seal  # noqa: A004

pytestmark = pytest.mark.interop

HERE = Path(__file__).parent
NOW = datetime.now(UTC).replace(microsecond=0)
CONTENT = '{"resourceType":"Basic","code":{"text":"試験\n"}}'.encode()


def room() -> Path:
    path = os.environ.get("CARELINK_INTEROP")
    if not path:
        pytest.skip("CARELINK_INTEROP does not say where the peers are: run `make interop`")
    return Path(path)


def npm_jose(request: dict) -> dict:
    node = shutil.which("node")
    if node is None or not (room() / "node_modules" / "jose").is_dir():
        pytest.skip("node with npm jose is not installed here")
    script = (HERE / "jose_peer.mjs").read_text("utf-8")
    return asked([node, "--input-type=module", "-e", script], request)


def jwcrypto(request: dict) -> dict:
    if not (room() / "python" / "jwcrypto").is_dir():
        pytest.skip("jwcrypto is not installed here")
    return asked([sys.executable, str(HERE / "jwcrypto_peer.py")], request)


def asked(command: list[str], request: dict) -> dict:
    env = {**os.environ, "PYTHONPATH": str(room() / "python")}
    run = subprocess.run(
        command, cwd=room(), env=env, input=json.dumps(request), capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stderr
    return json.loads(run.stdout)


@pytest.fixture(params=[npm_jose, jwcrypto], ids=["npm-jose", "jwcrypto"])
def peer(request):
    return request.param


@pytest.fixture(params=["CL1-P256", "CL1-X25519"])
def pair(request, peer):
    if peer is jwcrypto and request.param == "CL1-X25519" and not knows_ed25519_by_name():
        pytest.skip("this jwcrypto does not know the name Ed25519 of RFC 9864, only EdDSA")
    return tuple(Identity.generate(f"試験 {who}", suite=request.param) for who in ("町", "病院"))


def knows_ed25519_by_name() -> bool:
    done = subprocess.run(
        [sys.executable, "-c", "from jwcrypto.jwa import JWA; JWA.signing_alg('Ed25519')"],
        env={**os.environ, "PYTHONPATH": str(room() / "python")},
        capture_output=True,
        check=False,
    )
    return done.returncode == 0


def private(identity: Identity, use: str) -> dict:
    own = next(key for key in identity.keys if key.public.kind.use == use)
    return {**own.public.to_jwk(), "d": own.secret}


def public(identity: Identity, use: str) -> dict:
    return {name: value for name, value in private(identity, use).items() if name != "d"}


@pytest.mark.parametrize("readers", [1, 2])
def test_the_peer_opens_ours(peer, pair, readers):
    town, ward = pair
    others = [Identity.generate("試験 ほか").recipient] * (readers - 1)
    parcel = seal(CONTENT, to=[*others, ward.recipient], sender=town, content_type="application/fhir+json")
    answer = peer(
        {
            "do": "open",
            "parcel": parcel.decode(),
            "reader": private(ward, "enc"),
            "signers": [public(town, "sig")],
        }
    )
    assert base64.b64decode(answer["content"]) == CONTENT
    assert answer["manifest"]["sha256"] == sha256(CONTENT).hexdigest()
    assert answer["manifest"]["from"] == {"kid": town.kid, "name": town.name}
    assert answer["outside"]["id"] == answer["manifest"]["id"] == peek(parcel).id


@pytest.mark.parametrize("readers", [1, 2])
def test_we_open_the_peer_s(peer, pair, readers):
    town, ward = pair
    to = [ward, Identity.generate("試験 ほか")][:readers]
    manifest = {
        "id": str(uuid4()),
        "env": str(uuid4()),
        "from": {"kid": town.kid, "name": town.name},
        "to": [{"kid": public(reader, "enc")["kid"], "name": reader.name} for reader in to],
        "iat": int(NOW.timestamp()),
        "exp": int((NOW + timedelta(days=30)).timestamp()),
        "cty": "application/fhir+json",
        "purpose": "TREAT",
        "len": len(CONTENT),
        "sha256": sha256(CONTENT).hexdigest(),
        "ack": "required",
    }
    answer = peer(
        {
            "do": "seal",
            "content": base64.b64encode(CONTENT).decode(),
            "manifest": manifest,
            "signer": private(town, "sig"),
            "readers": [public(reader, "enc") for reader in to],
        }
    )
    for reader in to:
        opened = open(answer["parcel"].encode(), reader, trust=Trust([town.recipient]))
        assert opened.content == CONTENT
        assert opened.manifest.id == manifest["id"]
