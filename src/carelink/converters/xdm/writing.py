"""A medium for records: the zip with its README.TXT, INDEX.HTM, metadata and documents (ITI TF-2 3.32.4)."""

from __future__ import annotations

import io
import zipfile
from html import escape
from typing import TYPE_CHECKING, Any, Final

from carelink.converters.xdm import vocabulary as v
from carelink.converters.xdm.documents import Document, derived, oid
from carelink.converters.xdm.metadata import to_xml
from carelink.errors import UsageError, Words

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

SET: Final = "IHE_XDM/SUBSET01/"
_FIRST_YEAR: Final = 1980  # zip knows no earlier one
_LAST_YEAR: Final = 2107
_SEXES: Final = {"male": "M", "female": "F", "other": "O"}
_PURPOSE: Final = {
    "HTM": "（人が読むページ）",
    "PDF": "（人が読むページ）",
    "JSON": "（システム用）",
    "XML": "（システム用）",
}
_README: Final = """\
IHE XDM medium / IHE XDM 媒体

Made by carelink. Layout: IHE ITI TF-2 3.32. Metadata: IHE_XDM/SUBSET01/METADATA.XML (ITI TF-3 4.2).
Open INDEX.HTM in a browser to see the documents. JSON files are HL7 FHIR R4 for programs, HTM for people.
This medium is not encrypted: keep it as you keep a medical record.

carelink で作成しました。ブラウザーで INDEX.HTM を開くと文書の一覧が見られます。
JSON はシステム用（HL7 FHIR R4）、HTM は人が読むためのページです。
この媒体は暗号化されていません。診療記録と同じように取り扱ってください。
"""


def documents_of(records: Sequence[Any], *, pdf: bool = False) -> list[Document]:
    """Return the documents of records: each as FHIR JSON, and as the page people read.

    :param pdf: the page as PDF (extra ``pdf``) in place of HTML
    """
    from carelink import rendering
    from carelink.fhir import json

    out = []
    for record in records:
        tree = record.to_fhir()
        said = (coded(record, tree), person_of(tree))
        id_ = derived(record.kind, str(record.id))
        title = f"{record.title} {record.written.date().isoformat()}"
        out.append(
            Document(id_, json.write(tree), "application/fhir+json", "JSON", title, record.written, *said)
        )
        if pdf:
            shown = (rendering.to_pdf(record), "application/pdf", "PDF")
        else:
            shown = (rendering.to_html(record).encode(), "text/html", "HTM")
        out.append(Document(derived("page", str(id_)), *shown, title, record.written, *said, id_))
    return out


def coded(record: Any, tree: dict[str, Any]) -> tuple[str, str, str]:
    """Return what kind of document a record is: its LOINC code, else carelink's own word for it."""
    from carelink import canonical

    loinc = loinc_of(tree)
    if loinc is not None:
        return loinc, v.LOINC, record.title
    return record.kind, canonical.code_system("document-type"), record.title


def loinc_of(tree: dict[str, Any]) -> str | None:
    """Return the LOINC code of a document's Composition, None when it has none."""
    root = tree["entry"][0]["resource"] if tree.get("entry") else {}
    for coding in (root.get("type") or {}).get("coding", ()) if isinstance(root.get("type"), dict) else ():
        if coding.get("system") == "http://loinc.org":
            code: str = coding["code"]
            return code
    return None


def person_of(tree: dict[str, Any]) -> tuple[str, ...]:
    """Return sourcePatientInfo (TF-3 4.2.3.2): name, birth date and sex, for whoever takes it in."""
    patients = [
        e["resource"] for e in tree.get("entry", ()) if e["resource"].get("resourceType") == "Patient"
    ]
    if len(patients) != 1:
        return ()
    patient = patients[0]
    names = [name["text"] for name in patient.get("name", ()) if isinstance(name.get("text"), str)]
    fields = [
        f"PID-5|{_hl7(names[0]).replace(' ', '^', 1)}" if names else None,
        f"PID-7|{patient['birthDate'].replace('-', '')}"
        if isinstance(patient.get("birthDate"), str)
        else None,
        f"PID-8|{_SEXES.get(str(patient.get('gender')), 'U')}" if patient.get("gender") else None,
    ]
    return tuple(field for field in fields if field)


def _hl7(text: str) -> str:
    """Return a text without the separators of HL7 v2, full-width spaces made narrow."""
    for mark in "|^~\\&\r\n":
        text = text.replace(mark, " ")
    return text.replace("\N{IDEOGRAPHIC SPACE}", " ").strip()


def medium(documents: Sequence[Document], *, source: str | None = None) -> bytes:
    """Return a zipped medium with one submission set. The same documents give the same bytes.

    :param source: OID of who hands it over; one of carelink's own when not given
    :raises UsageError: without documents
    """
    if not documents:
        raise UsageError(
            Words("媒体に入れる文書がありません。", "There is no document to put on the medium."),
            hint=Words("記録を1件以上指定してください。", "Give at least one record."),
        )
    names = [f"DOC{number:05d}.{document.suffix}" for number, document in enumerate(documents, 1)]
    files = {
        "README.TXT": _README.replace("\n", "\r\n").encode("utf-8-sig"),
        "INDEX.HTM": _index(documents, names),
        f"{SET}METADATA.XML": to_xml(documents, names, source or oid(derived("source"))),
        **{SET + name: document.content for name, document in zip(names, documents, strict=True)},
    }
    return _zipped(files, max(document.created for document in documents))


def _index(documents: Sequence[Document], names: Sequence[str]) -> bytes:
    """Return the list of documents that people open: what is for them stands first."""
    lines = [
        f'<li><a href="{SET}{name}">{escape(document.title)}</a> {_PURPOSE.get(document.suffix, "")}</li>'
        for document, name in sorted(
            zip(documents, names, strict=True), key=lambda pair: pair[0].suffix not in {"HTM", "PDF"}
        )
    ]
    return (
        '<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML Basic 1.0//EN"'
        ' "http://www.w3.org/TR/xhtml-basic/xhtml-basic10.dtd">\n'
        '<html xmlns="http://www.w3.org/1999/xhtml" xml:lang="ja"><head>'
        # browsers read .HTM as HTML, which knows no encoding of XML
        '<meta http-equiv="Content-Type" content="text/html; charset=UTF-8" /><title>IHE XDM</title></head>\n'
        f"<body><h1>文書の一覧</h1>\n<ul>\n{chr(10).join(lines)}\n</ul>\n"
        "<p>この媒体は暗号化されていません。診療記録と同じように取り扱ってください。</p>\n"
        '<p><a href="README.TXT">README.TXT</a></p></body></html>\n'
    ).encode()


def _zipped(files: dict[str, bytes], when: datetime) -> bytes:
    year = min(max(when.year, _FIRST_YEAR), _LAST_YEAR)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        for name, content in files.items():
            info = zipfile.ZipInfo(name, (year, when.month, when.day, when.hour, when.minute, when.second))
            info.compress_type = zipfile.ZIP_DEFLATED
            info.create_system, info.external_attr = 3, 0o644 << 16
            packed.writestr(info, content)
    return out.getvalue()
