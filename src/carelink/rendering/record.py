"""A record with a form (sheet, consultation, facility) as paper: sections in printed order, items in rows."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from carelink.errors import Words
from carelink.records.item import Instead, Level
from carelink.records.revision import revision_of
from carelink.rendering import layout
from carelink.rendering.answers import JAPAN, Reading, answer_of, compact, loose
from carelink.rendering.grid import FAX_LABEL, box, rows, wide
from carelink.rendering.paper import Block, FaxHead, Page, Written
from carelink.rendering.redaction import initials

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from carelink.records.forms import Form
    from carelink.records.item import FormSection, Item
    from carelink.records.revision import Revision
    from carelink.rendering.fax import Cover
    from carelink.rendering.layout import Layout
    from carelink.rendering.paper import Box, Label, Statement

_LEGEND: Final = (
    (
        "☑ = 該当　☐ = 非該当または未確認　「記載なし」= 未記入（「なし」ではありません）",
        "☑ ticked  ☐ not ticked  記載なし = not stated, which is not the same as なし (none)",
    ),
    (
        "◇ = 加算の算定に必要な内容　＊ =「退院困難な患者の要因」に関連",
        "◇ = content a care fee asks for  ＊ = related to factors that make discharge hard",
    ),
)
_LOCAL: Final = ("地域独自の項目", "Items of the town's own")
_NAME_IN_A_HEAD: Final = 24
_ON_FAX: Final = (
    (
        "記載のある項目だけを印刷しています。ここにない項目は「記載なし」で、「なし」ではありません。",
        "Only what is stated is printed: an item that is not here is not stated, which is not なし (none).",
    ),
    (
        "氏名・生年月日・住所・電話番号・被保険者番号などは、イニシャル・年齢・市町村にするか、除いています。",
        "Names, birth date, address, telephone, insured number stand as initials, age, town, or not at all.",
    ),
)
_COVER: Final = {
    "pages": Words("枚数", "Pages"),
    "before": Words("この紙を含め全 ", "this one of "),
    "after": Words(" 枚", ""),
    "to": Words("宛先", "To"),
    "dear": Words("　様", ""),
    "sender": Words("送信元", "From"),
    "receipt": Words("受領番号", "Receipt number"),
    "reply": Words(
        "全ページが届いたら、この番号を送信元へ FAX・電話・メールで返してください。",
        "When all pages are there, send this number back by FAX, telephone or mail.",
    ),
    "wrong": Words(
        "宛先違いで届いたときは、お手数ですが送信元へお知らせのうえ、この紙を破棄してください。",
        "If this was not meant for you, please tell the sender and destroy the pages.",
    ),
}


def paper(form: Form, record: Any, lang: str, *, note: str = "", blank: bool = False) -> Page:
    """Return the printed page of ``record`` in the order of ``form``.

    :param note: a line at the foot of every page: what a reader of this edition has to know
    :param blank: whether nothing is stated, not even when it was written

    Items of another edition than the record's are printed only where the record states them.
    """
    reading = Reading(lang, record.written.astimezone(JAPAN).date())
    return _page(form, record, layout.of(record.kind), reading, note=note, blank=blank)


def fax(form: Form, record: Any, cover: Cover, code: str, lang: str) -> Page:
    """Return the page of ``record`` that others may see: what is stated, and nobody by name."""
    reading = Reading(
        lang, record.written.astimezone(JAPAN).date(), redacted=True, initials=initials(form, record)
    )
    hints = replace(layout.of(record.kind), compact=True, person="", widths={}, labels={}, chosen=frozenset())
    made = _page(form, record, hints, reading)
    words = {name: word.in_(lang) for name, word in _COVER.items()}
    said = _ON_FAX if any(i.instead is not None for i in form.boxes()) else _ON_FAX[:1]
    return replace(
        made,
        running=f"FAX {code}　{made.running}",
        legend=(*(reading.label(ja, en) for ja, en in said), *made.legend),
        cover=FaxHead(cover, code, words),
    )


def _page(  # noqa: PLR0913  a form, a record, and how it is printed
    form: Form, record: Any, hints: Layout, reading: Reading, *, note: str = "", blank: bool = False
) -> Page:
    revision = revision_of(record)
    mark = "" if revision is None else "【取消】" if revision.cancels else "【訂正版】"
    blocks = list(_blocks(form, record, hints, reading, blank=blank))
    legend = () if hints.compact else _LEGEND if _has_marks(form) else _LEGEND[:1]
    if hints.legend is not None:
        legend = ((hints.legend.ja, hints.legend.en), *legend)
    if note:
        legend = ((note, ""), *legend)
    return Page(
        title=reading.label(form.title, _heading(form.en)),
        running="　".join(part for part in (mark, _person(form, record, hints), form.title) if part),
        blocks=tuple(b for b in (*blocks, _local(form, record, reading)) if b.rows),
        statement=_statement(form, record, hints, reading),
        legend=tuple(reading.label(ja, en) for ja, en in legend),
        identity=" ".join(
            part for part in (record.kind, _edition(record), "" if blank else str(record.id)) if part
        ),
        kind=record.kind,
        notice=tuple(_notice(revision, reading))[: 2 if reading.redacted else None] if revision else (),
        void=revision is not None and revision.cancels,
    )


def _notice(revision: Revision, reading: Reading) -> Iterator[Label]:
    """Yield the lines that say what a correction or cancellation is, before anybody reads on."""
    if revision.cancels:
        yield reading.label(
            "取消　この文書と元の文書は無効です。内容を使わないでください。",
            "CANCELLED. Neither this document nor the one it names is valid. Do not use what it says.",
        )
    else:
        yield reading.label(
            "訂正版　前の文書に代わるものです。前の文書は使わないでください。",
            "CORRECTED. This takes the place of an earlier document. Do not use that one any more.",
        )
    yield reading.label(f"元の文書: {revision.replaces}", f"Earlier document: {revision.replaces}")
    for ja, en, said in (("理由", "Reason", revision.reason), ("訂正・取消者", "By", revision.by)):
        yield reading.label(f"{ja}: {said or '記載なし'}", f"{en}: {said or 'not stated'}")


def _heading(name: str) -> str:
    """Return a form's English name, which stands in sentences, as a heading."""
    bare = name.removeprefix("the ")
    return bare[:1].upper() + bare[1:]


def _has_marks(form: Form) -> bool:
    return any(item.screening or item.level is Level.FEE for item in form)


def _person(form: Form, record: Any, hints: Layout) -> str:
    """Return the name for the head of each page, cut where it would not fit; the page itself has it whole."""
    name = form[hints.person].of(record) if hints.person else None
    if not isinstance(name, str) or len(name) <= _NAME_IN_A_HEAD:
        return name or ""
    return name[:_NAME_IN_A_HEAD] + "…"


def _statement(form: Form, record: Any, hints: Layout, reading: Reading) -> Statement | None:
    """Return the sentence under the title with its answer."""
    if not hints.statement:
        return None
    item = form[hints.statement]
    answer = answer_of(item, item.of(record), reading)
    return reading.of_item(item), compact(answer) if reading.redacted else answer


def _blocks(form: Form, record: Any, hints: Layout, reading: Reading, *, blank: bool) -> Iterator[Block]:
    moved = [m for m in hints.moved if m.edition == _edition(record)]
    away = frozenset(path for m in moved for path in m.items)
    for section in form.sections:
        for m in moved:
            if m.before == section.code:
                items = [form[path] for path in m.items]
                boxes = _boxes(items, record, hints, reading)
                yield Block("", reading.label(m.ja, m.en), tuple(rows(boxes)), m.code)
        yield _block(form, record, section, hints, reading, away=away, blank=blank)


def _block(  # noqa: PLR0913  a section of a form, and what of it stands elsewhere
    form: Form,
    record: Any,
    section: FormSection,
    hints: Layout,
    reading: Reading,
    *,
    away: frozenset[str],
    blank: bool,
) -> Block:
    here = (item for item in form.of(section) if item.path not in away)
    boxes = list(_boxes(here, record, hints, reading))
    if section is form.sections[0]:
        boxes.insert(0, _written(record, hints, reading, blank=blank))
    order = {path: n for n, path in enumerate(hints.order.get(section.code, ()))}
    boxes.sort(key=lambda b: order.get(b.path, len(order) if order else 0))
    if section.code in hints.untitled:
        return Block("", reading.label(""), tuple(rows(boxes)), section.code)
    return Block(section.number, reading.label(section.ja, section.en), tuple(rows(boxes)), section.code)


def _boxes(items: Iterable[Item], record: Any, hints: Layout, reading: Reading) -> Iterator[Box]:
    for item in items:
        if item.path in hints.hidden or item.path == hints.statement:
            continue
        value = item.of(record)
        if reading.redacted and (item.restricted or item.instead is Instead.NOTHING):
            continue
        if value is None and (hints.compact or not _belongs(item, record)):
            continue
        label = reading.of_item(item)
        if above := hints.above.get(item.path):
            label = replace(label, above=reading.label(*above).both)
        answer = answer_of(item, value, reading, hints.shows.get(item.path, ""))
        if hints.compact or (item.path in hints.chosen and value is not None):
            answer = compact(answer)
        if reading.redacted:
            yield box(item.path, label, answer, wide(answer), FAX_LABEL)
        else:
            yield box(item.path, label, answer, hints.widths.get(item.path), hints.labels.get(item.path))


def _belongs(item: Item, record: Any) -> bool:
    """Whether the form the record was written on has this item; a town's form stands on all of them."""
    edition = _edition(record)
    return not edition or edition.startswith("local:") or edition in item.editions


def _edition(record: Any) -> str:
    """Return the edition of the form; only sheets have one."""
    return getattr(record, "edition", "")


def _written(record: Any, hints: Layout, reading: Reading, *, blank: bool) -> Box:
    day = "" if blank else reading.day(record.written.astimezone(JAPAN).date())
    answer = Written(day, sort="date")
    label = reading.label(*hints.written)
    if reading.redacted:
        return box("written", label, answer, wide(answer), FAX_LABEL)
    return box("written", label, answer, hints.widths.get("written"))


def _local(form: Form, record: Any, reading: Reading) -> Block:
    """Return what a town asks beyond the national form and no form at hand declares, by its key."""
    local = getattr(record, "local", None) or {}
    known = {item.path for item in form}
    paths = ((f"local.{key}", key, value) for key, value in local.items())
    boxes = (
        box(p, reading.label(key), loose(value, reading))
        for p, key, value in paths
        if p not in known and not (reading.redacted and isinstance(value, str))
    )
    return Block("", reading.label(*_LOCAL), tuple(rows(boxes)), "local")
