"""Lists about medicines: section 8 of 入院時情報提供書."""

from carelink.records.codes import TEXT, CodeList


class Management(CodeList, title="薬剤管理", en="Management of medicines"):
    """薬剤管理 (remembered: 2018 form)."""

    SELF = "自己管理", "By the person"
    OTHERS = "他者による管理", "By others", TEXT


class Adherence(CodeList, title="服薬状況", en="Adherence"):
    """服薬状況 (remembered: 2018 form)."""

    AS_PRESCRIBED = "処方通り服用", "As prescribed"
    SOMETIMES_FORGETS = "時々飲み忘れ", "Sometimes forgets"
    OFTEN_FORGETS = "飲み忘れが多い、処方が守られていない", "Often forgets, not as prescribed"
    REFUSES = "服薬拒否", "Refuses"
