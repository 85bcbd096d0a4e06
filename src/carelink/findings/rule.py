"""A rule: the words, the gravity and the reason of one kind of finding, said in one place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from carelink.errors import Words
from carelink.findings.finding import Finding

if TYPE_CHECKING:
    from carelink.findings.finding import Severity, Source


@dataclass(frozen=True, slots=True)
class Rule:
    """What carelink can say. Rules stand in the ``rules.py`` of the room that finds them.

    :param code: kebab-case, given once, never reused
    :param severity: error (MUST), warning (SHOULD) or information
    :param says: one sentence; ``{name}`` holds a fact of the *profile or format*, never a value of the record
    :param fix: one imperative sentence, same placeholders
    :param why: why anybody should care
    :param spec: the form, standard and section it comes from; "carelink" where it is our own design
    :param replaced_by: the code that took its place, when this one is retired
    """

    code: str
    severity: Severity
    says: Words
    fix: Words
    why: Words
    spec: str = "carelink"
    replaced_by: str | None = None

    def at(
        self,
        path: str,
        *,
        source: Source | None = None,
        demanded_by: str | None = None,
        **facts: object,
    ) -> Finding:
        """Return this rule's finding at ``path``; ``facts`` fill the placeholders of the words."""
        says, fix = self.says, self.fix
        if facts:
            says = Words(says.ja.format(**facts), says.en.format(**facts))
            fix = Words(fix.ja.format(**facts), fix.en.format(**facts))
        return Finding(path, self.code, self.severity, says, fix, source, demanded_by)
