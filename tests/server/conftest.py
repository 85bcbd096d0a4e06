"""The portal in the same process, asked as a browser asks, and facilities of several kinds."""

from __future__ import annotations

import asyncio
from datetime import UTC, date, datetime
from decimal import Decimal
from uuid import UUID

import pytest

from carelink.records.lists.attributes import FacilityAttribute
from carelink.records.lists.facility import (
    Answer,
    Category,
    MedicalProcedure,
    Publication,
    ServiceKind,
    Vacancy,
)
from carelink.records.sheets import facility as f

WRITTEN = datetime(2026, 11, 20, tzinfo=UTC)


def facility(number: int, **sections) -> f.Facility:
    """Return a home nursing station of Takamatsu; ``sections`` take the place of its own."""
    usual = {
        "identity": f.Identity(name=f"訪問看護ステーション{number}", name_kana="ホウモンカンゴ"),
        "offer": f.Offer(
            category=Category.HOME_NURSING, services=(ServiceKind._13,), service_name="訪問看護"
        ),
        "site": f.Site(
            city="高松市",
            municipality_code="372013",
            address=f"香川県高松市番町{number}",
            latitude=Decimal("34.34") + Decimal(number) / 100,
            longitude=Decimal("134.04"),
        ),
        "contact": f.Contact(telephone="087-000-0000", liaison="087-000-9999"),
        "listing": f.Listing(publication=Publication.PUBLIC, members_note="会員だけの特記"),
    }
    return f.Facility(id=UUID(int=number + 1), written=WRITTEN, **{**usual, **sections})


def asked() -> f.Reception:
    return f.Reception(
        attributes=(FacilityAttribute.ALWAYS_NURSING,),
        vacancy=Vacancy.CONDITIONAL("午後のみ"),
        vacancy_on=date(2026, 11, 18),
        procedures=(f.Accepted(procedure=MedicalProcedure.OXYGEN, answer=Answer.YES),),
    )


@pytest.fixture(scope="session")
def facilities():
    members = f.Listing(publication=Publication.MEMBERS)
    return [
        *(facility(n) for n in range(30)),
        facility(30, reception=asked()),
        facility(31, site=f.Site(city="三木町"), offer=f.Offer(category=Category.CLINIC)),
        facility(32, identity=f.Identity(name="会員だけの施設"), listing=members),
    ]


class Browser:
    """Asks an application one thing at a time."""

    def __init__(self, app) -> None:
        self.app = app

    def get(self, path, **options):
        return self.ask("GET", path, **options)

    def ask(self, method, path, **options):
        import httpx

        async def asked():
            transport = httpx.ASGITransport(self.app)
            async with httpx.AsyncClient(transport=transport, base_url="http://portal.example") as client:
                return await client.request(method, path, **options)

        return asyncio.run(asked())


@pytest.fixture(scope="session")
def browser(facilities):
    from carelink.server import application

    return Browser(application(facilities))
