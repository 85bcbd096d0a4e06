"""An identity at rest: public keys in clear, private keys under a passphrase.

Scrypt (RFC 7914) makes every guess cost 128 MiB and a good part of a second; AES-256-GCM then seals the
private keys and binds them to the name and the public keys beside them. The passphrase is taken in
NFKC, so that ｐａｓｓ typed with a Japanese input method is the same as pass.
"""

from __future__ import annotations

import secrets
import unicodedata
from typing import TYPE_CHECKING, Any

from carelink.encryption import strict
from carelink.encryption.keys.key import OwnKey
from carelink.encryption.keys.recipient import Recipient
from carelink.errors import CarelinkError, SealError, UsageError, Words, WrongKeyError

if TYPE_CHECKING:
    from collections.abc import Sequence

MAGIC = "carelink-identity"
MAX_SIZE = 64 * 1024
LOG_N = 17  # 2**17 blocks of 1 KiB
_LOG_N_READ = range(10, 19)  # what a file may ask of us: at most 256 MiB
_BLOCK, _LANES = 8, 1
MIN_PASSPHRASE = 8  # letters


def write(name: str, keys: Sequence[OwnKey], passphrase: str | None, *, unprotected: bool) -> bytes:
    """Return the bytes of an identity file; see ``Identity.save`` for what is refused."""
    head = {MAGIC: 1, "name": name, "keys": [key.public.to_jwk() for key in keys]}
    private = {key.kid: key.secret for key in keys}
    if passphrase is None and unprotected:
        return _lines({**head, "unprotected": private})
    if passphrase is None or unprotected or len(passphrase) < MIN_PASSPHRASE:
        raise _no_passphrase()
    salt, nonce = secrets.token_bytes(16), secrets.token_bytes(12)
    sealed = _cipher(passphrase, salt, LOG_N).encrypt(
        nonce, strict.compact(private).encode(), strict.compact(head).encode()
    )
    lock = {
        "kdf": "scrypt",
        "log-n": LOG_N,
        "r": _BLOCK,
        "p": _LANES,
        "salt": strict.encode(salt),
        "cipher": "A256GCM",
        "nonce": strict.encode(nonce),
        "sealed": strict.encode(sealed),
    }
    return _lines({**head, "protected": lock})


def read(data: bytes, passphrase: str | None) -> tuple[str, tuple[OwnKey, ...]]:
    """Return name and private keys from the bytes of an identity file; see ``Identity.load``."""
    try:
        return _read(strict.parse(data.decode("utf-8")), passphrase)
    except CarelinkError:
        raise
    except Exception as error:  # foreign bytes: whatever they upset, the answer is the same
        raise _damaged() from error


def name_in(data: bytes) -> str:
    """Return whose identity file it is; no passphrase is needed for that. SealError when it is none."""
    try:
        tree = strict.parse(data.decode("utf-8"))
        return Recipient.from_jwks({"name": tree["name"], "keys": tree["keys"]}).name
    except Exception as error:  # foreign bytes: whatever they upset, the answer is the same
        raise _damaged() from error


def _read(tree: Any, passphrase: str | None) -> tuple[str, tuple[OwnKey, ...]]:
    head = {MAGIC: tree[MAGIC], "name": tree["name"], "keys": tree["keys"]}
    if head[MAGIC] != 1:
        raise _damaged()
    member = Recipient.from_jwks({"name": tree["name"], "keys": tree["keys"]})
    private = tree["unprotected"] if "unprotected" in tree else _unlock(tree["protected"], head, passphrase)
    own = tuple(OwnKey.load(key, private[key.kid]) for key in member.keys)
    if {key.public.kind.use for key in own} != {"sig", "enc"}:
        raise _damaged()
    return member.name, own


def _unlock(lock: Any, head: dict[str, Any], passphrase: str | None) -> Any:
    from cryptography.exceptions import InvalidTag

    if passphrase is None:
        raise _wrong_passphrase()
    fixed = (lock["kdf"], lock["cipher"], lock["r"], lock["p"])
    if fixed != ("scrypt", "A256GCM", _BLOCK, _LANES) or lock["log-n"] not in _LOG_N_READ:
        raise _damaged()
    cipher = _cipher(passphrase, strict.decode(lock["salt"]), lock["log-n"])
    try:
        plain = cipher.decrypt(
            strict.decode(lock["nonce"]), strict.decode(lock["sealed"]), strict.compact(head).encode()
        )
    except InvalidTag:
        raise _wrong_passphrase() from None
    return strict.parse(plain.decode("ascii"))


def _cipher(passphrase: str, salt: bytes, log_n: int) -> Any:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM
    from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

    secret = unicodedata.normalize("NFKC", passphrase).encode("utf-8")
    return AESGCM(Scrypt(salt=salt, length=32, n=1 << log_n, r=_BLOCK, p=_LANES).derive(secret))


def _lines(tree: dict[str, Any]) -> bytes:
    import json

    return (json.dumps(tree, ensure_ascii=False, indent=1) + "\n").encode("utf-8")


def _no_passphrase() -> UsageError:
    return UsageError(
        Words("秘密鍵を守る合言葉がありません。", "The private keys have no passphrase to protect them."),
        hint=Words(
            f"{MIN_PASSPHRASE} 文字以上の合言葉を渡すか、unprotected を明示してください（両方は不可）。",
            f"Give a passphrase of {MIN_PASSPHRASE} letters or more, or say unprotected; not both.",
        ),
    )


def _wrong_passphrase() -> WrongKeyError:
    return WrongKeyError(
        Words(
            "合言葉が違うか、鍵のファイルが変わっています。",
            "The passphrase does not fit, or the file was altered.",
        ),
        hint=Words(
            "合言葉を確かめてください。忘れた場合は鍵を作り直し、新しい公開鍵を配ってください。",
            "Check the passphrase. If it is lost, make new keys and give out the new public keys.",
        ),
    )


def _damaged() -> SealError:
    return SealError(
        Words("鍵のファイルとして読めません。", "This is not an identity file."),
        hint=Words("控えから戻してください。", "Restore it from your backup."),
    )
