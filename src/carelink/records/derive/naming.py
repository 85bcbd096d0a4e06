"""The identifier systems that Japan has not defined in FHIR, as NamingSystems: minted here, and said so."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from carelink import canonical
from carelink.records.derive.parts import pascal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from carelink.records.tree import Node

DATE: Final = "2026-11-25"
"""R4 demands a date of the definition; it changes only when a definition does."""


@dataclass(frozen=True, slots=True)
class Minted:
    """One identifier system under our base."""

    name: str
    title: str
    responsible: str
    description: str

    def to_fhir(self) -> Node:
        """Return its NamingSystem."""
        return {
            "resourceType": "NamingSystem",
            "id": self.name,
            "name": pascal(self.name),
            "status": "draft",
            "kind": "identifier",
            "date": DATE,
            "publisher": "carelink",
            "responsible": self.responsible,
            "description": f"{self.title}. {self.description}",
            "jurisdiction": [{"coding": [{"system": "urn:iso:std:iso:3166", "code": "JP"}]}],
            "uniqueId": [{"type": "uri", "value": canonical.identifier_system(self.name), "preferred": True}],
        }


MINTED: Final = (
    Minted(
        "kaigo-office",
        "介護保険事業所番号 / Number of a long-term care office",
        "都道府県 (指定権者)",
        "10 characters, the last one a check digit; no national FHIR system was found.",
    ),
    Minted(
        "kaigo-insurer",
        "介護保険の保険者番号 / Number of a long-term care insurer",
        "厚生労働省",
        "6 digits. Not the InsurerNumber of JP Core, which is for health insurers.",
    ),
    Minted(
        "kaigo-insured",
        "介護保険の被保険者番号 / Number of an insured person in long-term care",
        "介護保険の保険者",
        "10 characters, unique only together with the insurer number.",
    ),
    Minted(
        "corporate-number", "法人番号 / Corporate number", "国税庁", "13 digits, the check digit comes first."
    ),
    Minted(
        "local-government",
        "全国地方公共団体コード / Code of a local government",
        "総務省",
        "6 digits, the last one a check digit.",
    ),
    Minted(
        "consultation",
        "相談の受付番号 / Number of a consultation",
        "相談窓口を運営する市町村",
        "Unique in the fiscal year of one desk.",
    ),
    Minted(
        "facility",
        "施設の番号またはID / Number or id of a facility record",
        "carelink",
        "What a referral names a facility by: its official number, or the id of its record.",
    ),
    Minted(
        "local-facility",
        "施設の独自の番号 / Local number of a facility",
        "市町村",
        "For places that have no national number, such as meal delivery.",
    ),
    Minted(
        "navii-facility",
        "医療情報ネットのID / ID of a place in the medical information net",
        "厚生労働省",
        "As its open data has it: an opaque text, often of 13 characters. It is no 医療機関コード.",
    ),
    Minted(
        "key",
        "署名鍵のID / Id of a signing key",
        "carelink",
        "RFC 7638 thumbprint of the key that a member of the exchange signs with.",
    ),
    Minted(
        "sheet",
        "文書内の人のID / Id of the person within one document",
        "carelink",
        "JP_Patient demands an identifier; this one says nothing beyond its document.",
    ),
)


def naming() -> Iterator[Node]:
    """Yield every NamingSystem."""
    for system in MINTED:
        yield system.to_fhir()
