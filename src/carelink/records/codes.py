"""A code list is said once; Enum, CodeSystem, ValueSet, drop-down and strategy all come from it.

Three states need no sentinel: ``None`` is "not stated"; なし and 不明 are options of the item's own list,
because that is how the forms print them. An empty tuple would be a fourth state, so it is refused.
"""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Final, Generic, Self, TypeAlias, TypeVar, get_args

from pydantic import AfterValidator

from carelink import canonical

if TYPE_CHECKING:
    from collections.abc import Callable

TEXT: Final = True
"""Third word of a member: the form prints ( ) after it."""

_TABLES: dict[type[CodeList], dict[str, Any]] = {}
_ORDERS: dict[type[CodeList], dict[str, int]] = {}


class CodeList(Enum):
    """Members read ``NAME = "verbatim label", "English", TEXT?``.

    The value is the printed label (so ``Adl("一部介助")`` works), the FHIR code is the name in
    kebab-case (``WITH_CHILD`` is ``with-child``, ``_23`` is ``23``). ``title`` is the list's Japanese
    name, ``en_title`` the English one, ``slug`` the name of its CodeSystem and ValueSet.

    A member called ``NONE`` or ``NO`` is the form's なし; ``UNKNOWN`` is its 不明 and travels as
    ``dataAbsentReason``.
    """

    _value_: str
    en: str
    takes_text: bool
    code: str
    title: ClassVar[str]
    en_title: ClassVar[str]
    slug: ClassVar[str]
    system: ClassVar[str]

    def __new__(cls, label: str, en: str = "", takes_text: bool = False) -> Self:  # noqa: FBT001, FBT002  a word of the declaration
        """Make a member of ``label, English, TEXT?``."""
        member = object.__new__(cls)
        member._value_ = label
        member.en, member.takes_text = en, takes_text
        return member

    def __init__(self, _label: str, _en: str = "", _takes_text: bool = False) -> None:  # noqa: FBT001, FBT002  as above
        # Enum calls this after naming; __new__ does not know the name yet
        self.code = self._name_.lower().replace("_", "-").lstrip("-")

    def __init_subclass__(cls, title: str = "", en: str = "", slug: str = "", **kw: Any) -> None:
        super().__init_subclass__(**kw)
        cls.title, cls.en_title = title, en
        cls.slug = slug or "".join("-" + c.lower() if c.isupper() else c for c in cls.__name__).lstrip("-")
        cls.system = canonical.code_system(cls.slug)

    def __call__(self, text: str | None = None) -> Self | Noted[Self]:
        """Return this option with what is written in its brackets; text equal to the label is no text."""
        return Noted(self, text) if text and text != self._value_ else self

    @property
    def label(self) -> str:
        """The printed label, verbatim."""
        return self._value_

    @property
    def member(self) -> Self:
        """The option itself, so that plain and bracketed ticks read alike."""
        return self

    @property
    def text(self) -> None:
        """Nothing: a plain tick has no text."""
        return

    @property
    def alone(self) -> bool:
        """Whether ticking this option excludes every other one of a multiple list (なし, 未申請 …)."""
        return self._name_ in {"NONE", "NO"}

    @classmethod
    def by_code(cls, code: str | None) -> Self | None:
        """Return the option with this FHIR code, or None."""
        table = _TABLES.get(cls)
        if table is None:
            table = _TABLES[cls] = {m.code: m for m in cls}
        return table.get(code) if isinstance(code, str) else None


C = TypeVar("C", bound=CodeList)


class Noted(Generic[C]):
    """A ticked option with what was written in its brackets; made by ``Treatment.OTHER("吸入")``.

    Not a dataclass: pydantic would take it over and look past ``__get_pydantic_core_schema__``.
    """

    __slots__ = ("member", "text")
    member: C
    text: str

    def __init__(self, member: C, text: str) -> None:
        object.__setattr__(self, "member", member)
        object.__setattr__(self, "text", text)

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(name)

    def __reduce__(self) -> tuple[type[Noted[C]], tuple[C, str]]:
        return Noted, (self.member, self.text)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Noted) and (self.member, self.text) == (other.member, other.text)

    def __hash__(self) -> int:
        return hash((self.member, self.text))

    def __repr__(self) -> str:
        """Name the option only: what was written in the brackets is a value of the record."""
        return f"{self.member!r}(…)"

    @property
    def label(self) -> str:
        """The printed label, verbatim."""
        return self.member.label

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: Any) -> Any:
        from pydantic_core import core_schema as cs

        (code_list,) = get_args(source) or (CodeList,)
        return cs.no_info_plain_validator_function(
            _checker(code_list),
            serialization=cs.plain_serializer_function_ser_schema(
                lambda v: {"option": v.label, "text": v.text}
            ),
        )


def _checker(code_list: type[CodeList]) -> Callable[[Any], Noted[Any]]:
    def check(value: Any) -> Noted[Any]:
        if isinstance(value, dict) and set(value) == {"option", "text"}:
            value = Noted(code_list(value["option"]), value["text"])
        right = isinstance(value, Noted) and isinstance(value.member, code_list)
        if not right or not isinstance(value.text, str) or not value.text:
            raise ValueError(f"an option of {code_list.__name__} with its text")
        return value  # type: ignore[no-any-return]  # isinstance above has made sure

    return check


def in_form_order(ticks: tuple[Any, ...]) -> tuple[Any, ...]:
    """Sort ticks as the form prints them: they are a set on paper, so equal answers become equal."""
    if not ticks:
        raise ValueError("write None when nothing is ticked")
    if len(ticks) == 1:  # by far the commonest, and thousands of times per directory
        return ticks
    code_list = type(ticks[0].member)
    order = _ORDERS.get(code_list)
    if order is None:
        order = _ORDERS[code_list] = {m.code: i for i, m in enumerate(code_list.__members__.values())}
    return tuple(sorted(ticks, key=lambda t: order[t.member.code]))


def _ticked_once(ticks: tuple[Any, ...]) -> tuple[Any, ...]:
    ordered = in_form_order(ticks)
    if len({t.member for t in ordered}) != len(ordered):
        raise ValueError("an option can be ticked once")
    return ordered


Bracketed: TypeAlias = C | Noted[C]
"""One option, kept with the text in its brackets."""

Ticks: TypeAlias = Annotated[tuple[C | Noted[C], ...], AfterValidator(_ticked_once)]
"""Any number of options, each with the text in its brackets, in the form's order."""
