"""Search parameters for what the extensions of a facility say; R4 and IHE mCSD have all others."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from carelink import canonical
from carelink.records.derive.parts import head

if TYPE_CHECKING:
    from collections.abc import Iterator

    from carelink.records.tree import Node


@dataclass(frozen=True, slots=True)
class Search:
    """One search parameter over an extension."""

    name: str
    code: str
    type: str
    base: tuple[str, ...]
    title: str
    description: str
    expression: str

    def to_fhir(self) -> Node:
        """Return its SearchParameter."""
        made = head("SearchParameter", self.name, self.title, self.description)
        del made["title"]  # R4 has none here
        return {
            **made,
            "description": f"{self.title}. {self.description}",
            "code": self.code,
            "base": [*self.base],
            "type": self.type,
            "expression": self.expression,
            "xpathUsage": "normal",
        }


def _extension(on: str, name: str) -> str:
    return f"{on}.extension.where(url = '{canonical.structure(name)}')"


def searches() -> Iterator[Node]:
    """Yield every SearchParameter."""
    service: Final = ("HealthcareService",)
    accepts = _extension("HealthcareService", "facility-procedure-acceptance")
    takes = f"{accepts}.where(extension.where(url = 'answer').value.coding.where(code = 'yes').exists())"
    for made in (
        Search(
            "facility-vacancy",
            "vacancy",
            "token",
            service,
            "空き状況 / Vacancy",
            "Whether somebody can be taken in now; look at the day of confirmation too.",
            f"{_extension('HealthcareService', 'facility-vacancy')}.value",
        ),
        Search(
            "facility-vacancy-confirmed",
            "vacancy-confirmed",
            "date",
            service,
            "空き状況の確認日 / Vacancy confirmed on",
            "Leaves out what nobody has asked about for long.",
            f"{_extension('HealthcareService', 'facility-vacancy-confirmed')}.value",
        ),
        Search(
            "facility-capacity",
            "capacity",
            "number",
            service,
            "定員 / Capacity",
            "Persons.",
            f"{_extension('HealthcareService', 'facility-capacity')}.value",
        ),
        Search(
            "facility-accepts",
            "accepts",
            "token",
            service,
            "対応可能な医療処置 / Accepts a procedure",
            "Facilities that answered 可 for a procedure; 条件付き is another answer.",
            f"{takes}.extension.where(url = 'procedure').value",
        ),
        Search(
            "facility-municipality",
            "municipality",
            "string",
            ("Location",),
            "全国地方公共団体コード / Code of the local government",
            "Six digits; the town can never be told from the office number.",
            f"{_extension('Location.address', 'facility-municipality')}.value",
        ),
    ):
        yield made.to_fhir()
