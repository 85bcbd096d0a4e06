"""退院困難な要因 of 入退院支援加算 (A246), in the order of the 令和6年 notice.

Remembered from 保医発0305第4号 with high confidence; the printed notice was not compared.
"""

from carelink.records.codes import CodeList


class Difficulty(
    CodeList, title="退院困難な要因", en="What makes discharge hard", slug="discharge-difficulty"
):
    """ア to タ; ``letter`` is the one the notice prints before the text."""

    DISEASE = (
        "悪性腫瘍、認知症又は誤嚥性肺炎等の急性呼吸器感染症のいずれかであること",
        "Malignant tumour, dementia or acute respiratory infection",
    )
    EMERGENCY = "緊急入院であること", "Emergency admission"
    NOT_CERTIFIED = (
        (
            "要介護状態であるとの疑いがあるが要介護認定が未申請であること又は要支援状態であるとの疑いがあるが"
            "要支援認定が未申請であること"
        ),
        "Seems to need care, but certification was not applied for",
    )
    COMMUNICATION = (
        "コミュニケーションに特別な技術が必要な障害を有する者",
        "Disability that asks for special ways of communication",
    )
    BEHAVIOUR = "強度行動障害の状態の者", "Severe behavioural disorder"
    ABUSE = (
        "家族又は同居者から虐待を受けている又はその疑いがあること",
        "Abuse by family or household, or suspicion of it",
    )
    POVERTY = "生活困窮者であること", "Poverty"
    ADL = (
        "入院前に比べADLが低下し、退院後の生活様式の再編が必要であること（必要と推測されること）",
        "ADL lower than before, life must be arranged anew",
    )
    TOILETING = "排泄に介助を要すること", "Needs help with toileting"
    CARE = (
        "同居者の有無に関わらず、必要な養育又は介護を十分に提供できる状況にないこと",
        "The care needed cannot be given sufficiently at home",
    )
    TREATMENT = (
        "退院後に医療処置（胃瘻等の経管栄養法を含む）が必要なこと",
        "Treatment needed after discharge, tube feeding included",
    )
    REPEATED = "入退院を繰り返していること", "Repeated admissions"
    NUTRITION = (
        "入院治療を行っても長期的な低栄養状態となることが見込まれること",
        "Long-term malnutrition expected in spite of treatment",
    )
    YOUNG_CARER = (
        "家族に対する介助や介護等を日常的に行っている児童等であること",
        "A child who cares for family day by day",
    )
    CHILD = (
        "児童等の家族から、介助や介護等を日常的に受けていること",
        "Cared for day by day by a child of the family",
    )
    OTHER = (
        "その他患者の状況から判断してアからソまでに準ずると認められる場合",
        "Anything else that weighs as much",
    )

    @property
    def letter(self) -> str:
        """The letter of the notice, ア to タ."""
        return "アイウエオカキクケコサシスセソタ"[list(type(self)).index(self)]
