"""What carelink says about the content of records: must and fee items, cross-item rules, identifiers."""

from __future__ import annotations

from typing import Final

from carelink.findings import Rule, Severity, Words

NO_RECORD: Final = Rule(
    "no-record-of-ours",
    Severity.ERROR,
    Words("carelink の記録として読めません", "This is not readable as a record of carelink"),
    Words("meta.profile と Composition.type を確かめてください", "Look at meta.profile and Composition.type"),
    Words("種類が分からない記録は誰にも届けられません", "A record of unknown kind can reach nobody"),
)

NO_TIME: Final = Rule(
    "no-time-of-writing",
    Severity.ERROR,
    Words("いつ書かれた記録か分かりません", "The record does not say when it was written"),
    Words(
        "Bundle.timestamp に時差付きの日時を入れてください",
        "Put a moment with its offset into Bundle.timestamp",
    ),
    Words(
        "新しい記録と古い記録の区別がつかなくなります", "Nobody can tell the newer record from the older one"
    ),
    "FHIR R4 bdl-10",
)

UNREAD: Final = Rule(
    "content-not-understood",
    Severity.INFORMATION,
    Words("読み取れない内容がありますが、そのまま保たれます", "This is kept as it is, but not understood"),
    Words("大切な内容なら送り主に確かめてください", "Ask the sender whether it matters to you"),
    Words(
        "他のシステムが加えた項目かもしれません", "Another system may have added items that we do not model"
    ),
)


WITHDRAWN: Final = Rule(
    "record-withdrawn",
    Severity.ERROR,
    Words("取り消された文書です", "This document has been withdrawn"),
    Words("新しい版を送り主に求めてください", "Ask the sender for the valid version"),
    Words(
        "誤って作られたと送り主が言う文書は、誰も頼りにできません",
        "Nobody may rely on what its author says was made in error",
    ),
    "FHIR R4 Composition.status",
)

CANCELS: Final = Rule(
    "record-cancels-another",
    Severity.INFORMATION,
    Words("前に渡した文書を取り消す文書です", "This document cancels an earlier one"),
    Words("元の文書を使わないでください", "Do not use the document it names"),
    Words(
        "取消は誤りの文書を頼りにさせないために送るものです",
        "It is sent so that nobody relies on what was made in error",
    ),
    "FHIR R4 Composition.status",
)

REPLACES_NOTHING: Final = Rule(
    "replacement-unnamed",
    Severity.ERROR,
    Words("訂正版なのに、どの文書に代わるものか分かりません", "A later version that names no earlier one"),
    Words(
        "relatesTo (replaces) に元の文書の urn:uuid: を入れてください",
        "Put the urn:uuid: of the earlier document into relatesTo (replaces)",
    ),
    Words(
        "受け取った側に古い文書が有効なまま残ります",
        "The receiver would keep the older one as if it still held",
    ),
    "FHIR R4 Composition.relatesTo",
)

REPLACES_ITSELF: Final = Rule(
    "replaces-itself",
    Severity.ERROR,
    Words("自分自身に代わる文書になっています", "The document says that it replaces itself"),
    Words("訂正版には新しい文書IDを付けてください", "Give the correction an id of its own"),
    Words(
        "同じIDで中身の違う文書は、改ざんと見分けられません",
        "Two contents under one id cannot be told from tampering",
    ),
    "FHIR R4 Bundle.identifier",
)

CHANGE_UNEXPLAINED: Final = Rule(
    "change-without-reason",
    Severity.WARNING,
    Words("訂正・取消の理由か、した人が書かれていません", "Why or by whom it was changed is not stated"),
    Words("Provenance に理由と名前を入れてください", "State reason and name in a Provenance"),
    Words(
        "受け取った側は何が変わったのかを確かめられません",
        "The receiver cannot ask what has changed, and why",
    ),
    "FHIR R4 Provenance",
)

CHANGE_DISAGREES: Final = Rule(
    "replacement-disagrees",
    Severity.ERROR,
    Words(
        "relatesTo と Provenance が別の文書を指しています",
        "relatesTo and Provenance name different documents",
    ),
    Words("同じ文書IDにしてください", "Name the same document in both"),
    Words("どちらの文書が無効になるのか分かりません", "Nobody can tell which document no longer holds"),
    "FHIR R4 Provenance.entity",
)

OLDER_THAN_REPLACED: Final = Rule(
    "older-than-replaced",
    Severity.ERROR,
    Words("元の文書より前に書かれた訂正版です", "The correction was written before the document it replaces"),
    Words("記入日時を確かめてください", "Look at the moments of writing"),
    Words(
        "古い内容で新しい内容が打ち消されてしまいます", "Newer content would be struck out by older content"
    ),
)

REPLACES_OTHER: Final = Rule(
    "replaces-another-record",
    Severity.ERROR,
    Words("別の文書に代わるものです", "This replaces another document than the one at hand"),
    Words("元の文書IDを確かめてください", "Look at the id it names"),
    Words("正しい文書が無効にされます", "A document that is right would be struck out"),
    "FHIR R4 Composition.relatesTo",
)

REPLACES_OTHER_KIND: Final = Rule(
    "replaces-another-kind",
    Severity.ERROR,
    Words("種類の違う文書に代わろうとしています", "It would replace a document of another kind"),
    Words("同じ種類の文書を指してください", "Name a document of the same kind"),
    Words("元の文書の内容が失われます", "What the other one says would be lost"),
)

REPLACES_OTHER_PERSON: Final = Rule(
    "replaces-another-person",
    Severity.WARNING,
    Words("元の文書と生年月日が違います", "The birth date is not that of the document it replaces"),
    Words(
        "生年月日の訂正か、別の人の文書かを確かめてください",
        "Make sure that the date was corrected, and that this is not another person",
    ),
    Words(
        "人違いの文書は訂正ではなく取消にします",
        "A document about the wrong person is cancelled, not corrected",
    ),
)

TALK_UNDATED: Final = Rule(
    "talk-without-date",
    Severity.ERROR,
    Words("話し合いをした日がありません", "The day of the talk is missing"),
    Words("最終実施日を記入してください", "State the day it was last talked about"),
    Words(
        "意向は変わるものなので、いつのものか分からない意向は使えません",
        "Wishes change: one without a day cannot be told from an older one",
    ),
    "人生の最終段階における医療・ケアの決定プロセスに関するガイドライン (2018)",
)

TALK_AHEAD: Final = Rule(
    "talk-after-writing",
    Severity.ERROR,
    Words("話し合いの日が記入日より後です", "The talk is later than the day of writing"),
    Words("年と元号を確かめてください", "Check the year and the era"),
    Words("まだ行われていない話し合いは意向ではありません", "A talk yet to come is no wish"),
)

WISH_WITHOUT_TALK: Final = Rule(
    "wish-without-talk",
    Severity.ERROR,
    Words(
        "話し合いを実施していないのに「{ja}」が書かれています",
        "Nothing was talked about, yet “{en}” is stated",
    ),
    Words(
        "話し合いの有無か「{ja}」のどちらかを正してください", "Correct whether it was talked about, or “{en}”"
    ),
    Words(
        "本人と話し合っていない内容は、本人の意向として扱えません",
        "What nobody talked about with the person is not the person's wish",
    ),
    "人生の最終段階における医療・ケアに関する情報 (remembered, 2024)",
)

WISH_WITHDRAWN: Final = Rule(
    "withdrawn-but-stated",
    Severity.ERROR,
    Words("意向が撤回されているのに「{ja}」が書かれています", "Withdrawn, yet “{en}” is stated"),
    Words(
        "撤回を知らせる文書には意向を書かず、新しい意向は新しい文書に書いてください",
        "State no wish in what withdraws them; write newer wishes into a newer sheet",
    ),
    Words(
        "撤回された意向が、今の意向として読まれます",
        "A wish that was taken back would be read as one that holds",
    ),
)

REFUSED_ALONE: Final = Rule(
    "refusal-without-person",
    Severity.WARNING,
    Words(
        "「{ja}」が「希望しない」ですが、本人も代理意思決定者も話し合いに加わっていません",
        "“{en}” is not wanted, but neither the person nor a proxy took part",
    ),
    Words("誰の意向かを確かめてください", "Make sure whose wish it is"),
    Words(
        "家族や医療者だけの判断は、本人の意向ではありません",
        "What family or staff alone decide is not the wish of the person",
    ),
    "人生の最終段階における医療・ケアの決定プロセスに関するガイドライン (2018)",
)

ORDER_AGAINST_WISH: Final = Rule(
    "dnar-against-wish",
    Severity.WARNING,
    Words(
        "心肺蘇生を「希望する」のに、DNAR指示書があります",
        "Resuscitation is wanted, yet there is a DNAR order",
    ),
    Words("主治医に確かめてください", "Ask the doctor"),
    Words("現場はどちらに従えばよいか分かりません", "Who stands at the bed cannot follow both"),
)

MUST_MISSING: Final = Rule(
    "must-item-missing",
    Severity.ERROR,
    Words("必須の項目「{ja}」がありません", "The required item “{en}” is missing"),
    Words("「{ja}」を記入してください", "State “{en}”"),
    Words(
        "この項目がないと、受け取った側は記録を使えません", "Without it the receiver cannot use the record"
    ),
    "carelink; the national form marks nothing as required",
)

NOT_BILLABLE: Final = Rule(
    "valid-but-not-billable",
    Severity.WARNING,
    Words(
        "有効な記録ですが、加算の算定に要る「{ja}」がありません",
        "Valid, but a fee cannot be claimed: “{en}” is missing",
    ),
    Words("加算を算定するなら「{ja}」を記入してください", "State “{en}” if the fee is to be claimed"),
    Words(
        "送ることは正しくても、入院時情報連携加算や退院・退所加算は求められた内容と記録が揃わなければ算定できません",
        "Sending is right even so, but each fee needs the content and evidence that the notice lists",
    ),
    "老企第36号 第三 (入院時情報連携加算, 退院・退所加算)",
)

RECOMMENDED_MISSING: Final = Rule(
    "recommended-item-missing",
    Severity.INFORMATION,
    Words("「{ja}」が書かれていません", "“{en}” is not stated"),
    Words("分かれば「{ja}」を記入してください", "State “{en}” if it is known"),
    Words("受け取った側がよく必要とする項目です", "Receivers often need this item"),
)

NONE_WITH_OTHERS: Final = Rule(
    "none-with-others",
    Severity.ERROR,
    Words(
        "「{ja}」で「なし」と他の選択肢が同時に選ばれています", "“{en}” says none and something else at once"
    ),
    Words("「なし」か、それ以外かの一方にしてください", "Keep either none or the others"),
    Words("「なし」は他のすべてを打ち消します", "None denies all the others"),
    "入院時情報提供書 (様式例)",
)

NOT_APPLIED_WITH_LEVEL: Final = Rule(
    "not-applied-but-certified",
    Severity.ERROR,
    Words(
        "要介護認定が「未申請」なのに「{ja}」が書かれています",
        "Certification is “not applied for”, yet “{en}” is stated",
    ),
    Words("認定の状況か「{ja}」のどちらかを正してください", "Correct the status or “{en}”"),
    Words("未申請の人に要介護度と有効期間はありません", "Who has not applied has no level and no term"),
    "入院時情報提供書 (様式例) 1.5",
)

CHANGE_WITHOUT_LEVEL: Final = Rule(
    "change-without-level",
    Severity.WARNING,
    Words(
        "「区分変更」の申請中ですが、今の要介護度がありません",
        "A change of level is applied for, but the present level is missing",
    ),
    Words("今の要介護度を記入してください", "State the present care level"),
    Words("区分変更は今の区分があってのことです", "Only an existing level can be changed"),
    "入院時情報提供書 (様式例) 1.5",
)

PERIOD_REVERSED: Final = Rule(
    "period-reversed",
    Severity.ERROR,
    Words("「{ja}」が始まりより前の日付です", "“{en}” is before its beginning"),
    Words("日付の順を確かめてください", "Check the order of the dates"),
    Words("期間の終わりは始まりより前になりません", "No period ends before it begins"),
)

BORN_AFTER_WRITTEN: Final = Rule(
    "born-after-written",
    Severity.ERROR,
    Words("生年月日が記入日より後です", "The birth date is after the day of writing"),
    Words("年と元号を確かめてください", "Check the year and the era"),
    Words(
        "元号や世紀を取り違えると、別の人の記録になります",
        "A date in the wrong era or century sends the record to the wrong person",
    ),
)

TOO_OLD: Final = Rule(
    "age-beyond-belief",
    Severity.WARNING,
    Words("生年月日から数えた年齢が高すぎます", "The age counted from the birth date is too high"),
    Words("年と元号を確かめてください", "Check the year and the era"),
    Words("元号の取り違えがよくあります", "Eras are often mistaken for each other"),
)

DETAIL_DENIED: Final = Rule(
    "detail-contradicts-no",
    Severity.WARNING,
    Words("「{no}」が「なし」なのに「{ja}」が書かれています", "“{no_en}” says no, yet “{en}” is stated"),
    Words("どちらかを正してください", "Correct one of the two"),
    Words("受け取った側はどちらも信じられません", "The receiver can believe neither"),
    "入院時情報提供書 (様式例)",
)

AGE_DIFFERS: Final = Rule(
    "age-differs-from-birth-date",
    Severity.WARNING,
    Words("年齢が、生年月日から数えた年齢と違います", "The age is not the one the birth date makes it"),
    Words("年齢と生年月日を確かめてください", "Check the age and the birth date"),
    Words("どちらかが別の人のものかもしれません", "One of the two may be another person's"),
)

HEARD_BEFORE_STAY: Final = Rule(
    "heard-before-admission",
    Severity.WARNING,
    Words("入院(所)より前の日の聞き取りがあります", "Somebody was heard before the day of the admission"),
    Words("聞き取り日と入院(所)日を確かめてください", "Check the day of the hearing and of the admission"),
    Words(
        "退院・退所加算で数えるのは、その入院・入所中の聞き取りです",
        "退院・退所加算 counts hearings about this stay only",
    ),
    "老企第36号 第三 (退院・退所加算)",
)

WHEELCHAIR: Final = Rule(
    "independent-with-wheelchair",
    Severity.WARNING,
    Words("移動が「自立」で、車いすを使っています", "Mobility is independent, with a wheelchair"),
    Words("自走であることを確かめてください", "Make sure that the person moves it alone"),
    Words("自走なら正しいですが、書き間違いもあります", "Right when self-propelled, else a slip of the pen"),
)

CHECK_DIGIT: Final = Rule(
    "check-digit-wrong",
    Severity.WARNING,
    Words("「{ja}」の検証番号が合いません", "The check digit of “{en}” does not fit"),
    Words("番号を元の資料と見比べてください", "Compare the number with its source"),
    Words(
        "公表された番号にも千に一つほど合わないものがあるため、拒みはしません",
        "About one published number in a thousand fails, so it is not refused",
    ),
    "モジュラス10 ウェイト2・1分割",
)

IDENTIFIER_SHAPE: Final = Rule(
    "identifier-malformed",
    Severity.WARNING,
    Words("「{ja}」がその番号の形ではありません", "“{en}” has not the shape of such a number"),
    Words(
        "桁数と、全角の数字でないことを確かめてください", "Check the length, and that digits are half-width"
    ),
    Words("形の違う番号では、相手の台帳と結び付きません", "Such a number matches nobody's register"),
)

MY_NUMBER: Final = Rule(
    "my-number-refused",
    Severity.ERROR,
    Words("マイナンバー(個人番号)と見られる番号があります", "This looks like a My Number"),
    Words("この番号を記録から取り除いてください", "Take the number out of the record"),
    Words(
        "個人番号は法律で定めた事務のほかに集めることも渡すこともできません",
        "The law allows nobody to collect or pass it on outside the tasks it names",
    ),
    "行政手続における特定の個人を識別するための番号の利用等に関する法律 第19条, 第20条",
)

MY_NUMBER_IN_TEXT: Final = Rule(
    "my-number-suspected",
    Severity.WARNING,
    Words(
        "文章の中にマイナンバーかもしれない12桁の番号があります", "12 digits in this text may be a My Number"
    ),
    Words("個人番号なら取り除いてください", "Take it out if it is one"),
    Words(
        "12桁の番号は十一に一つが偶然に検査数字に合います",
        "One in eleven numbers of 12 digits has a fitting check digit by chance",
    ),
    MY_NUMBER.spec,
)

NOT_OF_LIST: Final = Rule(
    "answer-not-of-list",
    Severity.ERROR,
    Words("「{ja}」の回答が様式の選択肢にありません", "The answer to “{en}” is none of its options"),
    Words("様式の選択肢から選んでください", "Choose one of the options of the form"),
    Words(
        "読めない回答は、受け取った側で書かれていないのと同じになります",
        "A reader would see no answer at all",
    ),
)

ANSWERED_TWICE: Final = Rule(
    "answered-twice",
    Severity.WARNING,
    Words("「{ja}」に二つ以上の回答があります", "“{en}” is answered more than once"),
    Words("古い回答を別の文書に分けてください", "Leave the older answer to its own document"),
    Words("最初のものだけが読まれます", "Only the first one is read"),
)

NAME_WITHOUT_CONSENT: Final = Rule(
    "name-without-consent",
    Severity.ERROR,
    Words("匿名の相談なのに対象者の氏名があります", "The consultation is anonymous, yet it names the person"),
    Words("氏名を消すか、同意を確かめてください", "Take the name out, or obtain consent"),
    Words("氏名は同意を得て記録します", "A name is recorded with consent only"),
)

FOLLOW_UP_OVERDUE: Final = Rule(
    "follow-up-overdue",
    Severity.WARNING,
    Words("フォローの日が過ぎています", "The day of the follow-up is past"),
    Words(
        "フォローして結果を記録するか、日を改めてください",
        "Follow up and note the result, or set another day",
    ),
    Words("相談した人は返事を待っています", "Whoever asked is waiting for an answer"),
)

NAME_CONSENT_UNSTATED: Final = Rule(
    "consent-for-name-not-stated",
    Severity.WARNING,
    Words(
        "対象者の氏名がありますが、同意が書かれていません", "The person is named, but no consent is stated"
    ),
    Words("同意を確かめて記入するか、氏名を消してください", "State the consent, or take the name out"),
    Words("氏名は同意を得て記録します", "A name is recorded with consent only"),
)

FOLLOW_UP_UNDATED: Final = Rule(
    "follow-up-without-date",
    Severity.WARNING,
    Words("フォローが「要」ですが日がありません", "A follow-up is needed, but has no date"),
    Words("フォローの予定日を記入してください", "State when to follow up"),
    Words("日のない約束は忘れられます", "What has no date is forgotten"),
)

NAME_IN_ANONYMISED: Final = Rule(
    "name-in-anonymised-minutes",
    Severity.ERROR,
    Words(
        "匿名化した会議録なのに利用者の氏名があります", "The minutes are anonymised, yet they name the person"
    ),
    Words(
        "氏名を消すか、個人情報の取扱いを正してください", "Take the name out, or correct how data are handled"
    ),
    Words(
        "会議録は出席者の数だけ写しができます",
        "Minutes are copied as often as there are people at the table",
    ),
    "介護保険法 第115条の48 (守秘義務)",
)

PART_OPEN: Final = Rule(
    "part-without-owner-or-day",
    Severity.WARNING,
    Words("役割分担に「{ja}」がありません", "Somebody's part does not say “{en}”"),
    Words("誰が、いつまでに行うかを決めて書いてください", "Agree who does it by when, and write it down"),
    Words("担い手と期限のない役割は行われません", "What nobody owns and no day ends is not done"),
)

OTHER_EDITION: Final = Rule(
    "item-of-other-edition",
    Severity.INFORMATION,
    Words("「{ja}」はこの版の様式にありません", "“{en}” is not an item of this edition of the form"),
    Words("版を正すか、項目を確かめてください", "Correct the edition, or look at the item"),
    Words(
        "どの版の様式にも書けますが、相手の紙にはこの欄がないかもしれません",
        "It is read all the same, but the reader's own paper may have no such box",
    ),
    "carelink: form-edition",
)

FOOD_WITHOUT_MOUTH: Final = Rule(
    "food-without-oral-intake",
    Severity.WARNING,
    Words(
        "口から食べていないのに「{ja}」があります", "“{en}” is stated, yet the person does not eat by mouth"
    ),
    Words(
        "少しでも口から食べていれば「経口」も選び、そうでなければ食形態を消してください",
        "Tick 経口 too if anything is eaten by mouth, otherwise take the form of food out",
    ),
    Words(
        "食形態だけを見た人が、口から食べさせることがあります",
        "Whoever reads the form of food alone may feed the person",
    ),
)

BMI_DIFFERS: Final = Rule(
    "bmi-differs",
    Severity.WARNING,
    Words("BMIが身長・体重と合いません", "The BMI is not what height and weight make it"),
    Words("身長はcm、体重はkgで確かめてください", "Check the height in cm and the weight in kg"),
    Words(
        "低栄養の判断が三つのうちの誤った数に拠ってしまいます",
        "Malnutrition is judged by the wrong one of the three",
    ),
)

MEASURE_IMPLAUSIBLE: Final = Rule(
    "measure-implausible",
    Severity.WARNING,
    Words("「{ja}」が測定器の示す範囲にありません", "“{en}” is beyond what a device shows"),
    Words("桁と欄を確かめて書き直してください", "Check the digits and the box, and write it again"),
    Words(
        "桁を一つ誤ると、急変にも平常にも見えます", "One digit too many looks like an emergency, or hides one"
    ),
    "carelink: records/checks/home",
)

PRESSURE_REVERSED: Final = Rule(
    "blood-pressure-reversed",
    Severity.WARNING,
    Words("血圧の下が上より低くありません", "The diastolic pressure is not below the systolic one"),
    Words("上と下を確かめてください", "Check which is which"),
    Words("どちらの数も信じられなくなります", "Neither of the two can be relied upon"),
)

SEEN_AHEAD: Final = Rule(
    "seen-after-writing",
    Severity.WARNING,
    Words("様子を見た日時が記入日時より後です", "The person was seen after the sheet was written"),
    Words("日付と時刻を確かめてください", "Check date and time"),
    Words("経過は様子を見た順に読まれます", "The course is read in the order of what was seen"),
)

MESSAGE_OPEN: Final = Rule(
    "message-without-content",
    Severity.WARNING,
    Words("連絡・相談に「{ja}」がありません", "A message does not say “{en}”"),
    Words("誰に何を伝えるのかを書いてください", "Write what it says, and to whom"),
    Words("あて先のない相談には誰も答えません", "What is asked of nobody is answered by nobody"),
)

STEP_OVERDUE: Final = Rule(
    "step-overdue",
    Severity.WARNING,
    Words("「{ja}」の期限が過ぎています", "“{en}” is overdue"),
    Words(
        "済んでいれば日を記録し、まだなら相手に連絡してください", "Note the day it was done, or get in touch"
    ),
    Words(
        "入退院の切れ目は、誰かの一歩が遅れたところに生まれます",
        "Care breaks off where somebody's step comes too late",
    ),
    "carelink: records/timeline (国の加算の期限、地域の入退院支援ルール)",
)

STEP_LATE: Final = Rule(
    "step-done-late",
    Severity.INFORMATION,
    Words("「{ja}」は期限の後に行われました", "“{en}” was done after its last day"),
    Words("理由があれば記録に残してください", "Note the reason, if there is one"),
    Words(
        "地域のルールの評価は、遅れの数と理由から始まります",
        "A region evaluates its rule by what came late, and why",
    ),
    "carelink: records/timeline",
)

RULES: tuple[Rule, ...] = tuple(rule for rule in vars().values() if isinstance(rule, Rule))
"""Every rule of this room, for `carelink explain`."""
