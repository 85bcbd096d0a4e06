"""Every exception of carelink. They mean a broken world; broken data is a finding, never an exception.

Each carries a message and a hint in Japanese and English, and never a value of a record.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from carelink.findings import Report


class Words(NamedTuple):
    """One text in the two languages carelink speaks."""

    ja: str
    en: str

    def in_(self, lang: str) -> str:
        """Return the text in ``lang`` ("ja" or "en"); Japanese is the default of the field."""
        return self.en if lang == "en" else self.ja

    def __str__(self) -> str:
        return f"{self.ja} / {self.en}"


class CarelinkError(Exception):
    """Something outside the data is wrong: a file, a key, a channel, a package.

    :param message: what happened, in both languages
    :param hint: what a person can do about it, in both languages
    """

    def __init__(self, message: Words, *, hint: Words) -> None:
        super().__init__(message, hint)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.message} [{self.hint}]"

    def __reduce__(self) -> tuple[Any, ...]:
        """Travel between processes as it is, with its report."""
        return _restored, (type(self), self.args, self.__dict__)


def _restored(kind: type[CarelinkError], args: tuple[Words, Words], state: dict[str, Any]) -> CarelinkError:
    error = kind.__new__(kind, *args)
    error.args = args
    error.__dict__.update(state)
    return error


class UsageError(CarelinkError):
    """The call itself makes no sense: an unknown kind, format, option or name."""


class UnreadableError(CarelinkError):
    """These bytes are not a record. ``report`` says where and why, when that is known."""

    def __init__(self, message: Words, *, hint: Words, report: Report | None = None) -> None:
        super().__init__(message, hint=hint)
        self.report = report


class StorageError(CarelinkError):
    """A file or a store could not be read or written: missing, full, read-only, locked."""


class UnknownProfileError(CarelinkError):
    """A profile, value set or package that is not at hand."""


class SealError(CarelinkError):
    """A parcel could not be sealed or opened. Nothing of its content has been released."""


class WrongKeyError(SealError):
    """The parcel is sealed for keys that this identity does not hold."""


class BrokenSealError(SealError):
    """The parcel is damaged, altered or not a parcel."""


class UntrustedSenderError(SealError):
    """The signature is by a key that the trust list does not hold, or holds for another purpose."""


class ExpiredError(SealError):
    """The parcel is past its expiry, or comes from the future."""


class DeliveryError(CarelinkError):
    """A parcel could not be handed over."""


class RefusedError(DeliveryError):
    """Not sent: the record has findings of error severity. ``report`` lists them."""

    def __init__(self, message: Words, *, hint: Words, report: Report) -> None:
        super().__init__(message, hint=hint)
        self.report = report


class UnreachableError(DeliveryError):
    """The channel cannot be reached now; trying later may help."""
