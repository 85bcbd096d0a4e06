"""Rules on questionnaires and whether responses agree with them (FHIR R4 questionnaireresponse.html)."""

from carelink.findings import Rule, Severity, Words

_SPEC = "FHIR R4 questionnaireresponse.html"
_FORM = "FHIR R4 questionnaire.html#enableWhen"
_READ = Words("受け手は質問票に沿って回答を読みます。", "Receivers read the answers along the questionnaire.")

ENABLE_WHEN_TARGET = Rule(
    "enable-when-target",
    Severity.ERROR,
    Words(
        "enableWhen の question が、自分自身・内側の質問・存在しない linkId のどれかを指しています。",
        "enableWhen names the item itself, a question inside it, or a linkId that does not exist.",
    ),
    Words("前にある別の質問の linkId を書いてください。", "Name the linkId of another question before it."),
    Words("条件が決して判定できません。", "The condition can never be decided."),
    _FORM,
)
ENABLE_WHEN_LATER = Rule(
    "enable-when-later",
    Severity.WARNING,
    Words(
        "enableWhen の question が後ろの質問を指しています。", "enableWhen names a question that comes later."
    ),
    Words("条件になる質問を前に置いてください。", "Put the question it depends on before it."),
    Words("答えた後で質問が現れたり消えたりします。", "The item would appear after it was passed."),
    _FORM,
)
QUESTIONNAIRE_NOT_NAMED = Rule(
    "questionnaire-not-named",
    Severity.INFORMATION,
    Words("どの質問票への回答か書かれていません。", "It does not say which questionnaire it answers."),
    Words("questionnaire に質問票の URL を書いてください。", "Name the questionnaire."),
    Words("質問票との一致は検査できていません。", "Agreement with it was not checked."),
    _SPEC,
)
QUESTIONNAIRE_UNKNOWN = Rule(
    "questionnaire-unknown",
    Severity.WARNING,
    Words("回答の元になる質問票が手元にありません。", "The questionnaire it answers is not at hand."),
    Words("質問票を含むパッケージを指定してください。", "Name the package that holds it."),
    Words("質問票との一致は検査できていません。", "Agreement with it was not checked."),
    _SPEC,
)
ANSWERED_OUTSIDE_PERIOD = Rule(
    "answered-outside-period",
    Severity.WARNING,
    Words("回答日が質問票の有効期間の外です。", "It was answered outside the period of the questionnaire."),
    Words("有効な版の質問票に答えてください。", "Use an edition that is in force."),
    Words("古い質問票の回答は読み違えられます。", "Answers to an outdated form are misread."),
    _SPEC,
)
ITEM_UNKNOWN = Rule(
    "response-item-unknown",
    Severity.ERROR,
    Words(
        "質問票にない linkId の回答があります。",
        "It holds an item whose linkId the questionnaire does not have.",
    ),
    Words("linkId を質問票に合わせてください。", "Use a linkId of the questionnaire."),
    _READ,
    _SPEC,
)
ITEM_MISPLACED = Rule(
    "response-item-misplaced",
    Severity.ERROR,
    Words(
        "質問票と違う場所に回答があります。",
        "It holds an item at another place than the questionnaire has it.",
    ),
    Words("質問票と同じ入れ子の場所に移してください。", "Move it to where the questionnaire has it."),
    _READ,
    _SPEC,
)
ITEM_OUT_OF_ORDER = Rule(
    "response-item-out-of-order",
    Severity.ERROR,
    Words("回答の順番が質問票と違います。", "The items are in another order than in the questionnaire."),
    Words("質問票の順に並べてください。", "Put them in the order of the questionnaire."),
    _READ,
    _SPEC,
)
ANSWER_MISSING = Rule(
    "answer-missing",
    Severity.ERROR,
    Words(
        "必須の質問「{link_id}」に回答がありません。", "The required question '{link_id}' is not answered."
    ),
    Words("回答を記入してください。", "Answer it."),
    Words("必須の回答がないと完了した質問票になりません。", "A completed form needs every required answer."),
    _SPEC,
)
ANSWER_MISSING_SO_FAR = Rule(
    "answer-missing-so-far",
    Severity.WARNING,
    Words(
        "必須の質問「{link_id}」にまだ回答がありません。",
        "The required question '{link_id}' is not answered yet.",
    ),
    Words("完了するまでに記入してください。", "Answer it before the form is completed."),
    Words("記入途中の質問票です。", "The form is still being filled in."),
    _SPEC,
)
GROUP_EMPTY = Rule(
    "response-group-empty",
    Severity.ERROR,
    Words(
        "必須のまとまり「{link_id}」の中に項目がありません。", "The required group '{link_id}' has no items."
    ),
    Words("中の質問に回答してください。", "Answer the questions in it."),
    _READ,
    _SPEC,
)
NOT_ENABLED = Rule(
    "answer-not-enabled",
    Severity.ERROR,
    Words(
        "条件 (enableWhen) に合わない質問「{link_id}」に回答があります。",
        "The question '{link_id}' is answered although it is not enabled.",
    ),
    Words(
        "回答を取り除くか、条件になる回答を直してください。",
        "Remove it, or correct the answer it depends on.",
    ),
    Words(
        "現れないはずの質問の回答は矛盾です。",
        "An answer to a question that was never asked is a contradiction.",
    ),
    _SPEC,
)
ONE_ANSWER_ONLY = Rule(
    "one-answer-only",
    Severity.ERROR,
    Words("質問「{link_id}」の回答は一つだけです。", "The question '{link_id}' takes one answer only."),
    Words("一つにしてください。", "Keep one."),
    _READ,
    _SPEC,
)
TOO_FEW_ANSWERS = Rule(
    "too-few-answers",
    Severity.ERROR,
    Words(
        "質問「{link_id}」には {least} 個以上の回答が必要です。",
        "The question '{link_id}' needs at least {least} answers.",
    ),
    Words("回答を加えてください。", "Add answers."),
    _READ,
    "FHIR extension questionnaire-minOccurs",
)
TOO_MANY_ANSWERS = Rule(
    "too-many-answers",
    Severity.ERROR,
    Words(
        "質問「{link_id}」の回答は {most} 個までです。",
        "The question '{link_id}' takes at most {most} answers.",
    ),
    Words("{most} 個以下にしてください。", "Reduce them to {most}."),
    _READ,
    "FHIR extension questionnaire-maxOccurs",
)
ITEM_TEXT_DIFFERS = Rule(
    "response-text-differs",
    Severity.ERROR,
    Words("質問の文が質問票と違います。", "The text differs from that of the question."),
    Words("質問票の文をそのまま書くか、省いてください。", "Copy it exactly, or leave it out."),
    Words("別の質問に答えたように読めます。", "It reads as an answer to another question."),
    _SPEC,
)
ANSWER_NOT_ALLOWED = Rule(
    "answer-not-allowed-here",
    Severity.ERROR,
    Words("「{kind}」の項目に回答は書けません。", "Items of type '{kind}' have no answers."),
    Words("回答を取り除くか、質問の項目に移してください。", "Remove it, or move it to a question."),
    _READ,
    _SPEC,
)
ITEMS_NOT_ALLOWED = Rule(
    "items-not-allowed-here",
    Severity.ERROR,
    Words("「{kind}」の項目に内側の項目は書けません。", "Items of type '{kind}' hold no items here."),
    Words("質問の内側の項目は answer の中に書きます。", "Items below a question go into its answer."),
    _READ,
    _SPEC,
)
ANSWER_TYPE = Rule(
    "answer-type",
    Severity.ERROR,
    Words("回答の型は {types} です。", "The answer must be of type {types}."),
    Words("質問の型で答えてください。", "Answer in the type of the question."),
    _READ,
    _SPEC,
)
ANSWER_NOT_OFFERED = Rule(
    "answer-not-offered",
    Severity.ERROR,
    Words("選択肢にない回答です。", "The answer is not among the options."),
    Words("選択肢から選んでください。", "Choose one of the options."),
    _READ,
    _SPEC,
)
ANSWER_NOT_IN_SET = Rule(
    "answer-not-in-set",
    Severity.ERROR,
    Words("値セット {value_set} にない回答です。", "The answer is not in the value set {value_set}."),
    Words("値セットから選んでください。", "Choose from the value set."),
    _READ,
    _SPEC,
)
ANSWER_SET_NOT_CHECKED = Rule(
    "answer-set-not-checked",
    Severity.WARNING,
    Words(
        "選択肢の値セット {value_set} で検査できません。",
        "The answer cannot be checked against the value set {value_set}.",
    ),
    Words("値セットを含むパッケージを指定してください。", "Name the package that holds it."),
    Words("検査できないものを正しいとは言いません。", "What cannot be checked is not called right."),
    _SPEC,
)
ANSWER_OUT_OF_RANGE = Rule(
    "answer-out-of-range",
    Severity.ERROR,
    Words(
        "質問が許す範囲 ({limit}) の外の回答です。",
        "The answer is outside the limit of the question ({limit}).",
    ),
    Words("値を確かめてください。", "Check the value."),
    _READ,
    "FHIR extensions minValue, maxValue, maxDecimalPlaces",
)
ANSWER_LENGTH = Rule(
    "answer-length",
    Severity.ERROR,
    Words(
        "回答の長さが質問の決まり ({limit}) に合いません。",
        "The length of the answer breaks the limit ({limit}).",
    ),
    Words("長さを合わせてください。", "Adjust its length."),
    _READ,
    _SPEC,
)
ANSWER_FORMAT = Rule(
    "answer-format",
    Severity.ERROR,
    Words(
        "回答が質問の求める書式に合いません。", "The answer does not have the format the question asks for."
    ),
    Words("質問の書式で書いてください。", "Write it in that format."),
    _READ,
    "FHIR extension regex",
)
ANSWER_ATTACHMENT = Rule(
    "answer-attachment",
    Severity.ERROR,
    Words(
        "添付の種類か大きさが質問の決まり ({limit}) に合いません。",
        "Type or size of the attachment breaks the limit ({limit}).",
    ),
    Words("許された種類と大きさの添付にしてください。", "Attach a file of an allowed type and size."),
    _READ,
    "FHIR extensions mimeType, maxSize",
)
ANSWER_UNIT = Rule(
    "answer-unit",
    Severity.ERROR,
    Words("質問が許さない単位の回答です。", "The unit of the answer is not one the question allows."),
    Words("許された単位で答えてください。", "Use an allowed unit."),
    _READ,
    "FHIR extensions questionnaire-unitOption, questionnaire-unitValueSet",
)
ANSWER_LINES = Rule(
    "answer-with-line-break",
    Severity.WARNING,
    Words(
        "一行の質問 (string) の答えに改行があります。",
        "A one-line question (string) is answered with line breaks.",
    ),
    Words("改行を除くか、質問を text 型にしてください。", "Remove the breaks, or ask with type text."),
    Words("一行の欄では表示が切れます。", "Shown in one line, the rest is lost."),
    _SPEC,
)
ANSWER_TYPED = Rule(
    "answer-typed-though-offered",
    Severity.WARNING,
    Words("選択肢にある答えが文字で書かれています。", "An answer on offer is typed as free text."),
    Words("選択肢のコードで答えてください。", "Answer with the code of the option."),
    Words("集計で別の答えとして数えられます。", "It counts as another answer."),
    _SPEC,
)
ANSWER_WITHOUT_OPTIONS = Rule(
    "answer-without-options",
    Severity.INFORMATION,
    Words(
        "質問に選択肢がなく、答えを検査できません。",
        "The question offers no options to check the answer against.",
    ),
    Words("質問票に選択肢か値セットを書いてください。", "Give the question options or a value set."),
    _READ,
    _SPEC,
)
ANSWER_EXCLUSIVE = Rule(
    "answer-excludes-others",
    Severity.ERROR,
    Words(
        "質問 '{link_id}' で、単独でしか選べない答えが他の答えと一緒に選ばれています。",
        "An answer to '{link_id}' that excludes all others is given with others.",
    ),
    Words("どちらかを消してください。", "Remove it, or the others."),
    Words(
        "「なし」と症状が同時に選ばれるような矛盾です。",
        "It is a contradiction, as none of these and one of them.",
    ),
    _SPEC,
)
ANSWER_NOT_COMPARABLE = Rule(
    "answer-not-comparable",
    Severity.ERROR,
    Words(
        "答えの単位が、質問の上限・下限の単位と比べられません。",
        "The unit of the answer cannot be compared with that of the limit.",
    ),
    Words("比べられる単位で答えてください。", "Answer in a unit that can be compared."),
    Words("範囲内かどうか分かりません。", "Nobody can tell whether it is within the limit."),
    _SPEC,
)
ANSWER_REFERENCE = Rule(
    "answer-reference-type",
    Severity.ERROR,
    Words("参照できる種類は {types} です。", "The answer may only refer to {types}."),
    Words("許された種類のリソースを参照してください。", "Refer to a resource of an allowed type."),
    _READ,
    _SPEC,
)
