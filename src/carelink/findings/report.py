"""All findings about one or many records: ordered, immutable, and it adds up."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from carelink.findings.finding import Finding, Severity
from carelink.findings.order import document_order

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    Placing = Callable[[tuple[Finding, ...]], Iterable[Finding]]

KEPT_AT_MOST: Final = 100_000
"""Findings one report holds; the rest is counted, so that a hostile file cannot fill the memory."""


class Report:
    """Findings in document order. Empty means: nothing to say.

    Reports add up (``report + report``); ``omitted`` counts findings beyond what is kept. Errors are kept
    before warnings: a flood of advice must not hide what is broken. To gather many reports, build one
    from all their findings (:meth:`gather`); adding them one by one sorts again each time.
    """

    __slots__ = ("_found", "_place", "_sorted", "omitted", "omitted_errors")

    _found: tuple[Finding, ...]
    _place: Placing | None
    _sorted: bool
    omitted: int
    omitted_errors: int

    def __init__(
        self,
        findings: Iterable[Finding] = (),
        *,
        omitted: int = 0,
        omitted_errors: int = 0,
        place: Placing | None = None,
    ) -> None:
        """Keep ``findings``; order and ``place`` (line and column) are worked out when somebody looks.

        :param place: gives the findings their place in the source; whoever only asks ``ok`` never pays for it
        """
        if type(findings) is list and len(findings) <= KEPT_AT_MOST:
            found = tuple(findings)
        else:
            found, omitted, omitted_errors = _kept(findings, omitted, omitted_errors)
        put_found, put_place, put_sorted, put_omitted, put_errors = _SLOTS
        put_found(self, found)
        put_place(self, place)
        put_sorted(self, False)
        put_omitted(self, omitted)
        put_errors(self, omitted_errors)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """The findings in document order, each with its place."""
        if not self._sorted:
            found = self._found if self._place is None else self._place(self._found)
            object.__setattr__(self, "_found", tuple(sorted(found, key=document_order)))
            object.__setattr__(self, "_place", None)  # lets go of the source
            object.__setattr__(self, "_sorted", True)
        return self._found

    @classmethod
    def gather(cls, reports: Iterable[Report]) -> Report:
        """Return one report of many, in time and memory bounded by what it keeps."""
        omitted = omitted_errors = 0

        def findings() -> Iterator[Finding]:
            nonlocal omitted, omitted_errors
            for report in reports:
                omitted += report.omitted
                omitted_errors += report.omitted_errors
                yield from report.findings

        kept = cls(findings())
        if not omitted:
            return kept
        return cls(
            kept.findings, omitted=kept.omitted + omitted, omitted_errors=kept.omitted_errors + omitted_errors
        )

    def __reduce__(self) -> tuple[Any, ...]:
        """Travel between processes: slots that cannot be set need to be told how they are made."""
        return _again, (self.findings, self.omitted, self.omitted_errors)

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(name)

    @property
    def ok(self) -> bool:
        """Whether nothing of error severity was found."""
        return not self.omitted_errors and all(f.severity is not Severity.ERROR for f in self._found)

    @property
    def errors(self) -> tuple[Finding, ...]:
        """The findings that break a MUST."""
        return self.of(Severity.ERROR)

    @property
    def warnings(self) -> tuple[Finding, ...]:
        """The findings that break a SHOULD."""
        return self.of(Severity.WARNING)

    def of(self, severity: Severity) -> tuple[Finding, ...]:
        """Return the findings of one severity."""
        return tuple(f for f in self.findings if f.severity is severity)

    def counts(self) -> dict[str, int]:
        """Return how often each code was found, the commonest first."""
        return dict(Counter(f.code for f in self.findings).most_common())

    def with_severity(self, severities: Mapping[str, str | Severity]) -> Report:
        """Return this report with the severity of some codes overridden: ``{"code": "warning"}``."""
        wanted = {code: Severity(severity) for code, severity in severities.items()}
        changed = (replace(f, severity=wanted.get(f.code, f.severity)) for f in self.findings)
        return Report(changed, omitted=self.omitted, omitted_errors=self.omitted_errors)

    def in_file(self, file: str) -> Report:
        """Return this report with every finding said of ``file``."""
        said = (f.in_file(file) for f in self.findings)
        return Report(said, omitted=self.omitted, omitted_errors=self.omitted_errors)

    def __add__(self, other: Report) -> Report:
        both = (*self.findings, *other.findings)
        return Report(
            both,
            omitted=self.omitted + other.omitted,
            omitted_errors=self.omitted_errors + other.omitted_errors,
        )

    def __iter__(self) -> Iterator[Finding]:
        return iter(self.findings)

    def __len__(self) -> int:
        return len(self._found)

    def __bool__(self) -> bool:
        """Stay true whatever was found: ask ``report.ok`` or ``len(report)`` instead."""
        return True

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Report):
            return NotImplemented
        mine = (self.findings, self.omitted, self.omitted_errors)
        return mine == (other.findings, other.omitted, other.omitted_errors)

    def __hash__(self) -> int:
        return hash((self.findings, self.omitted, self.omitted_errors))

    def __repr__(self) -> str:
        counted = ", ".join(f"{len(self.of(s))} {s.value}" for s in Severity)
        return f"<Report {counted}>"


_SLOTS: Final[tuple[Callable[[Report, Any], None], ...]] = tuple(
    Report.__dict__[name].__set__ for name in ("_found", "_place", "_sorted", "omitted", "omitted_errors")
)
"""What sets each slot of a new report; later on nothing does. A report is made for every line of a file."""


def _again(findings: tuple[Finding, ...], omitted: int, omitted_errors: int) -> Report:
    return Report(findings, omitted=omitted, omitted_errors=omitted_errors)


def _kept(
    findings: Iterable[Finding], omitted: int, omitted_errors: int
) -> tuple[tuple[Finding, ...], int, int]:
    """Return what one report can hold, errors first, and how much was omitted."""
    errors: list[Finding] = []
    others: list[Finding] = []
    for finding in findings:
        kept = errors if finding.severity is Severity.ERROR else others
        if len(kept) < KEPT_AT_MOST:
            kept.append(finding)
        else:
            omitted += 1
            omitted_errors += kept is errors
    room = KEPT_AT_MOST - len(errors)
    return (*errors, *others[:room]), omitted + len(others[room:]), omitted_errors
