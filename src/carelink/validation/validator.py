"""The public face: data in, report out. Bad data never raises; a missing profile does."""

from __future__ import annotations

from functools import cache, partial
from typing import TYPE_CHECKING, Any, Final

from carelink.errors import UsageError, Words
from carelink.findings import Finding, Report, Severity, Source
from carelink.validation.accept.run import accept
from carelink.validation.engine import Engine
from carelink.validation.place import root
from carelink.validation.sink import Sink
from carelink.validation.walker import Walker

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path

    from carelink.fhir.limits import Limits
    from carelink.profiles.package import Package

    Read = Callable[..., tuple[dict[str, Any] | None, tuple[Finding, ...]]]
    Check = Callable[[dict[str, Any], bytes | None], Iterable[Finding]]

Tree = dict[str, Any]


class Validator:
    """Checks FHIR R4 data against the standard and against profiles, offline.

    :param packages: FHIR packages (``.tgz``, folders or loaded ones) beside our own and R4 itself
    :param limits: how large and deep a text may be that is read
    :param examples: whether URLs under example.org and the like need no definition
    :param fast: whether code may be written for what is met often; the report is the same without
    :raises UnknownProfileError: a package cannot be read

    Build one and keep it: what is compiled stays. Safe to use from several threads.
    """

    def __init__(
        self,
        packages: Iterable[Package | str | Path] = (),
        *,
        limits: Limits | None = None,
        examples: bool = False,
        fast: bool = True,
    ) -> None:
        self._engine = Engine(packages, examples=examples, fast=fast)
        self._limits = limits

    def validate(self, data: Any, profile: str | None = None, *, file: str | None = None) -> Report:
        """Return everything that is wrong, or worth knowing, about one resource.

        :param data: bytes or str (JSON or XML), a tree, or a record (anything with ``to_fhir()``)
        :param profile: canonical URL, or short name of a profile of ours; without it the base type and every
            profile in ``meta.profile`` that is at hand
        :param file: name to put into the findings
        :raises UnknownProfileError: ``profile`` is not at hand
        :raises UsageError: ``data`` is none of these
        """
        canonical = self._engine.packages.resolve(profile) if profile is not None else None
        if isinstance(data, (bytes, bytearray, str)):
            text = bytes(data) if isinstance(data, bytearray) else data
            json = text[:1] in _BRACES or not looks_like_xml(text)
            tree, found = self._json(text, file) if json else self._xml(text, file)
            raw = text if json and type(text) is bytes else None
            findings = self._tree(tree, canonical, raw) if tree is not None else []
            if found:
                findings = [*found, *findings]
            return Report(findings, place=partial(_placed, text=text, file=file))
        tree = data.to_fhir() if hasattr(data, "to_fhir") else data
        if not isinstance(tree, dict):
            raise UsageError(
                Words(
                    "検査できるのは FHIR の JSON・XML、辞書、記録です。",
                    "Give FHIR JSON or XML, a dict or a record.",
                ),
                hint=Words(
                    "bytes、str、dict または記録を渡してください。", "Pass bytes, str, dict or a record."
                ),
            )
        report = Report(self._tree(tree, canonical))
        return report.in_file(file) if file is not None else report

    def _json(self, text: bytes | str, file: str | None) -> tuple[Tree | None, tuple[Finding, ...]]:
        read, _, limits = _readers()
        return read(text, limits=self._limits or limits, file=file)

    def _xml(self, text: bytes | str, file: str | None) -> tuple[Tree | None, tuple[Finding, ...]]:
        from carelink.fhir import xml
        from carelink.fhir.limits import LIMITS

        raw = text.encode("utf-8", "surrogatepass") if isinstance(text, str) else text
        return xml.read(raw, limits=self._limits or LIMITS, file=file)

    def _tree(self, tree: Tree, canonical: str | None, text: bytes | None = None) -> list[Finding]:
        engine = self._engine
        found = accept(engine, tree, canonical) if engine.fast else None
        if found is None:
            found = self._walked(tree, canonical)
        check = _readers()[1]
        found.extend(check(tree, text))
        return found

    def _walked(self, tree: Tree, canonical: str | None) -> list[Finding]:
        sink = Sink()
        type_name = tree.get("resourceType")
        place = root(type_name if isinstance(type_name, str) and type_name.isalpha() else "Resource")
        Walker(self._engine, sink).resource(tree, place, None, profile=canonical)
        return list(sink.findings())


_BRACES: Final = frozenset({"{", b"{"})


@cache
def _readers() -> tuple[Read, Check, Limits]:
    """Return what reads JSON, what checks our own records, and the usual limits; imported when asked for."""
    from carelink.fhir import json
    from carelink.fhir.limits import LIMITS
    from carelink.validation import domain

    return json.read, domain.check, LIMITS


def looks_like_xml(text: bytes | str) -> bool:
    """Whether the first character that is no white space (and no byte order mark) opens a tag."""
    if isinstance(text, str):
        return text.lstrip("\ufeff \t\r\n").startswith("<")
    return text.removeprefix(b"\xef\xbb\xbf").lstrip(b" \t\r\n").startswith(b"<")


def _placed(findings: Sequence[Finding], text: bytes | str, file: str | None) -> Iterable[Finding]:
    """Give line and column to findings that have none yet; the text is scanned again only for that."""
    wanted = {f.path for f in findings if f.source is None or f.source.line is None}
    lines: dict[str, tuple[int, int]] = {}
    if wanted and looks_like_xml(text):
        from carelink.fhir import xml

        lines = xml.positions(text, wanted)
    elif wanted:
        from carelink.fhir import json

        lines = json.positions(text, wanted)
    for finding in findings:
        where = lines.get(finding.path)
        if finding.source is not None or (where is None and file is None):
            yield finding
        else:
            line, column = where if where is not None else (None, None)
            yield Finding(
                finding.path,
                finding.code,
                finding.severity,
                finding.message,
                finding.fix,
                Source(file, line, column),
                finding.demanded_by,
            )


@cache
def _default() -> Validator:
    return Validator()


def validate(data: Any, profile: str | None = None, file: str | None = None) -> Report:
    """Check data with a validator that knows R4 and our own profiles; see :meth:`Validator.validate`."""
    return _default().validate(data, profile, file=file)


__all__ = ["Severity", "Validator", "validate"]
