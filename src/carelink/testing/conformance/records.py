"""The records of the suite: people who do not exist, each record for one question."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone
from decimal import Decimal
from typing import Final
from uuid import uuid4

from carelink.records import AdmissionSheet, Consultation, HomeSheet
from carelink.records.lists.consultation import CallerType, Channel, Topic
from carelink.records.lists.functioning import Adl, Bpsd
from carelink.records.lists.shared import Sex
from carelink.records.sheets import admission, consultation, home

JST: Final = timezone(timedelta(hours=9))
WRITTEN: Final = datetime(2026, 11, 24, 16, 30, tzinfo=JST)

LONG: Final = "歩行時にふらつきあり、見守りが必要。\n" * 150


def sheet(
    name: str = "讃岐 太郎", kana: str = "サヌキ タロウ", born: date = date(1938, 1, 2)
) -> AdmissionSheet:
    """Return an admission sheet that says what it must, and a little more."""
    return AdmissionSheet(
        id=uuid4(),
        written=WRITTEN,
        header=admission.Header(
            hospital="三木町さぬき病院", office="高松居宅介護支援事業所", care_manager="香川 花子"
        ),
        basics=admission.Basics(
            name=name,
            kana=kana,
            sex=Sex.MALE,
            born=born,
            address="香川県高松市番町0-0",
            postal_code="760-0000",
        ),
        functioning=admission.Functioning(mobility=Adl.PARTIAL, transfer=Adl.PARTIAL),
    )


def three_states() -> AdmissionSheet:
    """Return a sheet with a value, an explicit なし, and items that are not stated."""
    functioning = admission.Functioning(mobility=Adl.PARTIAL, bpsd=(Bpsd.NONE,))
    return sheet().model_copy(update={"functioning": functioning})


def measured() -> HomeSheet:
    """Return a home sheet with a weight of 50.0 kg, weighed to a tenth."""
    return HomeSheet(
        id=uuid4(),
        written=WRITTEN,
        basics=home.Basics(name="讃岐 太郎", born=date(1938, 1, 2), recorder="綾川 看子"),
        measures=home.Measures(temperature=Decimal("37.0"), weight=Decimal("50.0")),
    )


def call() -> Consultation:
    """Return a consultation."""
    return Consultation(
        id=uuid4(),
        written=WRITTEN,
        reception=consultation.Reception(
            received=datetime(2026, 11, 24, 10, 15, tzinfo=JST),
            desk="高松市在宅医療支援センター",
            channel=Channel.PHONE,
        ),
        caller=consultation.Caller(caller_type=CallerType.HOSPITAL_LIAISON),
        content=consultation.Content(
            topics=(Topic.HOME_DOCTOR, Topic.DISCHARGE), summary="退院後に往診できる医師を探している"
        ),
    )
