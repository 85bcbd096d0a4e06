"""Make the published vectors of parcel version 1. Run once per set; what is published never changes.

    python tests/vectors/make.py tests/vectors/v1
    python tests/vectors/make.py tests/vectors/v1-xwing

Refuses a folder that exists. The keys it makes are test keys and say so in their names. Each vector is a
text file: lines ``name: value``, an empty line, the parcel (as text, or in base64 when it is binary).
"""

from __future__ import annotations

import base64
import hashlib
import io
import json
import secrets
import sys
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from carelink.encryption import Identity, Recipient, jose, strict
from carelink.encryption.parcels import cobblestone, envelope, large, letter, small
from carelink.encryption.parcels.addressing import Plan, plan

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

NOW = datetime(2026, 4, 1, 9, 0, tzinfo=UTC)
CONTENT = '{"resourceType":"Basic","id":"vector","code":{"text":"試験"}}'.encode()
TYPE = "application/fhir+json"


def member(name: str, suite: str) -> Identity:
    return Identity.generate(f"TEST KEY 試験用 {name}", suite=suite, now=NOW - timedelta(days=30))


TOWN, WARD, OTHER = (member(f"{who} P-256", "CL1-P256") for who in ("町", "病院", "よそ"))
TOWN_X, WARD_X = (member(f"{who} X25519", "CL1-X25519") for who in ("町", "病院"))
OLD = Identity.generate("TEST KEY 試験用 旧 P-256", now=NOW - timedelta(days=3 * 365))
REVOKED = member("失効 P-256", "CL1-P256")
EVERYBODY = {
    "town": TOWN,
    "ward": WARD,
    "other": OTHER,
    "town-x": TOWN_X,
    "ward-x": WARD_X,
    "old": OLD,
    "revoked": REVOKED,
}
TRUSTED = ("town", "ward", "town-x", "ward-x", "old", "revoked")


@dataclass
class Vector:
    """One case: the parcel, who reads it, what must come of it and why."""

    name: str
    expect: str
    why: str
    parcel: bytes
    reader: str = "ward"
    now: datetime = NOW
    content: bytes = CONTENT


def small_parcel(to: list[Identity], sender: Identity = TOWN, content: bytes = CONTENT, **wishes) -> bytes:
    return small.seal(content, planned(to, sender, **wishes))[0]


def planned(to: list[Identity], sender: Identity = TOWN, **wishes) -> Plan:
    return plan([reader.recipient for reader in to], sender, TYPE, {"now": NOW, **wishes})


def large_parcel(to: list[Identity], sender: Identity = TOWN, content: bytes = CONTENT) -> bytes:
    parcel = io.BytesIO()
    large.seal(io.BytesIO(content), parcel, planned(to, sender))
    return parcel.getvalue()


def outside(parcel: bytes, change: Callable[[dict], None]) -> bytes:
    """Return ``parcel`` with something changed outside the encryption."""
    tree = json.loads(parcel)
    change(tree)
    return strict.compact(tree).encode()


def protected(parcel: bytes, **members) -> bytes:
    """Return ``parcel`` with members of the protected header changed; None removes one."""

    def change(tree):
        header = json.loads(strict.decode(tree["protected"])) | members
        header = {name: value for name, value in header.items() if value is not None}
        tree["protected"] = strict.encode(strict.compact(header).encode())

    return outside(parcel, change)


def signed(plan: Plan, content: bytes = CONTENT, *, head: dict | None = None, **members) -> bytes:
    """Return a signed manifest with members changed before it is signed; None removes one."""
    tree = json.loads(plan.manifest(len(content), hashlib.sha256(content).hexdigest()).to_json())
    tree = {name: value for name, value in (tree | members).items() if value is not None}
    header = {"alg": plan.own.public.kind.alg, "kid": plan.own.kid, "typ": "carelink+jws", **(head or {})}
    text = ".".join(strict.encode(strict.compact(part).encode()) for part in (header, tree)).encode()
    return text + b"." + strict.encode(jose.sign(text, plan.own)).encode()


def sealed(plan: Plan, plain: bytes) -> bytes:
    """Return an honest envelope around whatever ``plain`` is."""
    return envelope.wrap(plain, to=plan.keys, message=plan.id, expires=plan.expires, inside=envelope.LETTER)


def crafted(
    content: bytes = CONTENT, *, head: dict | None = None, sender: Identity = TOWN, **members
) -> bytes:
    """Return a parcel whose seal is sound and whose signed manifest is not what it should be."""
    planned_ = planned([WARD], sender)
    return sealed(planned_, content + b"\n" + signed(planned_, content, head=head, **members))


def flip(text: str) -> str:
    """Return base64url text with its first letter changed."""
    return ("A" if text[0] != "A" else "B") + text[1:]


def successes() -> Iterator[Vector]:
    yield Vector("p256", "success", "The plain case, suite CL1-P256.", small_parcel([WARD]))
    yield Vector(
        "x25519", "success", "The plain case, suite CL1-X25519.", small_parcel([WARD_X], TOWN_X), "ward-x"
    )
    both = small_parcel([WARD_X, WARD])
    yield Vector(
        "two-readers-first", "success", "Two readers of different suites; the first.", both, "ward-x"
    )
    yield Vector("two-readers-second", "success", "Two readers of different suites; the second.", both)
    yield Vector("empty", "success", "No content at all.", small_parcel([WARD], content=b""), content=b"")
    lines = b"\nline\n\n"
    yield Vector(
        "line-feeds",
        "success",
        "The border is the last line feed.",
        small_parcel([WARD], content=lines),
        content=lines,
    )
    yield Vector(
        "all-members", "success", "Every optional member of the manifest.",
        small_parcel(
            [WARD], profile="https://carelink.example/fhir/StructureDefinition/admission-sheet",
            purpose="HOPERAT", receipt="none", replaces="0b0e8b6c-57c5-4d2a-9d3c-0c2f7f0f7a51",
        ),
    )  # fmt: skip
    yield Vector(
        "later-member", "success", "A member of the manifest that this version does not know is ignored.",
        crafted(consent="a reference"),
    )  # fmt: skip
    yield Vector(
        "white-space", "success", "White space outside is nobody's business.",
        json.dumps(json.loads(small_parcel([WARD])), indent=2).encode(),
    )  # fmt: skip
    yield Vector(
        "flattened", "success", "With one reader the flattened form of RFC 7516 §7.2.2 is read as well.",
        outside(small_parcel([WARD]), lambda tree: tree.update(tree.pop("recipients")[0])),
    )  # fmt: skip
    yield Vector(
        "headers-all-protected", "success", "With one reader its header may be protected whole.",
        all_protected(),
    )  # fmt: skip
    yield Vector(
        "large-p256", "success", "The large form, two chunks.", large_parcel([WARD], content=BIG), content=BIG
    )
    yield Vector(
        "large-x25519", "success", "The large form, CL1-X25519.", large_parcel([WARD_X], TOWN_X), "ward-x"
    )
    yield Vector("early-by-five-minutes", "success", "Clocks may differ.", small_parcel([WARD]),
                 now=NOW - timedelta(minutes=5))  # fmt: skip
    yield Vector("late-by-five-minutes", "success", "Clocks may differ.", small_parcel([WARD]),
                 now=NOW + timedelta(days=30, minutes=5))  # fmt: skip


BIG = bytes(range(256)) * 80


def all_protected() -> bytes:
    plan_ = planned([WARD])
    plain = CONTENT + b"\n" + signed(plan_)
    content_key = jose.content_key()
    agreement, wrapped = jose.wrap(content_key, plan_.keys[0])
    header = {
        "v": 1, "typ": "carelink+jwe", "cty": "carelink-letter", "enc": "A256GCM", "id": plan_.id,
        "exp": int(plan_.expires.timestamp()), "alg": "ECDH-ES+A256KW", "kid": plan_.keys[0].kid,
        **agreement,
    }  # fmt: skip
    text = strict.encode(strict.compact(header).encode())
    iv, ciphertext, tag = map(strict.encode, jose.encrypt(plain, content_key, text))
    entry = {"encrypted_key": strict.encode(wrapped)}
    return strict.compact(
        {"protected": text, "recipients": [entry], "iv": iv, "ciphertext": ciphertext, "tag": tag}
    ).encode()


def refusals_of_people() -> Iterator[Vector]:
    yield Vector(
        "wrong-key", "wrong key", "Sealed for the ward, read by others.", small_parcel([WARD]), "other"
    )
    yield Vector(
        "large-wrong-key", "wrong key", "The large form, read by others.", large_parcel([WARD]), "other"
    )
    yield Vector(
        "passed-on", "wrong key", "A reader sealed the letter again for somebody else.", passed_on(), "other"
    )
    yield Vector(
        "unknown-signer",
        "untrusted sender",
        "Signed with a key nobody vouches for.",
        small_parcel([WARD], OTHER),
    )
    yield Vector(
        "signed-with-encryption-key-name", "untrusted sender", "The kid named is a key for encryption.",
        crafted(head={"kid": TOWN.recipient.newest("enc", at=NOW).kid}),
    )  # fmt: skip
    yield Vector(
        "revoked-signer", "untrusted sender", "The signing key was revoked.", small_parcel([WARD], REVOKED)
    )
    yield Vector(
        "signer-key-ended", "untrusted sender", "Signed after the signing key's last day.", signed_too_late()
    )


def passed_on() -> bytes:
    """The ward opens a letter of the town and seals it again for another, signature and all."""
    to_ward = planned([WARD])
    plain = CONTENT + b"\n" + signed(to_ward)
    return sealed(to_ward._replace(keys=planned([OTHER]).keys), plain)


def signed_too_late() -> bytes:
    plan_ = planned([WARD])._replace(own=OLD.own(OLD.kid))
    content = CONTENT + b"\n" + signed(plan_, **{"from": {"kid": OLD.kid, "name": OLD.name}})
    return sealed(plan_, content)


def refusals_of_time() -> Iterator[Vector]:
    parcel = small_parcel([WARD])
    for name, now, why in (
        ("expired", NOW + timedelta(days=30, minutes=5, seconds=1), "Past its expiry."),
        ("from-the-future", NOW - timedelta(minutes=5, seconds=1), "Issued later than now."),
    ):
        yield Vector(name, "expired", why, parcel, now=now)
    yield Vector("large-expired", "expired", "The large form, past its expiry.", large_parcel([WARD]),
                 now=NOW + timedelta(days=31))  # fmt: skip


def refusals_of_form() -> Iterator[Vector]:
    parcel = small_parcel([WARD])
    yield Vector("version-2", "unknown form", "A version of a later day.", protected(parcel, v=2))
    yield Vector("unknown-curve", "unknown form", "A suite of a later day.", outside(parcel, _curve))
    yield Vector("large-version-2", "broken", "Another first line is no parcel.",
                 large_parcel([WARD]).replace(b"carelink-parcel/1", b"carelink-parcel/2"))  # fmt: skip


def _curve(tree: dict) -> None:
    tree["recipients"][0]["header"]["epk"]["crv"] = "P-521"


def broken_outside() -> Iterator[Vector]:
    parcel = small_parcel([WARD])

    def with_(change):
        return outside(parcel, change)

    def entry(tree):
        return tree["recipients"][0]

    changes = {
        "altered-ciphertext": lambda t: t.update(ciphertext=flip(t["ciphertext"])),
        "altered-tag": lambda t: t.update(tag=flip(t["tag"])),
        "altered-iv": lambda t: t.update(iv=flip(t["iv"])),
        "altered-wrapped-key": lambda t: entry(t).update(encrypted_key=flip(entry(t)["encrypted_key"])),
        "another-ephemeral-key": lambda t: entry(t)["header"].update(
            epk=json.loads(small_parcel([WARD]))["recipients"][0]["header"]["epk"]
        ),
        "short-tag": lambda t: t.update(tag=t["tag"][:16]),
        "padded-base64": lambda t: t.update(tag=t["tag"] + "=="),
        "stray-bits": lambda t: t.update(tag=t["tag"][:-1] + chr(ord(t["tag"][-1]) + 1)),
        "flattened-and-general": lambda t: t.update(entry(t)),
        "empty-header": lambda t: entry(t).update(header={}),
        "unknown-member": lambda t: t.update(aad="QQ"),
        "unprotected-header": lambda t: t.update(unprotected={"zip": "DEF"}),
        "no-readers": lambda t: t.update(recipients=[]),
        "one-reader-twice": lambda t: t.update(recipients=t["recipients"] * 2),
        "too-many-readers": lambda t: t.update(recipients=t["recipients"] * 65),
        "alg-none": lambda t: entry(t)["header"].update(alg="none"),
        "alg-dir": lambda t: entry(t)["header"].update(alg="dir"),
        "alg-rsa1-5": lambda t: entry(t)["header"].update(alg="RSA1_5"),
        "alg-pbes2": lambda t: entry(t)["header"].update(alg="PBES2-HS256+A128KW", p2c=10**9, p2s="QQ"),
        "alg-weaker-wrap": lambda t: entry(t)["header"].update(alg="ECDH-ES+A128KW"),
        "header-in-both": lambda t: entry(t)["header"].update(enc="A256GCM"),
        "private-ephemeral-key": lambda t: entry(t)["header"]["epk"].update(d="QQ"),
    }
    for name, change in changes.items():
        yield Vector(name, "broken", "Altered outside the encryption.", with_(change))
    for name, members in {
        "altered-expiry": {"exp": int(NOW.timestamp()) + 10**6},
        "altered-id": {"id": "0b0e8b6c-57c5-4d2a-9d3c-0c2f7f0f7a51"},
        "zip": {"zip": "DEF"},
        "crit": {"crit": ["exp"]},
        "enc-weaker": {"enc": "A128GCM"},
        "enc-cbc": {"enc": "A256CBC-HS512"},
        "no-expiry": {"exp": None},
        "no-type": {"typ": None},
        "id-is-no-uuid": {"id": "H123456"},
        "letter-called-file-key": {"cty": "carelink-file-key"},
    }.items():
        yield Vector(name, "broken", "Altered in the protected header.", protected(parcel, **members))
    for name, data in {
        "cut-short": parcel[:-10],
        "doubled-name": parcel[:-1] + b',"tag":"AAAAAAAAAAAAAAAAAAAAAA"}',
        "trailing-text": parcel + b"{}",
        "byte-order-mark": b"\xef\xbb\xbf" + parcel,
        "utf-16": parcel.decode().encode("utf-16"),
        "deep": b'{"protected":' + b"[" * 200 + b"]" * 200 + b"}",
        "not-json": b"no parcel",
        "nothing": b"",
    }.items():
        yield Vector(name, "broken", "Not the JSON of an envelope.", data)
    yield Vector(
        "x25519-other-spelling", "broken", "The ephemeral key with the bit set that X25519 ignores.",
        outside(small_parcel([WARD_X], TOWN_X), _spelling), "ward-x",
    )  # fmt: skip
    yield Vector("entries-swapped", "broken", "Wrapped keys of two readers exchanged.",
                 outside(small_parcel([WARD, TOWN]), _swap))  # fmt: skip


def _spelling(tree: dict) -> None:
    epk = tree["recipients"][0]["header"]["epk"]
    raw = bytearray(strict.decode(epk["x"]))
    raw[31] |= 0x80
    epk["x"] = strict.encode(bytes(raw))


def _swap(tree: dict) -> None:
    one, two = tree["recipients"]
    one["encrypted_key"], two["encrypted_key"] = two["encrypted_key"], one["encrypted_key"]


def broken_inside() -> Iterator[Vector]:
    """The seal is sound: made by somebody who holds a trusted key, or who can only encrypt to the reader."""
    why = "Sealed for the reader, but the signed manifest does not hold."
    for name, members in {
        "manifest-other-hash": {"sha256": "0" * 64},
        "manifest-other-length": {"len": len(CONTENT) + 1},
        "manifest-other-id": {"id": "0b0e8b6c-57c5-4d2a-9d3c-0c2f7f0f7a51"},
        "manifest-other-expiry": {"exp": int((NOW + timedelta(days=29)).timestamp())},
        "manifest-without-purpose": {"purpose": None},
        "manifest-without-readers": {"to": []},
        "manifest-other-sender": {"from": {"kid": WARD.kid, "name": WARD.name}},
        "manifest-fraction": {"len": float(len(CONTENT))},
        "manifest-true-for-one": {"iat": True},
        "manifest-issued-after-expiry": {"iat": int((NOW + timedelta(days=31)).timestamp())},
    }.items():
        yield Vector(name, "broken", why, crafted(**members))
    for name, head in {
        "signature-alg-none": {"alg": "none"},
        "signature-alg-hs256": {"alg": "HS256"},
        "signature-alg-of-other-suite": {"alg": "Ed25519"},
        "signature-other-type": {"typ": "JWT"},
        "signature-with-jwk": {"jwk": {"kty": "oct", "k": "QQ"}},
        "signature-crit": {"crit": ["b64"], "b64": False},
    }.items():
        yield Vector(name, "broken", why, crafted(head=head))
    plan_ = planned([WARD])
    good = signed(plan_)
    head, payload, _ = good.split(b".")
    for name, jws in {
        "signature-altered": good[:-5] + (b"A" if good[-5:-4] != b"A" else b"B") + good[-4:],
        "signature-missing": head + b"." + payload + b".",
        "signature-of-another": head + b"." + payload + b"." + signed(planned([WARD])).split(b".")[2],
        "signature-zero": head + b"." + payload + b"." + strict.encode(bytes(64)).encode(),
        "signature-long": good + b"AAAA",
        "manifest-missing": b"",
    }.items():
        yield Vector(name, "broken", why, sealed(plan_, CONTENT + b"\n" + jws))
    yield Vector("content-altered", "broken", why, sealed(plan_, CONTENT[:-1] + b"]\n" + good))
    yield Vector("border-missing", "broken", why, sealed(plan_, good))
    empty = signed(plan_, b"")
    yield Vector("border-missing-empty", "broken", why, sealed(plan_, empty))
    long = planned([WARD])
    long = long._replace(said={**long.said, "expires": NOW + timedelta(days=91)})
    yield Vector(
        "valid-too-long",
        "broken",
        "Valid for more than 90 days.",
        sealed(long, CONTENT + b"\n" + signed(long)),
    )


def broken_large() -> Iterator[Vector]:
    parcel = large_parcel([WARD], content=BIG * 2)
    body = parcel.index(b"\n", len(large.MAGIC)) + 1 + 56
    chunk = cobblestone.CHUNK + cobblestone.TAG
    one, two, rest = (
        parcel[body : body + chunk],
        parcel[body + chunk : body + 2 * chunk],
        parcel[body + 2 * chunk :],
    )
    for name, data in {
        "large-chunks-swapped": parcel[:body] + two + one + rest,
        "large-chunk-missing": parcel[:body] + one + rest,
        "large-chunk-twice": parcel[:body] + one + one + two + rest,
        "large-cut-at-chunk": parcel[: body + 2 * chunk],
        "large-cut-short": parcel[:-1],
        "large-no-body": parcel[: body - 56],
        "large-longer": parcel + b"\0",
        "large-altered-body": parcel[: body + 5] + bytes([parcel[body + 5] ^ 1]) + parcel[body + 6 :],
        "large-altered-salt": parcel[: body - 50] + bytes([parcel[body - 50] ^ 1]) + parcel[body - 49 :],
        "large-altered-commitment": parcel[: body - 5] + bytes([parcel[body - 5] ^ 1]) + parcel[body - 4 :],
    }.items():
        yield Vector(name, "broken", "Altered in the body.", data)
    other = large_parcel([WARD])
    border = other.index(b"\n", len(large.MAGIC)) + 1
    yield Vector(
        "large-other-head", "broken", "Head and body of two parcels.", other[:border] + parcel[body - 56 :]
    )
    plan_ = planned([WARD])
    line = envelope.wrap(
        b"16 bytes, no key",
        to=plan_.keys,
        message=plan_.id,
        expires=plan_.expires,
        inside=envelope.FILE_KEY,
    )
    yield Vector(
        "large-short-file-key", "broken", "The file key has 32 bytes.", large.MAGIC + line + b"\n" + bytes(72)
    )
    file_key = secrets.token_bytes(32)
    line = envelope.wrap(
        file_key, to=plan_.keys, message=plan_.id, expires=plan_.expires, inside=envelope.FILE_KEY
    )
    head = large.MAGIC + line + b"\n"
    cipher = cobblestone.encryptor(file_key, hashlib.sha512(head).digest())
    unsigned = head + cipher.update(CONTENT + letter.BORDER) + cipher.finalize()
    yield Vector("large-unsigned", "broken", "No manifest at the end.", unsigned)


def hybrids() -> Iterator[Vector]:
    """The opt-in suite; its keys are made only when its folder is."""
    town, ward = (EVERYBODY[name] for name in ("town-w", "ward-w"))
    parcel = small_parcel([ward], town)
    yield Vector("xwing", "success", "The plain case, suite CL1-XWING.", parcel, "ward-w")
    yield Vector("xwing-large", "success", "The large form, CL1-XWING.", large_parcel([ward], town), "ward-w")
    every = small_parcel([WARD_X, ward, WARD], town)
    for reader in ("ward-x", "ward-w", "ward"):
        yield Vector(
            f"xwing-three-readers-{reader}", "success", "Three readers, three suites.", every, reader
        )
    yield Vector(
        "xwing-wrong-key", "wrong key", "Sealed for CL1-P256 only.", small_parcel([WARD], town), "ward-w"
    )
    ek = json.loads(parcel)["recipients"][0]["header"]["ek"]
    raw = bytearray(strict.decode(ek))
    raw[-1] ^= 0x80
    changes = {
        "altered-kem": (flip(ek), "A letter of the ML-KEM half."),
        "altered-curve": (ek[:-5] + flip(ek[-5:]), "A letter of the X25519 half."),
        "other-spelling": (strict.encode(bytes(raw)), "The bit of the X25519 half that X25519 ignores."),
        "short": (ek[:-4], "Three bytes too few."),
        "another": (
            json.loads(small_parcel([ward], town))["recipients"][0]["header"]["ek"],
            "Of another parcel.",
        ),
    }
    for name, (other, why) in changes.items():
        altered = outside(parcel, lambda tree, ek=other: tree["recipients"][0]["header"].update(ek=ek))
        yield Vector(f"xwing-{name}", "broken", why, altered, "ward-w")
    epk = json.loads(small_parcel([WARD_X], TOWN_X))["recipients"][0]["header"]["epk"]
    both = outside(parcel, lambda tree: tree["recipients"][0]["header"].update(epk=epk))
    yield Vector("xwing-two-agreements", "broken", "Both ek and epk.", both, "ward-w")

    def elliptic(tree):
        entry = tree["recipients"][0]
        entry["header"] = {"alg": "ECDH-ES+A256KW", "kid": entry["header"]["kid"], "epk": epk}

    yield Vector(
        "xwing-downgraded", "broken", "An entry that names a hybrid key and brings X25519 only.",
        outside(parcel, elliptic), "ward-w",
    )  # fmt: skip


SETS = {
    "v1": (
        successes,
        refusals_of_people,
        refusals_of_time,
        refusals_of_form,
        broken_outside,
        broken_inside,
        broken_large,
    ),
    "v1-xwing": (hybrids,),
}


def written(vector: Vector) -> bytes:
    text = all(byte in b"\n" or 32 <= byte < 127 for byte in vector.parcel) and vector.parcel[:1] == b"{"
    lines = [
        f"expect: {vector.expect}",
        f"why: {vector.why}",
        f"reader: {vector.reader}",
        f"now: {vector.now.isoformat()}",
    ]
    if vector.expect == "success":
        lines.append(f"content-sha256: {hashlib.sha256(vector.content).hexdigest()}")
    lines.append(f"parcel: {'text' if text else 'base64'}")
    body = vector.parcel if text else base64.encodebytes(vector.parcel)
    return "\n".join(lines).encode() + b"\n\n" + body


def public() -> dict:
    """Return the trust list of the vectors, with one member revoked."""
    members = [EVERYBODY[name].recipient for name in (*TRUSTED, "town-w", "ward-w") if name in EVERYBODY]
    members = [revoked(known) if known == REVOKED.recipient else known for known in members]
    return {"carelink-trust": 1, "members": [known.to_jwks() for known in members]}


def revoked(known: Recipient) -> Recipient:
    return Recipient(known.name, tuple(replace(key, status="revoked") for key in known.keys))


def main() -> int:
    folder = Path(sys.argv[1])
    if folder.name == "v1-xwing":
        EVERYBODY.update({f"{who}-w": member(f"{who} X-Wing", "CL1-XWING") for who in ("town", "ward")})
    (folder / "keys").mkdir(parents=True)
    for name, identity in EVERYBODY.items():
        identity.save(folder / "keys" / f"TEST-KEY-{name}.json", unprotected=True)
    (folder / "keys" / "trust.json").write_text(
        json.dumps(public(), ensure_ascii=False, indent=1) + "\n", "utf-8"
    )
    count = 0
    for vectors in SETS[folder.name]:
        for vector in vectors():
            with (folder / f"{vector.name}.txt").open("xb") as file:
                file.write(written(vector))
            count += 1
    print(f"{count} vectors in {folder}")  # noqa: T201  a script talks to the terminal
    return 0


if __name__ == "__main__":
    sys.exit(main())
