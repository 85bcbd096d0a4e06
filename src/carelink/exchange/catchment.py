"""A catchment (二次医療圏, 連携中枢都市圏): who belongs to it, with which keys, channel and kinds of records.

It is one readable file, ``catchment.toml``::

    name = "高松・三木・直島・綾川"

    [[member]]
    name = "三木町みほん病院"
    kind = "hospital"
    code = "…"
    channel = "folder:///mnt/share/drop"
    takes = ["admission-sheet", "consultation"]
    keys = [{ kty = "EC", … }]

Whoever can write this file decides who is trusted: keep it as safe as a key, compare fingerprints on paper.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Literal, get_args

from carelink.errors import StorageError, UnreadableError, UsageError, Words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from carelink.encryption import Recipient, Trust

MemberKind = Literal["town", "hospital", "office", "centre"]
"""市町村, 病院・診療所, 介護事業所, 在宅医療支援センター・地域包括支援センター"""

EVERYTHING: Final = (
    "admission-sheet",
    "discharge-letter",
    "discharge-record",
    "consultation",
    "coordinator",
    "facility",
    "minutes",
    "wishes-sheet",
    "home-sheet",
)
TEMPLATES: Final = Path(__file__).parent / "catchments"

_LARGEST: Final = 16 * 2**20
_FIELDS: Final = {"name", "kind", "code", "channel", "takes", "keys"}


@dataclass(frozen=True, slots=True)
class Member:
    """One organisation of the catchment.

    :param code: 全国地方公共団体コード of a town, 医療機関コード or 事業所番号 of the others
    :param channel: URL of its letterbox, or empty while unknown
    :param takes: kinds of records it is registered for
    :param recipient: its public keys, None while they are not known
    """

    name: str
    kind: MemberKind = "office"
    code: str = ""
    channel: str = ""
    takes: tuple[str, ...] = EVERYTHING
    recipient: Recipient | None = None


class Catchment:
    """An immutable directory of members. It can be passed wherever a trust is asked for.

    :param template: made from a template and not yet filled with keys
    :raises UsageError: when two members share a name or a key
    """

    __slots__ = ("_by_name", "_trust", "name", "template")

    def __init__(self, name: str, members: Iterable[Member] = (), *, template: bool = False) -> None:
        from carelink.encryption import Trust

        self.name = name
        self.template = template
        self._by_name: dict[str, Member] = {}
        for member in members:
            if member.name in self._by_name:
                raise _wrong("同じ名前の機関が二つあります。", "Two members share a name.")
            self._by_name[member.name] = member
        self._trust = Trust(m.recipient for m in self._by_name.values() if m.recipient is not None)

    @property
    def trust(self) -> Trust:
        """The members whose keys are known."""
        return self._trust

    def __iter__(self) -> Iterator[Member]:
        return iter(self._by_name.values())

    def __len__(self) -> int:
        return len(self._by_name)

    def __repr__(self) -> str:
        return f"<Catchment {self.name}: {len(self)} members, {len(self._trust)} with keys>"

    def member(self, name_or_code: str) -> Member | None:
        """Return the member of that name or code."""
        by_code = (m for m in self if m.code and m.code == name_or_code)
        return self._by_name.get(name_or_code) or next(by_code, None)

    def with_member(self, member: Member) -> Catchment:
        """Return a catchment with ``member`` added, or put in place of the one with its name."""
        rest = {m.name: m for m in self} | {member.name: member}
        return Catchment(self.name, rest.values(), template=self.template and not member.recipient)

    def with_keys(self, recipient: Recipient) -> Catchment:
        """Return a catchment in which the member of that name has these keys; an unknown one is added."""
        known = self._by_name.get(recipient.name, Member(recipient.name))
        return self.with_member(replace(known, recipient=recipient))

    def with_trust(self, trust: Trust) -> Catchment:
        """Return a catchment whose members have the keys of ``trust`` and no others: its word counts."""
        rest = {member.name: replace(member, recipient=None) for member in self}
        for recipient in trust:
            known = rest.get(recipient.name, Member(recipient.name))
            rest[recipient.name] = replace(known, recipient=recipient)
        return Catchment(self.name, rest.values(), template=self.template)

    # --- as a trust -----------------------------------------------------------------------------

    def signer(self, kid: str) -> Recipient:
        """Return the member that signs with this key, as ``Trust.signer`` does."""
        return self._trust.signer(kid)

    def recipient(self, name_or_kid: str) -> Recipient:
        """Return the keys of the member of that name, code or key, as ``Trust.recipient`` does."""
        found = self.member(name_or_kid)
        return self._trust.recipient(found.name if found else name_or_kid)

    def name_of(self, kid: str) -> str | None:
        """Return the name of the member with this key, as ``Trust.name_of`` does."""
        return self._trust.name_of(kid)

    # --- as a file ------------------------------------------------------------------------------

    @classmethod
    def load(cls, path: str | Path) -> Catchment:
        """Return the catchment in a file.

        :raises StorageError: when it cannot be read
        :raises UnreadableError: when it is no catchment
        """
        try:
            with Path(path).open("rb") as file:
                data = file.read(_LARGEST + 1)
        except OSError as error:
            raise StorageError(
                Words(f"名簿を読めません: {path}", f"The catchment cannot be read: {path}"),
                hint=Words("場所と権限を確かめてください。", "Check the place and its permissions."),
            ) from error
        return cls.from_toml(data)

    @classmethod
    def from_toml(cls, data: bytes) -> Catchment:
        """Return the catchment in the bytes of a TOML file; UnreadableError when it is none."""
        try:
            return _catchment(data)
        except Exception as error:  # a file from outside: whatever it upsets, the answer is the same
            raise UnreadableError(
                Words("圏域の名簿として読めません。", "This is not readable as a catchment."),
                hint=Words(
                    "carelink の雛形から作り直すか、配った所に求めてください。",
                    "Start again from one of the templates, or ask its publisher.",
                ),
            ) from error

    @classmethod
    def from_template(cls, name: str) -> Catchment:
        """Return one of the templates that come with carelink (see :meth:`templates`); it has no keys yet.

        :raises UsageError: when there is none of that name
        """
        if name not in cls.templates():
            raise _wrong("その名前の雛形はありません。", "There is no such template.")
        return cls.load(TEMPLATES / f"{name}.toml")

    @staticmethod
    def templates() -> tuple[str, ...]:
        """Return the names of the templates."""
        return tuple(sorted(path.stem for path in TEMPLATES.glob("*.toml")))

    def save(self, path: str | Path) -> Path:
        """Write the catchment to a file and return its path; an existing one is replaced.

        :raises CarelinkError: when it cannot be written
        """
        from carelink.adapters.files import replaced

        replaced(Path(path), self.to_toml())
        return Path(path)

    def to_toml(self) -> bytes:
        """Return the catchment as TOML, as :meth:`from_toml` reads it."""
        lines = [f"name = {_said(self.name)}"]
        lines += ["template = true"] if self.template else []
        for member in self:
            lines += ["", "[[member]]", f"name = {_said(member.name)}", f"kind = {_said(member.kind)}"]
            lines += [f"code = {_said(member.code)}", f"channel = {_said(member.channel)}"]
            lines.append(f"takes = {_said(list(member.takes))}")
            jwks = member.recipient.to_jwks()["keys"] if member.recipient else []
            lines.append(
                "keys = [" + "".join(f"\n  {_said(key)}," for key in jwks) + ("\n]" if jwks else "]")
            )
        return ("\n".join(lines) + "\n").encode("utf-8")


def _catchment(data: bytes) -> Catchment:
    import tomllib

    if len(data) > _LARGEST:
        raise ValueError("too large")
    tree = tomllib.loads(data.decode("utf-8"))
    template = tree.get("template", False)
    if not set(tree) <= {"name", "template", "member"} or type(template) is not bool:
        raise ValueError("not a catchment")
    members = [_member(item) for item in tree.get("member", [])]
    return Catchment(_text(tree["name"]), members, template=template)


def _member(item: dict[str, Any]) -> Member:
    from carelink.encryption import Recipient

    if not set(item) <= _FIELDS or item.get("kind", "office") not in get_args(MemberKind):
        raise ValueError("not a member")
    name, keys = _text(item["name"]), item.get("keys", [])
    return Member(
        name,
        item.get("kind", "office"),
        _text(item.get("code", "")),
        _text(item.get("channel", "")),
        tuple(_text(kind) for kind in item.get("takes", EVERYTHING)),
        Recipient.from_jwks({"name": name, "keys": keys}) if keys else None,
    )


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise ValueError("not a text")  # noqa: TRY004  one kind of trouble for all of the file
    return value


def _said(value: Any) -> str:
    """Return ``value`` as TOML: a JSON string is one too, but for DEL."""
    import json

    if isinstance(value, dict):
        return "{ " + ", ".join(f"{name} = {_said(each)}" for name, each in value.items()) + " }"
    if isinstance(value, list):
        return "[" + ", ".join(_said(each) for each in value) + "]"
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def _wrong(ja: str, en: str) -> UsageError:
    return UsageError(
        Words(ja, en),
        hint=Words("圏域の名簿(catchment.toml)を見直してください。", "Look through the catchment file."),
    )
