"""The envelope: a JWE in general JSON form (RFC 7516 §7.2.1), one entry per recipient key.

Outside the encryption stand the message id, the names of the keys and the expiry, and nothing else.
Read by hand and strictly; the library's algorithms get to see our own entry only, after every check that
can be made without a key.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from carelink.encryption import strict
from carelink.encryption.clock import from_seconds, seconds
from carelink.encryption.keys import hybrid
from carelink.encryption.keys.key import is_point
from carelink.encryption.keys.suites import BODY, WRAP, XWING, kind_of
from carelink.encryption.parcels import limits

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from carelink.encryption.keys.key import Key, OwnKey

TYPE = "carelink+jwe"
Inside = Literal["carelink-letter", "carelink-file-key"]
LETTER: Inside = "carelink-letter"
FILE_KEY: Inside = "carelink-file-key"
VERSION = 1

_OUTSIDE = {"protected", "recipients", "iv", "ciphertext", "tag"}
_SHARED = {"v", "typ", "cty", "enc", "id", "exp"}
_OWN = {WRAP: {"alg", "kid", "epk"}, XWING: {"alg", "kid", "ek"}}


class UnknownFormError(ValueError):
    """An envelope that is well made, but of a version or suite of a later day."""


@dataclass(frozen=True)
class Entry:
    """What one recipient needs: the key's name, the sender's half of the agreement, the wrapped content key.

    :param agreement: the member of the header that the algorithm asks for: ``epk`` or ``ek``
    """

    kid: str
    alg: str
    agreement: Mapping[str, Any]
    wrapped: bytes


@dataclass(frozen=True)
class Envelope:
    """An envelope that passed every check that needs no key. Nothing in it is proven yet.

    :param protected: the protected header as it was sent, base64url
    :param sealed: initialisation vector, ciphertext and tag
    """

    id: str
    expires: datetime
    entries: tuple[Entry, ...]
    protected: str
    sealed: tuple[bytes, bytes, bytes]


def wrap(plain: bytes, *, to: Sequence[Key], message: str, expires: datetime, inside: Inside) -> bytes:
    """Return ``plain`` encrypted for the keys ``to``, as the bytes of a JSON object.

    :param message: message id, seen outside
    :param expires: expiry, seen outside
    :param inside: what is inside, seen outside as the ``cty`` of the protected header
    """
    from carelink.encryption import jose

    header = {"v": VERSION, "typ": TYPE, "cty": inside, "enc": BODY, "id": message, "exp": seconds(expires)}
    protected = strict.encode(strict.compact(header).encode("ascii"))
    content_key = jose.content_key()
    recipients = []
    for key in to:
        agreement, wrapped = jose.wrap(content_key, key)
        own = {"alg": key.kind.alg, "kid": key.kid, **agreement}
        recipients.append({"header": own, "encrypted_key": strict.encode(wrapped)})
    iv, ciphertext, tag = map(strict.encode, jose.encrypt(plain, content_key, protected))
    # Base64url needs no escaping, and megabytes of it are not looked at letter by letter here.
    text = (
        f'{{"protected":"{protected}","recipients":{strict.compact(recipients)},'
        f'"iv":"{iv}","ciphertext":"{ciphertext}","tag":"{tag}"}}'
    )
    return text.encode("ascii")


def unfold(data: bytes, *, inside: Inside) -> Envelope:
    """Return the envelope in ``data``, which must be one for what is ``inside``.

    :raises UnknownFormError: for a version or a curve of a later day
    :raises ValueError: for anything else that is not exactly an envelope of ours
    """
    # Before anything is parsed: size, and how many objects and lists a parser would have to build.
    opening = len(data) - len(data.translate(None, b"{["))
    if len(data) > limits.MAX_PARCEL or opening > 4 * limits.MAX_RECIPIENTS:
        raise ValueError("too large")
    tree = _general(strict.parse(data.decode("ascii")))
    shared = _protected(tree["protected"])
    if shared.get("cty") != inside:
        raise ValueError("an envelope for something else")
    listed = tree["recipients"]
    if not isinstance(listed, list) or not 0 < len(listed) <= limits.MAX_RECIPIENTS:
        raise ValueError("no recipients, or too many")
    entries = tuple(_entry(entry, shared) for entry in listed)
    if len({entry.kid for entry in entries}) != len(entries):
        raise ValueError("two entries for one key")
    return Envelope(
        id=strict.uuid(shared["id"]),
        expires=from_seconds(shared["exp"]),
        entries=entries,
        protected=tree["protected"],
        sealed=(_sized(tree["iv"], 12), strict.decode(tree["ciphertext"]), _sized(tree["tag"], 16)),
    )


def unwrap(envelope: Envelope, entry: Entry, own: OwnKey) -> bytes:
    """Return the plaintext of ``envelope`` with our ``entry`` and the private key it names.

    Whatever the library raises is left to the caller to turn into its one answer.
    """
    from carelink.encryption import jose

    if entry.alg != own.public.kind.alg:
        raise ValueError("not the algorithm of this key")
    content_key = jose.unwrap(entry.wrapped, entry.agreement, own)
    return jose.decrypt(jose.Sealed(*envelope.sealed), content_key, envelope.protected)


def _protected(text: Any) -> dict[str, Any]:
    if not isinstance(text, str) or len(text) > limits.MAX_PROTECTED:
        raise ValueError("not a protected header")
    header = strict.parse(strict.decode(text).decode("utf-8"))
    if not isinstance(header, dict):
        raise TypeError("not a header")
    if type(header.get("v")) is int and header["v"] > VERSION:
        raise UnknownFormError
    if header.get("v") != VERSION or header.get("typ") != TYPE or header.get("enc") != BODY:
        raise ValueError("not a header of ours")
    return header


def _entry(tree: Any, shared: Mapping[str, Any]) -> Entry:
    own = _plain_header(tree)
    joined = {**shared, **own}
    kid, alg = joined.get("kid"), joined.get("alg")
    if type(kid) is not str or type(alg) is not str or alg not in _OWN:
        raise ValueError("not the header of an entry")
    if set(own) & set(shared) or set(joined) != _SHARED | _OWN[alg]:
        raise ValueError("a header too many, too few, or twice")
    agreement = _ephemeral(joined["epk"]) if alg == WRAP else _encapsulated(joined["ek"])
    return Entry(kid, alg, agreement, strict.decode(tree["encrypted_key"]))


def _ephemeral(epk: Any) -> dict[str, Any]:
    if type(epk) is not dict:
        raise ValueError("not an ephemeral key")
    kind = kind_of(epk.get("kty"), epk.get("crv"), "enc")
    if kind is None or kind.alg != WRAP:
        raise UnknownFormError
    members = {"kty", "crv", "x", "y"} if kind.kty == "EC" else {"kty", "crv", "x"}
    if set(epk) != members or not is_point(kind, epk["x"], epk.get("y")):
        raise ValueError("not an ephemeral key")
    return {"epk": epk}


def _encapsulated(ek: Any) -> dict[str, Any]:
    # The X25519 half has one spelling only, as every X25519 key here.
    half = int.from_bytes(_sized(ek, hybrid.ENCAPSULATED)[-32:], "little")
    if half >= 2**255 - 19:
        raise ValueError("not an encapsulated key")
    return {"ek": ek}


def _plain_header(tree: Any) -> dict[str, Any]:
    """Return the unprotected header of an entry; it is absent when empty (RFC 7516 §7.2.1)."""
    if type(tree) is not dict or not {"encrypted_key"} <= set(tree) <= {"header", "encrypted_key"}:
        raise ValueError("not an entry")
    own = tree.get("header", {})
    if type(own) is not dict or ("header" in tree and not own):
        raise ValueError("not a header")
    return own


def _general(tree: Any) -> Any:
    """Return the envelope with a list of recipients, also when it came flattened (RFC 7516 §7.2.2)."""
    if type(tree) is not dict:
        raise ValueError("not an envelope")
    if "recipients" not in tree:
        entry = {name: tree[name] for name in ("header", "encrypted_key") if name in tree}
        tree = {name: value for name, value in tree.items() if name not in entry} | {"recipients": [entry]}
    if set(tree) != _OUTSIDE:
        raise ValueError("not an envelope")
    return tree


def _sized(text: Any, size: int) -> bytes:
    data = strict.decode(text)
    if len(data) != size:
        raise ValueError("not of the right length")
    return data
