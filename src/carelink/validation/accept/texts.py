"""The text for people: passed by its form, or looked at as the walk does."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from carelink.validation import narrative
from carelink.validation.accept.memory import HERE
from carelink.validation.plain_narrative import is_plain, is_simple
from carelink.validation.sink import Sink

if TYPE_CHECKING:
    from carelink.validation.accept.run import Run
    from carelink.validation.accept.writer import Writer


def unless_plain(writer: Writer, value: str) -> str:
    """Return the line that spares a Narrative with nothing but a status and a simple text the visit."""
    good = writer.give("good", writer.kind.engine.slots("Narrative", "status")[0].good)
    test = writer.give("simple", _simple if "language" in writer.names else is_simple)
    more = ", r" if "language" in writer.names else ""
    plain = f"{value}.get('status') in {good} and {test}({value}.get('div'){more})"
    return f"if len({value}) != 2 or not ({plain}):"


def _simple(value: Any, resource: dict[str, Any]) -> bool:
    return type(value) is str and is_plain(value, resource.get("language"))


def harmless(value: Any, resource: dict[str, Any], run: Run) -> bool:
    """Whether nothing is to be said of the div of a Narrative."""
    if type(value) is not str:
        return False
    if is_plain(value, resource.get("language")):
        return True
    sink = Sink()
    narrative.check(sink, value, HERE, run.scope())
    return not len(sink)
