"""施設・事業所: one office with the service it offers, as a town's directory lists it.

The labels of items that 介護サービス情報公表 open data has are its column headings, verbatim.
"""

from collections.abc import Callable
from datetime import date, time
from decimal import Decimal
from typing import TYPE_CHECKING, Any, ClassVar

from carelink import canonical
from carelink.records.codes import Bracketed, Ticks
from carelink.records.facility import hours, reach, rows, special
from carelink.records.facility.frame import FacilityFrame
from carelink.records.facility.places import Concepts, Entry, Value, contact, extension, number
from carelink.records.item import MUST, RECOMMENDED, Group, Section, item
from carelink.records.lists.attributes import FacilityAttribute
from carelink.records.lists.care import CareLevel
from carelink.records.lists.facility import (
    Answer,
    AvailableDay,
    CareDesignation,
    Category,
    DisabilityDesignation,
    HoursFor,
    MedicalProcedure,
    Publication,
    PublishedService,
    ServiceKind,
    TogetherService,
    Vacancy,
    Weekday,
)
from carelink.records.places import Place
from carelink.records.record import Record

if TYPE_CHECKING:
    from collections.abc import Iterable

    from carelink.findings import Finding
    from carelink.records.read import Read
    from carelink.records.tree import Node

_INSURANCE_NO = "http://jpfhir.jp/fhir/core/IdSystem/insurance-medical-institution-no"


class Identity(Section, frozen=True, code="identity", ja="事業所", en="Office"):
    """Which office it is. Offices outside insurance (配食 …) have no national number: a local one will do."""

    name: str | None = item(
        "事業所名", "Name", level=MUST, at=Value("organization", ("name",), also=("location", "service"))
    )
    name_kana: str | None = item(
        "事業所名カナ",
        "Name in kana",
        at=Entry(
            "organization",
            ("_name", "extension"),
            "url",
            canonical.structure("facility-name-kana"),
            "valueString",
        ),
    )
    office_number: str | None = item(
        "事業所番号",
        "Office number",
        level=RECOMMENDED,
        at=number(canonical.identifier_system("kaigo-office")),
    )
    medical_number: str | None = item("医療機関コード", "Medical institution code", at=number(_INSURANCE_NO))
    local_number: str | None = item(
        "独自の番号", "Local number", at=number(canonical.identifier_system("local-facility"))
    )
    navii_id: str | None = item(
        "医療情報ネットID",
        "ID in the medical information net",
        at=number(canonical.identifier_system("navii-facility")),
    )
    name_en: str | None = item(
        "名称_英語",
        "Name in English",
        at=Entry(
            "organization",
            ("_name", "extension"),
            "url",
            canonical.structure("facility-name-english"),
            "valueString",
        ),
    )
    name_common: str | None = item(
        "名称_通称",
        "Common name",
        at=Entry(
            "organization",
            ("_name", "extension"),
            "url",
            canonical.structure("facility-name-common"),
            "valueString",
        ),
    )


class Department(Group, frozen=True):
    """診療科目 as the office names it, with its code of 医療情報ネット when that is known."""

    usual: ClassVar[Callable[[], Place[Any]] | None] = rows.Part

    name: str = item("診療科目", "Department", default=...)
    code: str | None = item("診療科目コード", "Code")


class Offer(Section, frozen=True, code="offer", ja="サービス", en="Service"):
    """What it offers. One office may offer several kinds, and one kind is offered by many."""

    category: Category | None = item("資源の分野", "Field", level=RECOMMENDED, at=special.Field())
    services: Ticks[ServiceKind] | None = item(
        "サービス種類コード", "Kinds of service", at=Concepts("service", "type")
    )
    published_as: PublishedService | None = item(
        "公表サービスの種類", "Published service", at=Concepts("service", "type")
    )
    service_name: str | None = item("サービスの種類", "Service as named", at=special.ServiceName())
    departments: tuple[Department, ...] | None = item(
        "診療科目", "Departments", at=hours.Departments(canonical.code_system("navii-department")), rows=40
    )
    description: str | None = item("説明", "Description", at=Value("service", ("extraDetails",)))


class Site(Section, frozen=True, code="site", ja="所在地", en="Site"):
    """Where it is."""

    municipality_code: str | None = item(
        "都道府県コード又は市町村コード",
        "Code of the local government",
        at=Entry(
            "location",
            ("address", "extension"),
            "url",
            canonical.structure("facility-municipality"),
            "valueString",
        ),
    )
    prefecture: str | None = item("都道府県名", "Prefecture", at=Value("location", ("address", "state")))
    city: str | None = item("市区町村名", "Municipality", at=Value("location", ("address", "city")))
    postal_code: str | None = item("郵便番号", "Postal code", at=Value("location", ("address", "postalCode")))
    address: str | None = item(
        "住所", "Address", level=RECOMMENDED, at=Value("location", ("address", "text"))
    )
    building: str | None = item(
        "方書（ビル名等）", "Building", at=extension("building", part="location", inside=("address",))
    )
    longitude: Decimal | None = item("経度", "Longitude", at=Value("location", ("position", "longitude")))
    latitude: Decimal | None = item("緯度", "Latitude", at=Value("location", ("position", "latitude")))


class Delivery(Group, frozen=True):
    """Where a sealed parcel reaches the office: an Endpoint, and the key it is sealed for."""

    usual: ClassVar[Callable[[], Place[Any]] | None] = rows.Part

    address: str = item("届け先", "Address (mailto:, sftp:, https: …)", default=...)
    key: str | None = item("鍵ID", "Id of the key")


class Contact(Section, frozen=True, code="contact", ja="連絡先", en="Contact"):
    """How to reach it. Telephone and FAX are plain digits and hyphens where they can be."""

    telephone: str | None = item("電話番号", "Telephone", level=RECOMMENDED, at=contact("phone"))
    telephone_extension: str | None = item(
        "内線番号", "Telephone extension", at=extension("telephone-extension", part="organization")
    )
    fax: str | None = item("FAX番号", "FAX", at=contact("fax"))
    email: str | None = item("メールアドレス", "E-mail", at=contact("email"))
    liaison: str | None = item(
        "地域連携室の電話番号",
        "Telephone of the liaison office",
        restricted=True,
        at=extension("liaison", part="organization"),
    )
    delivery: Delivery | None = item(
        "封緘した記録の届け先", "Where sealed parcels reach it", restricted=True, at=reach.Delivery()
    )
    website: str | None = item("URL", "Web page", at=special.Website())


class Operator(Section, frozen=True, code="operator", ja="運営法人", en="Operator"):
    """Who runs it: a logical reference by corporate number, since the corporation is no record of ours."""

    name: str | None = item("法人の名称", "Corporation", at=Value("organization", ("partOf", "display")))
    corporate_number: str | None = item(
        "法人番号", "Corporate number", at=special.Operator(canonical.identifier_system("corporate-number"))
    )
    manager: str | None = item("管理者", "Manager", at=reach.Manager())


class Hours(Group, frozen=True):
    """From when to when on some days; an end before the start is after midnight."""

    usual: ClassVar[Callable[[], Place[Any]] | None] = rows.Part

    days: Ticks[Weekday] = item("曜日", "Days", default=...)
    opens: time = item("開始時間", "Opens", default=...)
    closes: time | None = item("終了時間", "Closes")
    purpose: HoursFor | None = item("時間の種別", "For")
    department: str | None = item("診療科目", "Department")


class Opening(Section, frozen=True, code="opening", ja="利用可能日", en="Availability"):
    """When it can be used."""

    days: Ticks[AvailableDay] | None = item("利用可能曜日", "Days available", at=special.Days())
    notes: str | None = item(
        "利用可能曜日特記事項", "Notes on the days", at=Value("service", ("availabilityExceptions",))
    )
    hours: tuple[Hours, ...] | None = item("時間", "Hours", at=hours.OpeningHours(), rows=14)
    closed: str | None = item("休業日", "Closed on", at=extension("closed"))
    after_hours: str | None = item("時間外における対応", "Outside these hours", at=extension("after-hours"))


class Accepted(Group, frozen=True):
    """Whether one medical procedure can be accepted; an office that was not asked has no row."""

    usual: ClassVar[Callable[[], Place[Any]] | None] = rows.Part

    procedure: Bracketed[MedicalProcedure] = item("医療処置", "Procedure", default=...)
    answer: Bracketed[Answer] = item("対応", "Acceptance", default=...)


class Area(Group, frozen=True):
    """A place that is served: a town, or part of one."""

    usual: ClassVar[Callable[[], Place[Any]] | None] = rows.Part

    name: str = item("地域", "Area", default=...)
    code: str | None = item("地方公共団体コード", "Code of the local government")


class Reception(Section, frozen=True, code="reception", ja="受け入れ", en="Admission"):
    """Whom it can take. A capacity of 0 is how tables write "not stated", so there is none."""

    capacity: int | None = item("定員", "Capacity", at=extension("capacity", "valuePositiveInt"))
    beds: int | None = item("病床数", "Beds", at=extension("beds", "valuePositiveInt"))
    accessibility: str | None = item("バリアフリー情報", "Accessibility", at=extension("accessibility"))
    areas: tuple[Area, ...] | None = item("サービス提供地域", "Area served", at=reach.Areas(), rows=8)
    eligible: str | None = item("対象者", "Who can use it", at=extension("eligible"))
    care_levels: Ticks[CareLevel] | None = item(
        "受入要介護度", "Care levels taken", at=Concepts("service", "characteristic")
    )
    attributes: Ticks[FacilityAttribute] | None = item(
        "対応・届出・設備", "What it offers", at=Concepts("service", "characteristic")
    )
    charges: str | None = item("料金", "Charges", at=extension("charges"))
    vacancy: Bracketed[Vacancy] | None = item("空き状況", "Vacancy", at=extension("vacancy"))
    vacancy_on: date | None = item(
        "空き状況の確認日", "Vacancy confirmed on", at=extension("vacancy-confirmed", "valueDate")
    )
    procedures: tuple[Accepted, ...] | None = item(
        "対応可能な医療処置", "Medical procedures", at=rows.Complex("procedure-acceptance"), rows=22
    )


class Shared(
    Section, frozen=True, code="shared", ja="共生型サービス", en="Service shared with disability welfare"
):
    """The three columns of the open data on 共生型サービス."""

    together: TogetherService | None = item(
        "高齢者の方と障害者の方が同時一体的に利用できるサービス",
        "Used together by elderly and disabled persons",
        at=Concepts("service", "characteristic"),
    )
    care: CareDesignation | None = item(
        "介護保険の通常の指定基準を満たしている",
        "Ordinary standard of care insurance",
        at=Concepts("service", "characteristic"),
    )
    disability: DisabilityDesignation | None = item(
        "障害福祉の通常の指定基準を満たしている",
        "Ordinary standard of disability welfare",
        at=Concepts("service", "characteristic"),
    )


class AsWritten(Group, frozen=True):
    """A cell whose text is not what its item would be written as: ``0`` for no capacity, ``０８７…``."""

    usual: ClassVar[Callable[[], Place[Any]] | None] = rows.Part

    column: str = item("列", "Column", default=...)
    text: str = item("元の表記", "As written", default=...)


class Listing(Section, frozen=True, code="listing", ja="掲載", en="Listing"):
    """The entry itself."""

    publication: Publication | None = item("公開可否", "Publication", at=special.Visibility())
    confirmed: date | None = item("最終確認日", "Last confirmed", at=extension("confirmed", "valueDate"))
    remarks: str | None = item("備考", "Remarks", at=Value("service", ("comment",)))
    members_note: str | None = item(
        "関係者向け特記", "Notes for members", restricted=True, at=extension("members-note")
    )
    as_written: tuple[AsWritten, ...] | None = item(
        "元の表記", "As written", restricted=True, at=rows.Complex("as-written"), rows=24
    )


class Facility(Record, frozen=True):
    """One office and the service it offers."""

    kind: ClassVar[str] = "facility"
    title: ClassVar[str] = "施設・事業所"
    en: ClassVar[str] = "Facility"
    frame: ClassVar[FacilityFrame] = FacilityFrame()
    public_unless_said: ClassVar[bool] = True

    identity: Identity = Identity()
    offer: Offer = Offer()
    site: Site = Site()
    contact: Contact = Contact()
    operator: Operator = Operator()
    opening: Opening = Opening()
    reception: Reception = Reception()
    shared: Shared = Shared()
    listing: Listing = Listing()

    @classmethod
    def read_all(cls, tree: "Node") -> "Read":
        """Return every facility of a Bundle with a report: a Bundle may hold a whole town's directory."""
        from carelink.records.facility.reading import read

        return read(tree)

    @classmethod
    def check_all(cls, tree: "Node") -> "Iterable[Finding]":
        """Yield the findings of the domain rules for every facility of a Bundle."""
        from carelink.records.facility.checks import check

        return check(tree)
