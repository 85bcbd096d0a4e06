"""The envelope: a JWE in general JSON form (RFC 7516 §7.2.1), one entry per recipient key.

Outside the encryption stand the message id, the names of the keys and the expiry, and nothing else.
Read here by hand and strictly; the library gets to see our own entry only, after every check that can be
made without a key.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal
from uuid import UUID

from carelink.encryption import strict
from carelink.encryption.clock import from_seconds, seconds
from carelink.encryption.keys.key import is_point
from carelink.encryption.keys.suites import BODY, WRAP, kind_of
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
_JOINED = {"v", "typ", "cty", "enc", "id", "exp", "alg", "kid", "epk"}


class UnknownFormError(ValueError):
    """An envelope that is well made, but of a version or suite of a later day."""


@dataclass(frozen=True)
class Entry:
    """What one recipient needs: the joined header (RFC 7516 §7.2.1) and the wrapped content key."""

    kid: str
    own_header: Mapping[str, Any]
    encrypted_key: str


@dataclass(frozen=True)
class Envelope:
    """An envelope that passed every check that needs no key. Nothing in it is proven yet.

    :param protected: the protected header as it was sent, base64url
    """

    id: str
    expires: datetime
    entries: tuple[Entry, ...]
    protected: str
    iv: str
    ciphertext: str
    tag: str


def wrap(plain: bytes, *, to: Sequence[Key], message: str, expires: datetime, inside: Inside) -> bytes:
    """Return ``plain`` encrypted for the keys ``to``, as the bytes of a JSON object.

    :param message: message id, seen outside
    :param expires: expiry, seen outside
    :param inside: what is inside, seen outside as the ``cty`` of the protected header
    """
    from joserfc import jwe

    from carelink.encryption.parcels.jose import ENVELOPES

    protected = {
        "v": VERSION,
        "typ": TYPE,
        "cty": inside,
        "enc": BODY,
        "id": message,
        "exp": seconds(expires),
    }
    sealed = jwe.GeneralJSONEncryption(protected, plain)
    for key in to:
        sealed.add_recipient({"alg": WRAP, "kid": key.kid}, key.jose)
    return strict.compact(jwe.encrypt_json(sealed, None, registry=ENVELOPES)).encode("ascii")


def unfold(data: bytes, *, inside: Inside) -> Envelope:
    """Return the envelope in ``data``, which must be one for what is ``inside``.

    :raises UnknownFormError: for a version or a curve of a later day
    :raises ValueError: for anything else that is not exactly an envelope of ours
    """
    # Before anything is parsed: size, and how many objects and lists a parser would have to build.
    if len(data) > limits.MAX_PARCEL or data.count(b"{") + data.count(b"[") > 4 * limits.MAX_RECIPIENTS:
        raise ValueError("too large")
    tree = strict.parse(data.decode("ascii"))
    if not isinstance(tree, dict) or set(tree) != _OUTSIDE:
        raise ValueError("not an envelope")
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
        id=_message_id(shared["id"]),
        expires=from_seconds(shared["exp"]),
        entries=entries,
        protected=tree["protected"],
        iv=_spelled(tree["iv"], 16),
        ciphertext=_spelled(tree["ciphertext"], None),
        tag=_spelled(tree["tag"], 22),
    )


def unwrap(envelope: Envelope, entry: Entry, own: OwnKey) -> bytes:
    """Return the plaintext of ``envelope`` with our ``entry`` and the private key it names.

    Whatever the library raises is left to the caller to turn into its one answer.
    """
    from joserfc import jwe

    from carelink.encryption.parcels.jose import ENVELOPES

    message = jwe.decrypt_json(
        {
            "protected": envelope.protected,
            "recipients": [{"header": dict(entry.own_header), "encrypted_key": entry.encrypted_key}],
            "iv": envelope.iv,
            "ciphertext": envelope.ciphertext,
            "tag": envelope.tag,
        },
        own.jose,
        registry=ENVELOPES,
    )
    assert message.plaintext is not None  # noqa: S101  for mypy: decrypting sets it
    return message.plaintext


def _protected(text: Any) -> dict[str, Any]:
    if not isinstance(text, str) or len(text) > limits.MAX_PROTECTED:
        raise ValueError("not a protected header")
    plain = strict.decode(text).decode("ascii")
    header = strict.parse(plain)
    # Peers disagree on what is authenticated when a header could be written in two ways: the library
    # writes it again, others take it as it was sent. In its one compact spelling the two are the same.
    if not isinstance(header, dict) or strict.compact(header) != plain:
        raise ValueError("not a compact protected header")
    if type(header.get("v")) is int and header["v"] > VERSION:
        raise UnknownFormError
    if header.get("v") != VERSION or header.get("typ") != TYPE or header.get("enc") != BODY:
        raise ValueError("not a header of ours")
    return header


def _entry(tree: Any, shared: Mapping[str, Any]) -> Entry:
    if (
        not isinstance(tree, dict)
        or set(tree) != {"header", "encrypted_key"}
        or not isinstance(tree["header"], dict)
    ):
        raise ValueError("not an entry")
    own = tree["header"]
    joined = {**shared, **own}
    if set(own) & set(shared) or set(joined) != _JOINED or joined["alg"] != WRAP:
        raise ValueError("a header too many, too few, or twice")
    kid, epk = joined["kid"], joined["epk"]
    if type(kid) is not str or type(epk) is not dict:
        raise ValueError("not the header of an entry")
    kind = kind_of(epk.get("kty"), epk.get("crv"), "enc")
    if kind is None:
        raise UnknownFormError
    members = {"kty", "crv", "x", "y"} if kind.kty == "EC" else {"kty", "crv", "x"}
    if set(epk) != members or not is_point(kind, epk["x"], epk.get("y")):
        raise ValueError("not an ephemeral key")
    return Entry(kid, own, _spelled(tree["encrypted_key"], 54))


def _spelled(text: Any, letters: int | None) -> str:
    if not isinstance(text, str) or letters not in (None, len(text)) or not strict.is_base64url(text):
        raise ValueError("not base64url of the right length")
    return text


def _message_id(value: Any) -> str:
    if not isinstance(value, str) or str(UUID(value)) != value:
        raise ValueError("not a message id")
    return value
