"""The pages: a record is laid out as paper, the paper is put through the templates."""

from __future__ import annotations

import base64
import hashlib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Final

from carelink.rendering.paper import COLUMNS
from carelink.rendering.visible import css_string, visible

if TYPE_CHECKING:
    from collections.abc import Callable

    from jinja2 import Environment

_FONT: Final = (
    '"Noto Sans CJK JP", "Noto Sans JP", "BIZ UDPGothic", "Hiragino Sans", "Yu Gothic", Meiryo, sans-serif'
)
WORDS: Final = {
    "ja": {"unstated": "記載なし"},
    "en": {"unstated": "記載なし not stated"},
}
_WHITE: Final = {"unstated": ""}


@dataclass(frozen=True, slots=True)
class Medium:
    """What a page is made for: the screen, with the reader's own fonts, or paper, with ours.

    :param shown: makes a text one that the fonts can draw
    """

    font: str
    shown: Callable[[str], str] = str


SCREEN: Final = Medium(_FONT)


def page(  # noqa: PLR0913  the words of a call, all but two by name
    template: str,
    paper: Any,
    *,
    lang: str,
    more: str = "",
    medium: Medium = SCREEN,
    blank: bool = False,
) -> str:
    """Return one self-contained page. It loads nothing, runs nothing and sends nothing.

    :param more: name of a style sheet beside the common one
    :param blank: whether it is to be filled in by hand: what is not stated stays white
    """
    css = _style(medium.shown(visible(paper.running)), more, medium.font)
    text: str = (
        _environment()
        .get_template(template)
        .render(
            page=paper,
            lang=lang,
            words=_WHITE if blank else WORDS[lang],
            columns=COLUMNS,
            css=css,
            policy=_policy(css),
        )
    )
    return medium.shown(text)


def _policy(css: str) -> str:
    """Return a policy under which only this very style sheet counts."""
    digest = base64.b64encode(hashlib.sha256(css.encode()).digest()).decode()
    return f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"


def _style(running: str, more: str, font: str) -> str:
    """Return the style sheet with the running header set in it."""
    from markupsafe import Markup

    folder = files(__package__) / "templates"
    css = (folder / "page.css").read_text("utf-8")
    css += (folder / more).read_text("utf-8") if more else ""
    css = css.replace("FONT", font).replace("RUNNING", css_string(running))
    # A style element ends at "</"; our own file has none, and the header is hexadecimal throughout.
    return Markup(css)  # noqa: S704  see the line above


@cache
def _environment() -> Environment:
    """Return the one environment of this room: everything escaped, an unknown name is an error."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    return Environment(
        loader=PackageLoader("carelink.rendering", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
