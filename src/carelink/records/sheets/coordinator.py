"""在宅医療コーディネーター: somebody who finished the course of a city, as its directory lists them.

No form exists; the professions and parts are those that a city names, the rest is our design. It is about
people, so an entry is not published unless it says so, and how to reach them never is.
"""

from datetime import date
from typing import TYPE_CHECKING, ClassVar

from carelink import canonical
from carelink.records.codes import Bracketed, Ticks
from carelink.records.coordinators.frame import PairFrame
from carelink.records.coordinators.pair import PARTS
from carelink.records.coordinators.places import Name, OfficeNumber, Trained
from carelink.records.facility import special
from carelink.records.facility.places import Concepts, Entry, Value
from carelink.records.item import MUST, RECOMMENDED, Section, item
from carelink.records.lists.coordinator import CoordinatorPart, CoordinatorProfession
from carelink.records.lists.facility import Publication
from carelink.records.record import Record

if TYPE_CHECKING:
    from collections.abc import Iterable

    from carelink.findings import Finding
    from carelink.records.read import Read
    from carelink.records.tree import Node

_WORK = (("use", "work"),)


def _extension(name: str, leaf: str) -> Entry:
    return Entry("role", ("extension",), "url", canonical.structure(f"coordinator-{name}"), leaf)


class Person(Section, frozen=True, code="coordinator", ja="コーディネーター", en="Coordinator"):
    """Who it is and where they work."""

    name: str | None = item("氏名", "Name", level=MUST, mark="design", at=Name("IDE"))
    kana: str | None = item("フリガナ", "Name in kana", level=RECOMMENDED, mark="design", at=Name("SYL"))
    profession: Bracketed[CoordinatorProfession] | None = item(
        "職種", "Profession", level=MUST, mark="design", at=Concepts("role", "code")
    )
    office: str | None = item(
        "所属", "Office", level=RECOMMENDED, mark="design", at=Value("role", ("organization", "display"))
    )
    office_number: str | None = item(
        "所属の番号",
        "Number or id of the office",
        mark="design",
        at=OfficeNumber(canonical.identifier_system("facility")),
    )
    telephone: str | None = item(
        "電話番号",
        "Telephone",
        restricted=True,
        mark="design",
        at=Entry("role", ("telecom",), "system", "phone", "value", _WORK),
    )
    email: str | None = item(
        "メールアドレス",
        "E-mail",
        restricted=True,
        mark="design",
        at=Entry("role", ("telecom",), "system", "email", "value", _WORK),
    )


class Training(Section, frozen=True, code="coordinator-training", ja="研修", en="Training"):
    """When the course was finished, and what the person does since."""

    year: int | None = item(
        "修了年度", "Fiscal year of completion", level=RECOMMENDED, mark="design", at=Trained()
    )
    administration: bool | None = item(
        "行政枠",
        "On a place of the administration",
        mark="design",
        at=_extension("administration", "valueBoolean"),
    )
    parts: Ticks[CoordinatorPart] | None = item(
        "役割", "Parts", mark="design", at=Concepts("role", "specialty")
    )


class Listing(Section, frozen=True, code="coordinator-listing", ja="掲載", en="Listing"):
    """The entry itself."""

    publication: Publication | None = item(
        "公開可否", "Publication", level=RECOMMENDED, mark="design", at=special.Visibility(PARTS)
    )
    confirmed: date | None = item(
        "最終確認日", "Last confirmed", mark="design", at=_extension("confirmed", "valueDate")
    )


class Coordinator(Record, frozen=True):
    """One entry of the directory of 在宅医療コーディネーター (HHC, Home Health Coordinator)."""

    kind: ClassVar[str] = "coordinator"
    title: ClassVar[str] = "在宅医療コーディネーター"
    en: ClassVar[str] = "the coordinator"
    default_edition: ClassVar[str] = "carelink"
    frame: ClassVar[PairFrame] = PairFrame()
    public_unless_said: ClassVar[bool] = False

    person: Person = Person()
    training: Training = Training()
    listing: Listing = Listing()

    @classmethod
    def read_all(cls, tree: "Node") -> "Read":
        """Return every coordinator of a Bundle with a report: a Bundle may hold a whole town's directory."""
        from carelink.records.coordinators.reading import read

        return read(tree)

    @classmethod
    def check_all(cls, tree: "Node") -> "Iterable[Finding]":
        """Yield the findings of the domain rules for every coordinator of a Bundle."""
        from carelink.records.coordinators.reading import check

        return check(tree)
