"""Rules on measures and the reports that answer them (FHIR R4 measure.html, measurereport.html)."""

from carelink.findings import Rule, Severity, Words

_MEASURE = "FHIR R4 measure.html"
_REPORT = "FHIR R4 measurereport.html"
_COUNTED = Words("どの数がどの集団のものか分かりません。", "Nobody can tell which number counts whom.")

MEASURE_WITHOUT_GROUPS = Rule(
    "measure-without-groups",
    Severity.WARNING,
    Words("指標に group がありません。", "The measure has no groups."),
    Words("数える集団を group に書いてください。", "Say in groups whom it counts."),
    Words("何も数えられません。", "It counts nothing."),
    _MEASURE,
)
MEASURE_GROUP_INCOMPLETE = Rule(
    "measure-group-incomplete",
    Severity.WARNING,
    Words("group に {what} がありません。", "The group has no {what}."),
    Words("{what} を書いてください。", "Give {what}."),
    _COUNTED,
    _MEASURE,
)
MEASURE_CRITERIA_LIBRARY = Rule(
    "measure-criteria-library",
    Severity.ERROR,
    Words(
        "CQL の条件の library が指標に書かれていません。",
        "The measure names no library that holds the CQL of this condition.",
    ),
    Words("Measure.library に書いてください。", "Name it in Measure.library."),
    Words("条件を評価できません。", "The condition cannot be evaluated."),
    _MEASURE,
)
MEASURE_CRITERIA_UNKNOWN = Rule(
    "measure-criteria-unknown",
    Severity.ERROR,
    Words("library にこの名前の定義がありません。", "The library defines nothing of this name."),
    Words("名前を確かめてください。", "Check the name."),
    Words("条件を評価できません。", "The condition cannot be evaluated."),
    _MEASURE,
)
MEASURE_NOT_NAMED = Rule(
    "measure-not-named",
    Severity.INFORMATION,
    Words("どの指標の報告か書かれていません。", "It does not say which measure it reports."),
    Words("measure に指標の URL を書いてください。", "Name the measure."),
    Words("指標との一致は検査できていません。", "Agreement with it was not checked."),
    _REPORT,
)
MEASURE_UNKNOWN = Rule(
    "measure-unknown",
    Severity.WARNING,
    Words("報告の指標が手元にありません。", "The measure it reports is not at hand."),
    Words("指標を含むパッケージを加えてください。", "Add the package that holds it."),
    Words("指標との一致は検査できていません。", "Agreement with it was not checked."),
    _REPORT,
)
REPORT_CODE = Rule(
    "measure-report-code",
    Severity.ERROR,
    Words(
        "{what} のコードがないか、指標にないか、二度あります。",
        "The code of the {what} is missing, not in the measure, or given twice.",
    ),
    Words(
        "指標の {what} のコードを一度ずつ書いてください。",
        "Give each {what} of the measure once, with its code.",
    ),
    _COUNTED,
    _REPORT,
)
REPORT_MISSING = Rule(
    "measure-report-missing",
    Severity.ERROR,
    Words("指標にある {what} が報告にありません。", "A {what} of the measure is missing in the report."),
    Words("{what} を書き足してください。", "Add the {what}."),
    Words("報告が完全か分かりません。", "Nobody can tell whether the report is whole."),
    _REPORT,
)
REPORT_SCORE_FORBIDDEN = Rule(
    "measure-score-forbidden",
    Severity.ERROR,
    Words("この種類の報告に得点はありません。", "Reports of this kind have no score."),
    Words("measureScore を取り除いてください。", "Remove measureScore."),
    Words("意味のない数です。", "The number has no meaning."),
    _REPORT,
)
REPORT_SCORE_MISSING = Rule(
    "measure-score-missing",
    Severity.ERROR,
    Words("指標の得点がありません。", "The score of the measure is missing."),
    Words("measureScore.value を書いてください。", "Give measureScore.value."),
    Words("報告の結果が分かりません。", "The result of the report is unknown."),
    _REPORT,
)
REPORT_SCORE_RANGE = Rule(
    "measure-score-range",
    Severity.ERROR,
    Words("割合は単位のない 0 から 1 の数です。", "A proportion is a number from 0 to 1 without a unit."),
    Words("パーセントは 100 で割ってください。", "Divide per cent by 100."),
    Words("50 が半分なのか 50 倍なのか分かりません。", "50 could be half, or fifty times."),
    _REPORT,
)
