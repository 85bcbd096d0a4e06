"""The rule of a town as data: steps that somebody owes somebody, each with its window of days."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, fields, replace
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any, Final

from carelink.errors import StorageError, UsageError, Words

_LARGEST: Final = 256 * 1024
_MOST: Final = 200
_FARTHEST: Final = 400
"""Days from the day a step is counted from; a step farther away is a slip of the pen."""
ANCHORS: Final = ("admission", "planned", "discharge", "year")
_CLASSES: Final = ("first", "second")
_DEBTORS: Final = ("office", "hospital")
ONLY: Final = ("加算1", "加算2", "general", "long-term")


@dataclass(frozen=True, slots=True)
class Step:
    """One thing owed. The fields are those of the file ``national.toml``, which explains them.

    :param after: the day it is counted from
    :param earliest: first day of the window, None for any day before
    :param latest: last day; of a step with ``fee`` the fee rule tells it
    :param by: whose days and hours count: the care office or the hospital
    :param only: hospital class and ward it is for; empty for all
    :param quiet: that nothing is said when nobody noted it: it cannot be made good, or is nobody's alone
    :param mark: how certain the deadline is
    """

    code: str
    name: Words
    giver: Words
    receiver: Words
    document: Words
    after: str
    latest: int = 0
    earliest: int | None = None
    fee: str = ""
    fact: str = ""
    by: str = "office"
    only: tuple[str, ...] = ()
    quiet: bool = False
    basis: str = ""
    mark: str = "design"

    @property
    def noted_as(self) -> str:
        """The fact whose day says that the step is done."""
        return self.fact or self.code


@dataclass(frozen=True, slots=True)
class Course:
    """An edition of the steps.

    :param edition: ``national``, or the name of a town's own rule
    """

    edition: str
    title: Words
    steps: tuple[Step, ...]


@cache
def national() -> Course:
    """Return the national default; local deadlines are not public and are not in it."""
    return _course(tomllib.loads((files(__package__) / "national.toml").read_text("utf-8")), None)


def load(path: str | Path) -> Course:
    """Return a town's own rule: changes over the national one, and steps beside it.

    ``[change.<code>]`` changes fields of a step, ``hidden = true`` takes it out, ``[[step]]`` adds one.

    :raises StorageError: when the file cannot be read
    :raises UsageError: when it is no such rule; the hint names the step and the field
    """
    try:
        with Path(path).open("rb") as file:
            content = file.read(_LARGEST + 1)
        said = tomllib.loads(content.decode("utf-8")) if len(content) <= _LARGEST else None
    except OSError:
        raise StorageError(
            Words("ルールのファイルを読めません。", "The file of the rule cannot be read."),
            hint=Words("場所と権限を確かめてください。", "Check the place and the permissions."),
        ) from None
    except (UnicodeDecodeError, tomllib.TOMLDecodeError, RecursionError):
        raise _wrong("TOML", "TOML") from None
    if said is None:
        raise _wrong("大きさ", "its size")
    return _course(said, national())


def _course(said: dict[str, Any], base: Course | None) -> Course:
    known = {step.code: step for step in base.steps} if base else {}
    changes = said.get("change", {})
    added = said.get("step", [])
    if not isinstance(changes, dict) or not isinstance(added, list) or len(added) > _MOST:
        raise _wrong("change / step", "change / step")
    for code, change in changes.items():
        if code not in known or not isinstance(change, dict):
            raise _wrong(f"change.{code}", f"change.{code}")
        if change.pop("hidden", False) is True:
            del known[code]
        else:
            known[code] = _checked(replace(known[code], **_fields(code, change)))
    for new in added:
        code = new.get("code") if isinstance(new, dict) else None
        if not isinstance(code, str) or not code or code in known:
            raise _wrong("step.code", "step.code")
        try:
            known[code] = _checked(Step(**_fields(code, new)))
        except TypeError:
            raise _wrong(f"step {code}", f"step {code}") from None
    edition = said.get("edition", "local")
    title = _words("title", said["title"]) if "title" in said else base.title if base else Words("", "")
    return Course(edition if isinstance(edition, str) else "local", title, tuple(known.values()))


_KINDS: Final[dict[str, type]] = {
    **dict.fromkeys(("name", "giver", "receiver", "document"), Words),
    **dict.fromkeys(("latest", "earliest"), int),
    "quiet": bool,
}
_NAMED: Final = {"from": "giver", "to": "receiver"}


def _fields(code: str, said: dict[str, Any]) -> dict[str, Any]:
    """Return the fields of a step as the file says them, each of the right kind."""
    known = {f.name for f in fields(Step)}
    out: dict[str, Any] = {}
    for key, value in said.items():
        name = _NAMED.get(key, key)
        kind = _KINDS.get(name, str)
        if name not in known or key in _NAMED.values():
            raise _wrong(f"{code}.{key}", f"{code}.{key}")
        if name == "only":
            out[name] = _only(code, value)
        elif kind is Words:
            out[name] = _words(f"{code}.{key}", value)
        elif type(value) is kind:
            out[name] = value
        else:
            raise _wrong(f"{code}.{key}", f"{code}.{key}")
    return out


def _words(where: str, said: Any) -> Words:
    if isinstance(said, str) and said:
        return Words(said, said)
    if isinstance(said, dict) and all(isinstance(said.get(lang), str) for lang in ("ja", "en")):
        return Words(said["ja"], said["en"])
    raise _wrong(where, where)


def _only(code: str, said: Any) -> tuple[str, ...]:
    if not isinstance(said, list) or any(one not in ONLY for one in said):
        raise _wrong(f"{code}.only", f"{code}.only")
    return tuple(said)


def _checked(step: Step) -> Step:
    """Return the step when its window is one."""
    for name, value, allowed in (
        ("after", step.after, ANCHORS),
        ("fee", step.fee, ("", *_CLASSES)),
        ("by", step.by, _DEBTORS),
    ):
        if value not in allowed:
            raise _wrong(f"{step.code}.{name}", f"{step.code}.{name}")
    if step.fee and step.after != "admission":
        raise _wrong(f"{step.code}.fee", f"{step.code}.fee")
    if abs(step.latest) > _FARTHEST or (step.earliest is not None and abs(step.earliest) > _FARTHEST):
        raise _wrong(f"{step.code}.latest", f"{step.code}.latest")
    if step.earliest is not None and not step.fee and step.earliest > step.latest:
        raise _wrong(f"{step.code}.earliest", f"{step.code}.earliest")
    return step


def _wrong(ja: str, en: str) -> UsageError:
    return UsageError(
        Words("入退院支援ルールとして読めません。", "This is not readable as a rule of discharge support."),
        hint=Words(f"{ja} を確かめてください。", f"Check {en}."),
    )
