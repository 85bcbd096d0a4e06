"""The CodeSystem of the findings: what a receipt says in ``details.coding``."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from carelink import canonical
from carelink.cli.explain import all_rules
from carelink.records.derive import parts

if TYPE_CHECKING:
    from carelink.records.tree import Node

_FACT = re.compile(r"\{[^}]*\}")


def findings() -> list[Node]:
    """Return the CodeSystem and the ValueSet of all codes that a finding can have."""
    title = "所見コード / Codes of findings"
    why = "What carelink can say about data; `carelink explain CODE` has the reason and the cure."
    rules = sorted(all_rules().values(), key=lambda rule: rule.code)
    concepts = [parts.coded(r.code, _said(r.says.ja), _said(r.says.en), _said(r.why.en)) for r in rules]
    system = parts.code_system("finding", title, why, concepts)
    every = parts.value_set("finding", title, why, canonical.code_system("finding"))
    del system[
        "count"
    ]  # later versions and rules of others have further codes: a receipt with one is no error
    return [{**system, "content": "fragment"}, every]


def _said(text: str) -> str:
    """Return words with a mark where a fact of the profile would stand."""
    return _FACT.sub("…", text)
