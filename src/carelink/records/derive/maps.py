"""要介護度 and 自立度 have three sets of codes in the field: ConceptMaps between them and ours, both ways.

The codes of others are as read in public sources (an extraction of the care-plan standard 4.1, third parties
quoting the LIFE interface 3.10); the originals were not at hand, and the artefacts say so.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from carelink import canonical
from carelink.records.derive.parts import code_system, coded, head, value_set
from carelink.records.lists.care import BedriddenRank, CareLevel, DementiaRank

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from carelink.records.codes import CodeList
    from carelink.records.tree import Node


@dataclass(frozen=True, slots=True)
class Foreign:
    """A code set of the field for something that we have a list for.

    :param codes: their code -> our code
    """

    name: str
    title: str
    source: str
    ours: type[CodeList]
    codes: Mapping[str, str]

    def terminology(self) -> Iterator[Node]:
        """Yield its CodeSystem and its ValueSet."""
        listed = [(code, self.ours.by_code(own)) for code, own in self.codes.items()]
        concepts = [coded(code, member.label, member.en) for code, member in listed if member is not None]
        system = code_system(self.name, self.title, self.source, concepts)
        every = value_set(self.name, self.title, self.source, system["url"])
        yield {**system, "valueSet": every["url"]}
        yield every

    def maps(self) -> Iterator[Node]:
        """Yield the ConceptMaps from ours to theirs and back."""
        back = {own: code for code, own in self.codes.items()}
        slug = self.ours.slug
        forth = [(member.code, back.get(member.code)) for member in self.ours]
        yield self._map(f"{slug}-to-{self.name}", slug, self.name, forth)
        yield self._map(f"{self.name}-to-{slug}", self.name, slug, [*self.codes.items()])

    def _map(self, name: str, source: str, target: str, pairs: list[tuple[str, str | None]]) -> Node:
        title = f"{self.ours.title}: {source} → {target}"
        return {
            **head("ConceptMap", name, title, f"{self.title}. {self.source}"),
            "sourceUri": canonical.value_set(source),
            "targetUri": canonical.value_set(target),
            "group": [
                {
                    "source": canonical.code_system(source),
                    "target": canonical.code_system(target),
                    "element": [{"code": code, "target": [_target(found)]} for code, found in pairs],
                }
            ],
        }


def _target(code: str | None) -> Node:
    if code is not None:
        return {"code": code, "equivalence": "equal"}
    why = "相手の体系にこの区分はない / The other code set has no such level"
    return {"equivalence": "unmatched", "comment": why}


_CARE_PLAN: Final = (
    "As read in a text extraction of the care-plan data standard 4.1 (ケアプランデータ連携標準仕様)"
)
_LIFE: Final = "As quoted by third parties from the LIFE interface list 3.10; that list was not at hand"
_LEVELS: Final = ("12", "13", "21", "22", "23", "24", "25")


def _same(*codes: str) -> dict[str, str]:
    return {code: code for code in codes}


def _in_order(codes: tuple[str, ...], ours: type[CodeList]) -> dict[str, str]:
    return dict(zip(codes, (member.code for member in ours), strict=True))


FOREIGN: Final = (
    Foreign(
        "care-plan-care-level",
        "要介護状態区分 (ケアプラン CSV) / Care level in the care-plan CSV",
        f"{_CARE_PLAN}, UPHOSOKU no. 18.",
        CareLevel,
        _same("06", *_LEVELS),
    ),
    Foreign(
        "prevention-care-level",
        "要介護状態区分 (介護予防 CSV) / Care level in the prevention CSV",
        f"{_CARE_PLAN}, UPKIHON no. 23.",
        CareLevel,
        _same("01", *_LEVELS),
    ),
    Foreign(
        "life-care-level",
        "要介護状態区分 (LIFE) / Care level in LIFE",
        f"{_LIFE}: care_level.",
        CareLevel,
        _same("01", "06", "11", *_LEVELS),
    ),
    Foreign(
        "prevention-bedridden-rank",
        "障害高齢者の日常生活自立度 (介護予防 CSV) / Bedridden rank in the prevention CSV",
        f"{_CARE_PLAN}, UPKIHON no. 21.",
        BedriddenRank,
        _in_order(("01", "11", "12", "21", "22", "31", "32", "41", "42"), BedriddenRank),
    ),
    Foreign(
        "life-bedridden-rank",
        "障害高齢者の日常生活自立度 (LIFE) / Bedridden rank in LIFE",
        f"{_LIFE}: impaired_elderly_independence_degree.",
        BedriddenRank,
        _in_order(tuple("123456789"), BedriddenRank),
    ),
    Foreign(
        "prevention-dementia-rank",
        "認知症高齢者の日常生活自立度 (介護予防 CSV) / Dementia rank in the prevention CSV",
        f"{_CARE_PLAN}, UPKIHON no. 22.",
        DementiaRank,
        _in_order(("01", "02", "03", "04", "05", "06", "07", "08"), DementiaRank),
    ),
    Foreign(
        "life-dementia-rank",
        "認知症高齢者の日常生活自立度 (LIFE) / Dementia rank in LIFE",
        f"{_LIFE}: dementia_elderly_independence_degree.",
        DementiaRank,
        _in_order(tuple("12345678"), DementiaRank),
    ),
)


def maps() -> Iterator[Node]:
    """Yield code systems and value sets of others, and the maps between them and ours."""
    for foreign in FOREIGN:
        yield from foreign.terminology()
        yield from foreign.maps()
