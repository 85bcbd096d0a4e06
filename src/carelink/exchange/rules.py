"""What the exchange says about messages: their frame, never what the record inside says."""

from __future__ import annotations

from typing import Final

from carelink.errors import Words
from carelink.findings import Rule, Severity

_R4: Final = "FHIR R4 messaging"
_APPI: Final = "個人情報の保護に関する法律 第27条"
_MEDCOM: Final = "MedCom FHIR messaging, general network layer"

MESSAGE_FRAME: Final = Rule(
    code="message-frame",
    severity=Severity.ERROR,
    says=Words(
        "メッセージの枠が正しくありません。Bundle(type=message)の先頭に MessageHeader が必要です。",
        "The frame is no message: a Bundle of type message with a MessageHeader in front is needed.",
    ),
    fix=Words(
        "FHIR R4 の message Bundle として作り直してください。", "Build it as a message Bundle of FHIR R4."
    ),
    why=Words(
        "枠が読めなければ、誰から何が届いたのか分からず、受領を返せません。",
        "Without the frame nobody knows what came from whom, and it cannot be answered.",
    ),
    spec=f"{_R4}, bdl-12",
)
MESSAGE_ID: Final = Rule(
    code="message-id-differs",
    severity=Severity.ERROR,
    says=Words(
        "MessageHeader.id が、署名された送り状の番号と違います。",
        "MessageHeader.id differs from the id in the signed manifest.",
    ),
    fix=Words("二つを同じ番号にして送り直してください。", "Send it again with the same id in both."),
    why=Words(
        "番号が二つあると、同じ知らせかどうかを判断できません。",
        "With two ids nobody can tell whether the message was seen before.",
    ),
    spec=_MEDCOM,
)
MESSAGE_SOURCE: Final = Rule(
    code="message-source-differs",
    severity=Severity.ERROR,
    says=Words(
        "MessageHeader.source が、署名した機関の鍵を指していません。",
        "MessageHeader.source does not name a key of the member that signed.",
    ),
    fix=Words("署名した機関を差出人にしてください。", "Name the member that signs as the source."),
    why=Words(
        "差出人を偽った記録が別の機関のものとして保存されることを防ぎます。",
        "Else a record could be filed under a member that never sent it.",
    ),
    spec=f"{_R4}, MessageHeader.source",
)
MESSAGE_EVENT: Final = Rule(
    code="message-event-differs",
    severity=Severity.ERROR,
    says=Words(
        "MessageHeader.event が、運ばれている記録の種類と合いません。",
        "MessageHeader.event does not fit the kind of the record that is carried.",
    ),
    fix=Words(
        "記録の種類と同じコードにしてください。",
        "Use the code of the record's kind, and one record per message.",
    ),
    why=Words(
        "受け側は event で振り分けるため、違う部署に届いてしまいます。",
        "Receivers sort by the event; the record would land in the wrong place.",
    ),
    spec=f"{_R4}, MessageHeader.event[x]",
)
MESSAGE_FOCUS: Final = Rule(
    code="message-focus-missing",
    severity=Severity.ERROR,
    says=Words(
        "MessageHeader.focus が指す記録が、メッセージの中にちょうど一つありません。",
        "The record that MessageHeader.focus refers to is not there exactly once.",
    ),
    fix=Words(
        "記録の Bundle を一つ、entry に入れてください。", "Put exactly one record's Bundle into the entries."
    ),
    why=Words(
        "運ばれるはずの記録がなければ、受け取ったことになりません。",
        "A message without its record has brought nothing.",
    ),
    spec=f"{_R4}, MessageHeader.focus",
)
MESSAGE_REUSED: Final = Rule(
    code="message-id-reused",
    severity=Severity.ERROR,
    says=Words(
        "前に届いた番号で、別の内容が届きました。",
        "Another content arrived under an id that was used before.",
    ),
    fix=Words("新しい番号で送り直してください。", "Send it again under a new id."),
    why=Words(
        "一度受け取った記録が、気付かれずに差し替わってはなりません。",
        "A record that was received must not be replaced unnoticed.",
    ),
    spec=_MEDCOM,
)
ENVELOPE_REUSED: Final = Rule(
    code="envelope-id-reused",
    severity=Severity.ERROR,
    says=Words(
        "前に届いた送信番号(Bundle.id)で、別の知らせが届きました。",
        "Another message arrived in an envelope id (Bundle.id) that was used before.",
    ),
    fix=Words("送信のたびに新しい番号を付けてください。", "Use a new envelope id on every send."),
    why=Words(
        "送信番号が重なると、再送と別の知らせを区別できません。",
        "When envelope ids repeat, a resend cannot be told from another message.",
    ),
    spec=_MEDCOM,
)
KIND_NOT_TAKEN: Final = Rule(
    code="receiver-does-not-take-kind",
    severity=Severity.ERROR,
    says=Words(
        "宛先は、この種類の記録を受け取る登録をしていません。",
        "The receiver is not registered for this kind of record.",
    ),
    fix=Words(
        "圏域の名簿で宛先の受け取る種類を確かめ、登録を頼むか、別の方法で届けてください。",
        "Look up in the catchment what the receiver takes; ask it to register, or deliver in another way.",
    ),
    why=Words(
        "読めない種類の記録は、届いても見てもらえません。",
        "A record of a kind the receiver cannot show would arrive and never be seen.",
    ),
    spec=f"{_MEDCOM}: addressing per message type",
)
KIND_UNKNOWN: Final = Rule(
    code="record-kind-unknown",
    severity=Severity.ERROR,
    says=Words(
        "carelink がやり取りする記録(情報共有シート・相談記録・事業所)ではありません。",
        "This is none of the records that carelink exchanges: sheet, consultation or facility.",
    ),
    fix=Words(
        "記録の Bundle を、その profile を meta.profile に書いて渡してください。",
        "Pass the record's Bundle with its profile in meta.profile.",
    ),
    why=Words(
        "種類の分からない記録は検証も振り分けもできません。",
        "What has no known kind can be neither validated nor sorted.",
    ),
)
UNCHECKED_HERE: Final = Rule(
    code="receiver-cannot-check",
    severity=Severity.WARNING,
    says=Words(
        "受け側で、この記録を調べる用意が今はありません。",
        "The receiver is not equipped to check this record at the moment.",
    ),
    fix=Words("時間をおいて送り直してください。", "Send it again later."),
    why=Words(
        "受け側の不具合を、記録の誤りとして返してはなりません。",
        "A fault of the receiver must not come back as a fault of the record.",
    ),
    spec=f"{_MEDCOM}: transient-error",
)
DISCLOSURE_NOT_ALLOWED: Final = Rule(
    code="disclosure-not-allowed",
    severity=Severity.ERROR,
    says=Words(
        "提供の方針に、この目的でこの種類の記録をこの相手に伝えてよいという規則がありません。",
        "No rule of the policy allows to tell this kind of record to this receiver for this purpose.",
    ),
    fix=Words(
        "目的と宛先を確かめてください。伝えてよいなら、方針に規則を加えてください。",
        "Check purpose and receiver; if it may be told, add a rule to the policy.",
    ),
    why=Words(
        "決めていない提供は、知らないうちの漏えいになります。",
        "What nobody has decided to tell becomes a leak nobody notices.",
    ),
    spec=_APPI,
)
CONSENT_MISSING: Final = Rule(
    code="consent-missing",
    severity=Severity.ERROR,
    says=Words(
        "本人の同意が必要ですが、この日に有効で、この提供を含む同意の記録がありません。",
        "The person's consent is needed, and none on file holds today and covers this.",
    ),
    fix=Words(
        "同意を得て記録してください。命に関わるときは、理由を添えて送れます。",
        "Obtain and record the consent. When life is at stake, it can be sent with a reason.",
    ),
    why=Words(
        "要配慮個人情報は、同意なく第三者に渡せません（オプトアウトも不可）。",
        "Sensitive data may not go to third parties without consent, nor by opt-out.",
    ),
    spec=_APPI,
)

RULES: Final = (
    MESSAGE_FRAME,
    MESSAGE_ID,
    MESSAGE_SOURCE,
    MESSAGE_EVENT,
    MESSAGE_FOCUS,
    MESSAGE_REUSED,
    ENVELOPE_REUSED,
    KIND_NOT_TAKEN,
    KIND_UNKNOWN,
    UNCHECKED_HERE,
    DISCLOSURE_NOT_ALLOWED,
    CONSENT_MISSING,
)
