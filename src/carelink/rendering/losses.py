"""What a page does not show as it is, and what a FAX shows that nobody may have meant: findings by item."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, Literal

from carelink.findings import Report
from carelink.records import kinds
from carelink.records.codes import Noted
from carelink.records.item import Instead
from carelink.records.places import Element, PersonName
from carelink.rendering import fonts, redaction, rules

if TYPE_CHECKING:
    from collections.abc import Iterator

    from carelink.findings import Finding, Rule
    from carelink.records.forms import Form
    from carelink.records.item import Item
    from carelink.records.record import Record

_ORGANISATION: Final = "Organization"


def losses(record: Record, to: Literal["pdf", "fax"] = "pdf") -> Report:
    """Return what of a record a page cannot show, and of a FAX what it shows and what it leaves out.

    :raises UsageError: the extra ``pdf`` is not installed: only its fonts know what they lack
    """
    form = record.form()
    found = list(_unprintable(form, record, fax=to == "fax"))
    if to == "fax":
        found += _seen_by_others(form, record)
    return Report(found)


def _unprintable(form: Form, record: Any, *, fax: bool) -> Iterator[Finding]:
    for item, path, value in _answers(form, record):
        if fax and (item.instead is not None or item.restricted):
            continue
        for text in _texts(value):
            if fonts.lacking(text):
                yield rules.CHARACTER_MISSING.at(path)
            if fonts.plain_variant(text):
                yield rules.VARIANT_PLAIN.at(path)


def _seen_by_others(form: Form, record: Any) -> Iterator[Finding]:
    about_somebody = any(item.instead is not None for item in form.boxes())
    for item, path, value in _answers(form, record):
        if (rule := _rule_of(item, value, form, record)) is not None and (about_somebody or item.restricted):
            yield rule.at(path)
    local = getattr(record, "local", None) or {}
    for key, value in local.items():
        if isinstance(value, str):
            yield rules.LOCAL_LEFT_OUT.at(f"local.{key}")


def _rule_of(item: Item, value: Any, form: Form, record: Any) -> Rule | None:
    """Return what is to be said of one stated answer on a FAX."""
    if item.restricted:
        return rules.MEMBERS_LEFT_OUT
    match item.instead:
        case Instead.INITIALS:
            return None if redaction.initials(form, record) else rules.NAME_HIDDEN
        case Instead.TOWN:
            town = redaction.town(value)
            return None if town and not redaction.only_prefecture(town) else rules.TOWN_UNKNOWN
        case None:
            return rules.TEXT_SHOWN if _free(item, value) else None
    return None


def _free(item: Item, value: Any) -> bool:
    """Whether somebody wrote a text here that may say anything; names of offices and staff do not count."""
    if isinstance(item.kind, kinds.Text):
        office = isinstance(item.at, Element) and getattr(item.at.root, "type", "") == _ORGANISATION
        return not office and not isinstance(item.at, PersonName)
    return any(True for _ in _texts(value))


def _answers(form: Form, record: Any) -> Iterator[tuple[Item, str, Any]]:
    """Yield every stated answer with its item and path; of a group, each part of each row."""
    for item in form:
        value = item.of(record)
        if value is None:
            continue
        if not item.parts:
            yield item, item.path, value
            continue
        rows = value if item.many else (value,)
        for number, row in enumerate(rows):
            here = f"{item.path}[{number}]" if item.many else item.path
            for part in item.parts:
                if (answer := part.of(row)) is not None:
                    yield part, f"{here}.{part.path}", answer


def _texts(value: Any) -> Iterator[str]:
    """Yield what somebody typed: a text, lines of it, what stands in brackets."""
    if isinstance(value, tuple):
        for one in value:
            yield from _texts(one)
    elif isinstance(value, Noted):
        if value.text:
            yield value.text
    elif isinstance(value, str) and type(value) is str:
        yield value
