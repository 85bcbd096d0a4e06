"""Putting pages together: every value escaped, every unseen character named, no script anywhere."""

from __future__ import annotations

import hashlib
from functools import cache, partial
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

from carelink.rendering.answers import JAPAN
from carelink.rendering.visible import visible
from carelink.server.words import WORDS

if TYPE_CHECKING:
    from jinja2 import Environment
    from starlette.requests import Request
    from starlette.responses import Response

    from carelink.errors import Words

EN: Final = "/en"
"""Pages in English stand under this path, with the same names."""


def language(request: Request) -> str:
    """Return the language of the page that is asked for."""
    return "en" if request.scope.get("root_path", "").endswith(EN) else "ja"


def draw(
    request: Request, template: str, *, title: str, heading: str = "", status: int = 200, **said: Any
) -> Response:
    """Return a page.

    :param title: of the portal, as its owner names it; ours when empty
    :param heading: of this page
    """
    from starlette.responses import HTMLResponse

    lang = language(request)
    base = request.scope.get("root_path", "")
    own = request.scope["path"].removeprefix(base) or "/"
    other = base.removesuffix(EN) if lang == "en" else base + EN
    query = request.scope["query_string"].decode("latin-1") if request.method != "POST" else ""
    text = (
        environment()
        .get_template(template)
        .render(
            lang=lang,
            base=base,
            here=own,
            other=f"{other}{own}" + (f"?{query}" if query else ""),
            style=f"{base}/portal.css?{style_digest()}",
            portal=title or WORDS["title"].in_(lang),
            heading=heading,
            say=partial(_say, lang),
            label=partial(_label, lang),
            **said,
        )
    )
    return HTMLResponse(text, status)


def _say(lang: str, word: str) -> str:
    return WORDS[word].in_(lang)


def _label(lang: str, said: Any) -> str:
    """Return an option of a list, or Words, in the language of the page."""
    if hasattr(said, "in_"):
        words: Words = said
        return words.in_(lang)
    member = said.member
    text = member.en if lang == "en" and member.en else member.label
    return f"{text} ({said.text})" if said.text else text


@cache
def environment() -> Environment:
    """Return the environment of this room: everything escaped, an unknown name is an error."""
    from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined

    made = Environment(
        loader=ChoiceLoader(
            [PackageLoader("carelink.server", "templates"), PackageLoader("carelink.rendering", "templates")]
        ),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_seen,
        auto_reload=False,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters |= {"dial": _dial, "web": _web, "day": _day}
    return made


def _seen(value: Any) -> Any:
    """Return a text without characters that hide or turn the line; markup has been through here already."""
    return visible(value) if type(value) is str else value


def _dial(number: str | None) -> str:
    """Return what a telephone can dial: digits only, or nothing."""
    digits = "".join(c for c in number or "" if c.isascii() and (c.isdecimal() or c == "+"))
    return digits if 5 <= len(digits) <= 16 else ""  # noqa: PLR2004  shortest and longest numbers


def _web(address: str | None) -> str:
    """Return an address that is safe to follow (http or https with a host), or nothing."""
    try:
        parts = urlsplit(address or "")
    except ValueError:
        return ""
    plain = address is not None and address.isprintable() and " " not in address and "\\" not in address
    return address or "" if plain and parts.scheme in {"http", "https"} and parts.hostname else ""


def _day(moment: Any) -> str:
    """Return the day in Japan of a moment, or a day itself."""
    return str(moment.astimezone(JAPAN).date()) if hasattr(moment, "astimezone") else str(moment)


@cache
def style() -> bytes:
    """Return the style sheet of all pages."""
    return files("carelink.server").joinpath("static", "portal.css").read_bytes()


@cache
def style_digest() -> str:
    """Return what changes in the address of the style sheet when it changes."""
    return hashlib.sha256(style()).hexdigest()[:12]
