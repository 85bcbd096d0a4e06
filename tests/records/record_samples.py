"""One record of each kind of document with nothing to find fault with: invented people, synthetic numbers."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta, timezone
from decimal import Decimal
from uuid import UUID

from carelink.records import (
    AdmissionSheet,
    Consultation,
    DischargeLetter,
    DischargeRecord,
    HomeSheet,
    Minutes,
    WishesSheet,
)
from carelink.records.lists.care import (
    BedriddenRank,
    CareLevel,
    CarePlanPages,
    Certification,
    DementiaRank,
    Household,
    Means,
)
from carelink.records.lists.consultation import (
    Action,
    AgeBand,
    CallerProfession,
    CallerType,
    Channel,
    ConsultationConsent,
    Direction,
    FollowUp,
    Function,
    Outcome,
    Receiver,
    Topic,
)
from carelink.records.lists.discharge import Attended, LevelPending, Stability
from carelink.records.lists.functioning import Adl, Bpsd, Disease, Treatment
from carelink.records.lists.home import Addressee, Change, MealAmount, Occasion, Urgency
from carelink.records.lists.medicine import Adherence, Management
from carelink.records.lists.meeting import Attendance, Handling, MeetingKind, MeetingWay, Profession
from carelink.records.lists.nutrition import DysphagiaDiet, FeedingWay, NutritionSource, StapleFood, Thickness
from carelink.records.lists.shared import Sex, VisitMode, YesNo, YesNoUnknown
from carelink.records.lists.wishes import (
    CalledFirst,
    Resuscitation,
    TalkHeld,
    TalkParticipant,
    TransportWish,
    TreatmentWish,
)
from carelink.records.read import KINDS, class_of
from carelink.records.sheets import admission, consultation, discharge, home, letter, minutes, wishes
from carelink.records.sheets.people import Person

DOCUMENTS = [kind for kind in map(class_of, KINDS) if "revision" in kind.model_fields]
"""Every kind of record that is a document; facilities and coordinators are entries of a directory."""

JST = timezone(timedelta(hours=9))
WRITTEN = datetime(2026, 11, 24, 16, 30, tzinfo=JST)


def sheet() -> AdmissionSheet:
    """Return an admission sheet with every must, fee and recommended item."""
    a = admission
    return AdmissionSheet(
        id=UUID("0b6a7c1e-5f0e-4b7e-9d57-6f3a1c2d4e5f"),
        written=WRITTEN,
        header=a.Header(
            admitted=date(2026, 11, 24),
            provided=date(2026, 11, 24),
            provided_time=time(16, 45),
            means=Means.FAX,
            hospital="三木町さぬき病院",
            hospital_number="3710199013",
            office="高松居宅介護支援事業所",
            office_number="3770199010",
            care_manager="香川 花子",
            office_tel="087-000-0000",
            consent=True,
        ),
        basics=a.Basics(
            name="讃岐 太郎",
            kana="サヌキ タロウ",
            sex=Sex.MALE,
            born=date(1938, 1, 2),
            postal_code="760-0000",
            address="香川県高松市番町0-0",
            care_level=CareLevel._23,
            certification=Certification.CERTIFIED,
            valid_from=date(2026, 4, 1),
            valid_to=date(2028, 3, 31),
            insurer_number="372011",
            insured_number="0000012345",
            adl_rank=BedriddenRank.B1,
            dementia_rank=DementiaRank.II_B,
        ),
        family=a.Family(
            household=(Household.WITH_CHILD,),
            main_caregiver=Person(name="讃岐 梅", relation="妻", age=84, tel="087-000-0001"),
            key_person=Person(name="讃岐 一郎", relation="長男", tel="087-000-0002"),
        ),
        wishes=a.Wishes(life_history="うどん店を営んでいた"),
        services=a.Services(enclosed=(CarePlanPages.CARE_PLAN,)),
        functioning=a.Functioning(
            mobility=Adl.PARTIAL,
            transfer=Adl.PARTIAL,
            dressing=Adl.SUPERVISED,
            grooming=Adl.SUPERVISED,
            bathing=Adl.FULL,
            eating=Adl.INDEPENDENT,
            urination=Adl.PARTIAL,
            defecation=Adl.PARTIAL,
            bpsd=(Bpsd.NONE,),
            disease_history=(Disease.STROKE, Disease.OTHER("高血圧症")),
            treatments=(Treatment.NONE,),
        ),
        medicines=a.Medicines(
            oral_medicines=YesNo.YES("降圧薬"),
            home_guidance=YesNo.NO,
            medicine_management=Management.OTHERS,
            adherence=Adherence.AS_PRESCRIBED,
        ),
        family_doctor=a.FamilyDoctor(
            clinic="番町内科医院",
            clinic_tel="087-000-0003",
            doctor="讃州 次郎",
            visit_mode=(VisitMode.HOME_VISIT,),
        ),
    )


def leaving() -> DischargeRecord:
    """Return a discharge record with every must, fee and recommended item."""
    d = discharge
    return DischargeRecord(
        id=UUID("2d8e6b1a-7c3f-4e95-8b20-9a4c5d6e7f80"),
        written=WRITTEN,
        basics=d.Basics(
            office="高松居宅介護支援事業所",
            care_manager="香川 花子",
            name="讃岐 太郎",
            age=88,
            born=date(1938, 1, 2),
            sex=Sex.MALE,
            level_pending=LevelPending.APPLIED,
            admitted=date(2026, 11, 4),
            planned_discharge=date(2026, 11, 27),
            cause="脳梗塞",
            facility="三木町さぬき病院",
            ward="地域包括ケア病棟",
            room="305",
            follow_up_clinic="番町内科医院",
            follow_up_mode=(VisitMode.HOME_VISIT,),
        ),
        status=d.Status(
            diseases=(
                d.Disease(disease="脳梗塞後遺症", stability=Stability.STABLE),
                d.Disease(disease="高血圧症", stability=Stability.UNSTABLE),
            ),
            denture=YesNo.YES,
        ),
        views=d.Views(person_wish="家に帰りたい", family_wish="できるだけ家で見たい"),
        issues=d.Issues(
            needed_treatments=(Treatment.NONE,), contraindicated=YesNo.NO, prognosis="再発に注意"
        ),
        evidence=d.Evidence(
            hearings=(
                d.Hearing(heard=date(2026, 11, 18), source="看護師(綾川 看子)", attended=Attended.NO),
                d.Hearing(heard=date(2026, 11, 24), source="理学療法士", attended=Attended.YES),
            )
        ),
    )


def call() -> Consultation:
    """Return a consultation with every must and recommended item."""
    c = consultation
    return Consultation(
        id=UUID("7f1d2c3b-4a59-4c68-8e77-0d1e2f3a4b5c"),
        written=WRITTEN,
        reception=c.Reception(
            consultation_no="R8-0001",
            received=datetime(2026, 11, 24, 10, 15, tzinfo=JST),
            desk="高松市在宅医療支援センター",
            receiver_profession=Receiver.NURSE,
            channel=Channel.PHONE,
            direction=Direction.NEW,
        ),
        caller=c.Caller(
            caller_type=CallerType.HOSPITAL_LIAISON, caller_profession=CallerProfession.SOCIAL_WORKER
        ),
        subject=c.Subject(age_band=AgeBand.FROM_85, municipality="372013", care_level=CareLevel._23),
        content=c.Content(
            topics=(Topic.HOME_DOCTOR, Topic.DISCHARGE),
            functions=(Function.CONSULTATION,),
            summary="退院後に往診できる医師を探している",
            response="二つの診療所を紹介した",
            actions=(Action.INFORMED, Action.REFERRED),
            minutes=20,
        ),
        conclusion=c.Conclusion(
            referrals=(
                c.Referral(name="番町内科医院", facility="3710199013", referred_kind=CallerType.CLINIC),
            ),
            follow_up=FollowUp.NOT_NEEDED,
            outcome=Outcome.SOLVED,
            consent=ConsultationConsent.PERSON,
        ),
    )


def meeting() -> Minutes:
    """Return minutes with every must and recommended item."""
    m = minutes
    return Minutes(
        id=UUID("5a4b3c2d-1e0f-4a9b-8c7d-6e5f4a3b2c1d"),
        written=WRITTEN,
        meeting=m.Meeting(
            meeting_name="令和8年度第3回 地域ケア個別会議",
            meeting_kind=MeetingKind.DIFFICULT,
            meeting_number=3,
            began=datetime(2026, 11, 24, 13, 30, tzinfo=JST),
            ended=datetime(2026, 11, 24, 14, 30, tzinfo=JST),
            meeting_place="高梁市役所 会議室",
            meeting_way=MeetingWay.HYBRID,
            host="高梁市地域包括支援センター",
            chair="備中 司",
            recorder="高梁 記子",
        ),
        attendees=m.Attendees(
            attendees=(
                m.Attendee(
                    name="備中 司",
                    profession=Profession.COMMUNITY_CENTER,
                    office="高梁市地域包括支援センター",
                    attendance=Attendance.PRESENT,
                ),
                m.Attendee(name="成羽 薬子", profession=Profession.PHARMACIST, office="みほん薬局"),
                m.Attendee(profession=Profession.OTHER("配食事業者"), attendance=Attendance.ABSENT),
            ),
            person_present=Attendance.ABSENT,
            family_present=Attendance.PRESENT,
            family_relation="長女",
        ),
        subject=m.Subject(age_band=AgeBand.FROM_85, sex=Sex.FEMALE, care_level=CareLevel._22),
        discussion=m.Discussion(
            reason="薬の飲み忘れが続き、入退院を繰り返している",
            person_wish="自宅で暮らし続けたい",
            opinions=(
                m.Opinion(profession=Profession.PHARMACIST, opinion="一包化と配薬カレンダーを提案する"),
            ),
        ),
        result=m.Result(
            conclusion="服薬支援を一本化し、配食と見守りを組み合わせる",
            parts=(
                m.Part(who="みほん薬局", what="一包化して届ける", until=date(2026, 12, 4)),
                m.Part(who="担当ケアマネジャー", what="主治医に相談する", until=date(2026, 11, 30)),
            ),
            regional="山間部では配食の届く地域が限られる",
            next_meeting=date(2027, 1, 26),
        ),
        secrecy=m.Secrecy(secrecy_confirmed=True, handling=Handling.ANONYMISED),
    )


def wish() -> WishesSheet:
    """Return a sheet of wishes with every must and recommended item, one refusal among them."""
    w = wishes
    return WishesSheet(
        id=UUID("3f9a2c41-6d58-4e07-9b13-7c8e0a1d2f64"),
        written=WRITTEN,
        person=w.Person(name="讃岐 太郎", born=date(1938, 1, 2), recorder="綾川 看子"),
        talk=w.Talk(
            talk_held=TalkHeld.HELD,
            discussed_on=date(2026, 11, 20),
            participants=(TalkParticipant.PERSON, TalkParticipant.FAMILY("讃岐 梅 妻")),
            talk_content="家で過ごしたい",
            review_due=date(2027, 2, 20),
        ),
        wishes=w.Wishes(
            resuscitation=Resuscitation.NOT_WANTED,
            transport=TransportWish.ASK_DOCTOR,
            gastrostomy=TreatmentWish.DEPENDS,
            proxy=w.Proxy(name="讃岐 一郎", relation="長男", agreed=True),
        ),
        emergency=w.Emergency(
            calls=(
                w.Call(who=CalledFirst.VISITING_NURSE, hours="夜間", tel="087-000-0011"),
                w.Call(who=CalledFirst.AMBULANCE),
            ),
            events=(w.Event(event="呼吸が弱くなる", response="訪問看護に連絡する"),),
            doctor="讃州 次郎",
        ),
    )


def newer() -> AdmissionSheet:
    """Return the admission sheet with the blocks of the form of 2024."""
    a = admission
    return sheet().model_copy(
        update={
            "edition": "2024",
            "nutrition": a.Nutrition(
                tooth_dirt=YesNo.NO,
                dysphagia=YesNo.YES,
                feeding_ways=(FeedingWay.ORAL,),
                staple=StapleFood.PORRIDGE,
                side_dish="きざみ",
                dysphagia_diet=DysphagiaDiet._3,
                thickness=Thickness._1,
                height=Decimal("158.0"),
                weight=Decimal("46.5"),
                bmi=Decimal("18.6"),
                weight_loss=YesNo.YES("3か月で2kg"),
            ),
            "final_stage": a.FinalStage(
                talk_held=TalkHeld.HELD,
                discussed_on=date(2026, 10, 12),
                participants=(TalkParticipant.PERSON,),
                talk_content="家で過ごしたい",
                talk_annex=True,
            ),
        }
    )


def discharge_letter() -> DischargeLetter:
    """Return a letter at discharge with every must and recommended item."""
    d = letter
    return DischargeLetter(
        id=UUID("81c5d3e7-0b2f-4a64-9d18-6e7f5a4b3c20"),
        written=WRITTEN,
        header=d.Header(
            office="高松居宅介護支援事業所",
            office_number="3770199010",
            office_person="香川 花子",
            hospital="三木町さぬき病院",
            hospital_number="3710199013",
            hospital_tel="087-000-0020",
            doctor="三木 医子",
        ),
        basics=d.Basics(name="讃岐 太郎", kana="さぬき たろう", sex=Sex.MALE, born=date(1938, 1, 2)),
        state=d.State(
            diagnoses=(
                d.Diagnosis(diagnosis="脳梗塞", onset="2026年11月4日頃"),
                d.Diagnosis(diagnosis="高血圧症"),
            ),
            course="保存的に治療した",
            explanation="本人は自宅での生活を希望している",
            adl_rank=BedriddenRank.A2,
            dementia_rank=DementiaRank.II_A,
        ),
        nutrition=d.Nutrition(
            nutrition_source=NutritionSource.BELOW,
            feeding_ways=(FeedingWay.ORAL,),
            staple=StapleFood.OTHER("麺"),
            denture_worn=YesNo.YES,
        ),
        opinion=d.Opinion(service_opinion="服薬の確認が望ましい"),
    )


def visit() -> HomeSheet:
    """Return a home sheet with every must and recommended item, measures and two messages."""
    h = home
    return HomeSheet(
        id=UUID("a2d9f0b3-6c41-4e85-8f7a-3b5c1d0e9f62"),
        written=WRITTEN,
        basics=h.Basics(
            name="讃岐 太郎",
            born=date(1938, 1, 2),
            recorder="綾川 看子",
            recorder_profession=Profession.HOME_NURSE,
            office="訪問看護ステーションみほん",
            seen=datetime(2026, 11, 24, 15, 30, tzinfo=JST),
            occasion=Occasion.VISIT,
        ),
        standing=h.Standing(key_person=Person(name="讃岐 一郎", relation="長男"), doctor="讃州 次郎"),
        measures=h.Measures(temperature=Decimal("36.8"), pulse=72, systolic=148, diastolic=82, spo2=96),
        daily=h.Daily(change=Change.NEW("廊下でよろけた"), meal_amount=MealAmount.MOST, fall=YesNoUnknown.NO),
        messages=h.Messages(
            messages=(
                h.Message(
                    to=Addressee.PHARMACIST,
                    text="一包化を相談したい",
                    urgency=Urgency.SOON,
                    reply_by=date(2026, 11, 30),
                ),
                h.Message(to=Addressee.OTHER("民生委員"), text="見守りをお願いしたい"),
            )
        ),
        ahead=h.Ahead(next_visit=datetime(2026, 12, 1, 14, 30, tzinfo=JST)),
    )
