"""The published vectors: parcels of every version are opened, or refused, by this and every later release."""

from __future__ import annotations

import base64
import hashlib
import io
from datetime import datetime
from pathlib import Path

import pytest

from carelink.encryption import Identity, Trust, open, open_file  # noqa: A004
from carelink.encryption.keys import hybrid
from carelink.errors import (
    BrokenSealError,
    ExpiredError,
    SealError,
    UntrustedSenderError,
    WrongKeyError,
)

FOLDER = Path(__file__).parents[1] / "vectors"
ANSWERS = {
    "wrong key": WrongKeyError,
    "broken": BrokenSealError,
    "untrusted sender": UntrustedSenderError,
    "expired": ExpiredError,
    "unknown form": SealError,
}
VECTORS = sorted(FOLDER.glob("v*/*.txt"))


def read(path: Path) -> tuple[dict[str, str], bytes]:
    head, _, body = path.read_bytes().partition(b"\n\n")
    lines = dict(line.split(": ", 1) for line in head.decode("utf-8").splitlines())
    return lines, body if lines["parcel"] == "text" else base64.decodebytes(body)


@pytest.mark.parametrize("path", VECTORS, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_vector(path, tmp_path):
    if path.parent.name.endswith("-xwing") and not hybrid.is_here():
        pytest.skip("this cryptography library has no X-Wing")
    lines, parcel = read(path)
    reader = Identity.load(path.parent / "keys" / f"TEST-KEY-{lines['reader']}.json")
    trust, now = Trust.load(path.parent / "keys" / "trust.json"), datetime.fromisoformat(lines["now"])
    target = tmp_path / "out"
    if lines["expect"] == "success":
        content = open(parcel, reader, trust=trust, now=now).content
        assert hashlib.sha256(content).hexdigest() == lines["content-sha256"]
        open_file(io.BytesIO(parcel), target, reader, trust=trust, now=now)
        assert target.read_bytes() == content
        return
    for attempt in (
        lambda: open(parcel, reader, trust=trust, now=now),
        lambda: open_file(io.BytesIO(parcel), target, reader, trust=trust, now=now),
    ):
        with pytest.raises(SealError) as caught:
            attempt()
        assert type(caught.value) is ANSWERS[lines["expect"]]
        assert caught.value.__cause__ is None
    assert list(tmp_path.iterdir()) == []


def test_every_answer_has_a_vector():
    assert {read(path)[0]["expect"] for path in VECTORS} == {"success", *ANSWERS}
