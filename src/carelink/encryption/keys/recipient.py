"""A member as others see it: a name and its public keys, as a JWKS file."""

from __future__ import annotations

import hashlib
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from carelink.encryption import strict
from carelink.encryption.keys.key import Key, digits
from carelink.errors import SealError, UsageError, Words

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from carelink.encryption.keys.suites import Use

MAX_KEYS = 32
MAX_NAME = 120  # letters


def proper_name(name: str) -> str:
    """Return the name of an organisation in NFC; UsageError when it is empty, too long or not one line."""
    name = unicodedata.normalize("NFC", name).strip()
    if not 0 < len(name) <= MAX_NAME or not name.isprintable():
        raise UsageError(
            Words("機関の名前として使えません。", "This cannot be the name of an organisation."),
            hint=Words(
                f"1 行、{MAX_NAME} 文字以内で書いてください。",
                f"Write one line of at most {MAX_NAME} letters.",
            ),
        )
    return name


@dataclass(frozen=True)
class Recipient:
    """A member of the catchment: its name and its public keys (signing and encryption, old and new)."""

    name: str
    keys: tuple[Key, ...]

    def __post_init__(self) -> None:
        """Refuse a member without keys, with too many, or with one key for two purposes."""
        object.__setattr__(self, "name", proper_name(self.name))
        if not 0 < len({key.kid for key in self.keys}) == len(self.keys) <= MAX_KEYS:
            raise _not_a_member()

    def key(self, kid: str) -> Key | None:
        """Return the key named ``kid``, if this member has it."""
        return next((key for key in self.keys if key.kid == kid), None)

    def newest(self, use: Use, *, at: datetime) -> Key | None:
        """Return the key for ``use`` that began last among those valid at ``at``."""
        fit = [key for key in self.keys if key.kind.use == use and key.is_valid(at)]
        return max(fit, key=lambda key: (key.begins, key.kid), default=None)

    @property
    def fingerprint(self) -> str:
        """8 groups of 5 digits over all keys: SHA-256 of the thumbprints, sorted, one per line.

        Compare it on paper or by telephone before trusting a member for the first time.
        """
        lines = "".join(f"{thumbprint}\n" for thumbprint in sorted(key.thumbprint for key in self.keys))
        return digits(hashlib.sha256(lines.encode("ascii")).digest())

    def to_jwks(self) -> dict[str, Any]:
        """Return the member as a JSON Web Key Set (RFC 7517 §5) with its name beside the keys."""
        return {"name": self.name, "keys": [key.to_jwk() for key in self.keys]}

    @classmethod
    def from_jwks(cls, jwks: Mapping[str, Any] | str | bytes) -> Recipient:
        """Return the member a JWKS describes, given as a tree or as text.

        :raises SealError: unless it has a name and keys of our suites only, each named by its thumbprint
        """
        try:
            tree: Any = strict.parse(_text(jwks)) if isinstance(jwks, str | bytes) else jwks
            return cls(tree["name"], tuple(Key.from_jwk(jwk) for jwk in _listed(tree["keys"])))
        except SealError:
            raise
        except Exception as error:  # whatever a library says of a foreign key, it is none of ours
            raise _not_a_member() from error


def _listed(keys: Any) -> list[Any]:
    if not isinstance(keys, list) or len(keys) > MAX_KEYS:
        raise ValueError("not a list of keys")
    return keys


def _text(data: str | bytes) -> str:
    return data if isinstance(data, str) else data.decode("utf-8")


def _not_a_member() -> SealError:
    return SealError(
        Words("公開鍵のファイルとして読めません。", "This is not a file of public keys."),
        hint=Words(
            "相手に公開鍵（JWKS）を送り直してもらってください。秘密鍵は決して受け取らないでください。",
            "Ask the member for its public keys (JWKS) again. Never accept a private key.",
        ),
    )
