"""The Bundle and the Composition of every form."""

from __future__ import annotations

from typing import TYPE_CHECKING

from carelink import canonical
from carelink.records.derive.musts import musts
from carelink.records.derive.parts import Profile, constraint, element, slicing
from carelink.records.document import SECTION
from carelink.records.frame import EDITION, DocumentFrame
from carelink.records.narrative import section_codes
from carelink.records.tree import concept

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from carelink.records.forms import Form
    from carelink.records.tree import Node


def documents(forms: Sequence[Form]) -> Iterator[Profile]:
    """Yield Bundle and Composition profile of every form."""
    for form in forms:
        frame = form.record.frame
        about = isinstance(frame, DocumentFrame) and frame.subject is None  # a meeting may be about nobody
        yield _bundle(form, about=about)
        yield _composition(form, about=about)


def _bundle(form: Form, *, about: bool) -> Profile:
    return Profile(
        form.kind,
        "Bundle",
        f"{form.title} / {form.en}",
        f"{form.title}: a document Bundle, led by its Composition.",
        [
            element("Bundle.identifier", min_=1, mustSupport=True),
            element("Bundle.identifier.value", min_=1),
            element("Bundle.type", fixedCode="document"),
            element("Bundle.timestamp", min_=1, mustSupport=True),
            slicing("Bundle.entry", "type", "resource", min_=1 + about),
            element("Bundle.entry.fullUrl", min_=1),
            *_entry("composition", "Composition", f"{form.kind}-composition", min_=1),
            *_entry("patient", "Patient", "sheet-patient", min_=int(about)),
        ],
        [
            constraint(
                "sheet-id",
                "error",
                "文書の名前は UUID / Bundle.identifier names the record by a UUID: urn:uuid:…",
                "identifier.value.matches('^urn:uuid:[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$')",
                why="どの町でも重ならない名前のため / So that no two towns give the same name",
            ),
            *musts(form),
        ],
    )


def _entry(name: str, type_: str, profile: str, *, min_: int) -> list[Node]:
    slice_ = f"Bundle.entry:{name}"
    return [
        element(slice_, slice_name=name, min_=min_, max_="1" if type_ == "Composition" else "*"),
        element(
            f"{slice_}.resource", min_=1, type_=[{"code": type_, "profile": [canonical.structure(profile)]}]
        ),
    ]


def _composition(form: Form, *, about: bool) -> Profile:
    ours = {"system": canonical.code_system("document-type"), "code": form.kind}
    elements = [*_edition()] if "edition" in form.record.model_fields else []
    elements += [
        element("Composition.status", mustSupport=True),
        element("Composition.relatesTo", mustSupport=True),
        element("Composition.type", patternCodeableConcept={"coding": [ours]}, mustSupport=True),
        element("Composition.subject", min_=int(about), mustSupport=True),
        element("Composition.date", mustSupport=True),
        element("Composition.author", mustSupport=True),
        element("Composition.title", mustSupport=True),
        slicing("Composition.section", "pattern", "code"),
        element("Composition.section.title", min_=1),
    ]
    for code in section_codes(form):
        slice_ = f"Composition.section:{code}"
        elements += [
            element(slice_, slice_name=code, min_=0, max_="1"),
            element(f"{slice_}.code", min_=1, patternCodeableConcept=concept(SECTION, code)),
        ]
    return Profile(
        f"{form.kind}-composition",
        "Composition",
        f"{form.title} 構成 / Composition of {form.en}",
        f"The sections of {form.title}, one per part of the printed form.",
        elements,
        [
            constraint(
                "sheet-replaces",
                "error",
                "訂正・取消の文書は、元の文書の名前を示す / "
                "A corrected or cancelled document names the one it replaces, by its id",
                "(status = 'amended' or status = 'entered-in-error'"
                " or relatesTo.where(code = 'replaces').exists())"
                " implies relatesTo.where(code = 'replaces' and (target as Identifier).value"
                ".matches('^urn:uuid:[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$')).exists()",
                why="何を差し替えるか分からない訂正は届け先で止まる / What shall be taken away",
            )
        ],
    )


def _edition() -> Iterator[Node]:
    yield slicing("Composition.extension", "value", "url")
    yield element(
        "Composition.extension:edition",
        slice_name="edition",
        min_=0,
        max_="1",
        type_=[{"code": "Extension", "profile": [EDITION]}],
    )
