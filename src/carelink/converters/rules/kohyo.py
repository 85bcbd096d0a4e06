"""Rules about the 24 columns of the 介護サービス情報公表 open data: every doubtful value has one."""

from __future__ import annotations

from typing import Final

from carelink.findings import Rule, Severity, Words

_SPEC = "介護サービス情報公表システム オープンデータ (厚生労働省)"
_KEPT = Words("値はそのまま残しています。", "The value is kept as it is written.")
_LEFT_OUT = Words(
    "FHIR には書かず、元の表記だけを控えています。",
    "It is left out of FHIR; only the text as written is remembered.",
)


def _rule(code: str, severity: Severity, says: Words, fix: Words, why: Words = _KEPT) -> Rule:
    return Rule(code, severity, says, fix, why, _SPEC)


FACILITY_NAMELESS: Final = _rule(
    "facility-without-identity",
    Severity.ERROR,
    Words("事業所番号も事業所名もありません。", "The row has neither an office number nor a name."),
    Words("事業所番号か事業所名を記入してください。", "State the office number or the name."),
    Words(
        "どの事業所か分からないため、行は採用しません。",
        "Nobody could tell which office it is: it is refused.",
    ),
)
FACILITY_REPEATED: Final = _rule(
    "facility-repeated",
    Severity.WARNING,
    Words(
        "同じ事業所番号と種類の行が前にもあります。", "An earlier row has the same office number and service."
    ),
    Words("どちらが正しいか確かめてください。", "Find out which of them holds."),
    Words("どちらの行も別の記録として残します。", "Both rows are kept, as two records."),
)
NAME_MISSING: Final = _rule(
    "facility-name-missing",
    Severity.WARNING,
    Words("事業所名がありません。", "The name of the office is missing."),
    Words("事業所名を記入してください。", "State the name."),
    Words("一覧で事業所を見つけられません。", "People find an office by its name."),
)
NUMBER_MISSING: Final = _rule(
    "office-number-missing",
    Severity.WARNING,
    Words("事業所番号がありません。", "The office number is missing."),
    Words("事業所番号を記入してください。", "State the office number."),
    Words("名称と住所だけで見分けることになります。", "Only name and address tell the office from others."),
)
NUMBER_SHAPE: Final = _rule(
    "office-number-shape",
    Severity.WARNING,
    Words("事業所番号が10桁の形ではありません。", "The office number has not the shape of ten characters."),
    Words("番号を指定通知書と照らしてください。", "Compare it with the notice of designation."),
)
NUMBER_CHECK: Final = _rule(
    "office-number-check-digit",
    Severity.WARNING,
    Words("事業所番号の検証番号が合いません。", "The check digit of the office number does not fit."),
    Words("番号を指定通知書と照らしてください。", "Compare it with the notice of designation."),
    Words(
        "書き誤りのおそれがあります。公表された番号にも約0.1%あるため、拒まず残します。",
        "It may be a slip of the pen. About 0.1 % of the published numbers are so: it is kept, not refused.",
    ),
)
ZERO_RESTORED: Final = _rule(
    "leading-zero-restored",
    Severity.WARNING,
    Words(
        "先頭の0が失われていたため補いました（検証番号が一致）。",
        "The lost leading zero was put back (the check digit proves it).",
    ),
    Words("番号の列を文字列として保存してください。", "Save columns of numbers as text."),
    Words(
        "表計算ソフトは番号を数値にして0を消します。",
        "Spreadsheets turn numbers into quantities and drop the zero.",
    ),
)
NUMBER_DIFFERS: Final = _rule(
    "office-number-differs",
    Severity.WARNING,
    Words("「No」と「事業所番号」が違います。", "The columns No and 事業所番号 differ."),
    Words("どちらが正しいか確かめてください。", "Find out which of them holds."),
    Words(
        "事業所番号の列を採り、No の表記を控えます（空のときを除く）。",
        "事業所番号 counts; No is remembered as written, unless it is empty.",
    ),
)
CORPORATE_SHAPE: Final = _rule(
    "corporate-number-shape",
    Severity.WARNING,
    Words(
        "法人番号の形（1〜9で始まる13桁の数字）ではありません。",
        "The corporate number is not 13 digits from 1 to 9 on.",
    ),
    Words("国税庁法人番号公表サイトで確かめてください。", "Look it up at the National Tax Agency."),
)
CORPORATE_CHECK: Final = _rule(
    "corporate-number-check-digit",
    Severity.WARNING,
    Words("法人番号の検査用数字が合いません。", "The check digit of the corporate number does not fit."),
    Words("国税庁法人番号公表サイトで確かめてください。", "Look it up at the National Tax Agency."),
)
CORPORATE_PERSONAL: Final = _rule(
    "corporate-number-is-personal",
    Severity.ERROR,
    Words(
        "法人番号の列に個人番号（マイナンバー）と思われる12桁があります。",
        "The column of the corporate number holds what looks like a personal My Number.",
    ),
    Words("すぐに元の表から消してください。", "Delete it from the table at once."),
    Words(
        "個人番号はどの項目にも入れてはならないため、読み取りも控えもしません。",
        "A My Number may stand in no field: it is neither read nor remembered.",
    ),
)
MUNICIPALITY_MISSING: Final = _rule(
    "municipality-code-missing",
    Severity.WARNING,
    Words("市町村コードがありません。", "The code of the municipality is missing."),
    Words("6桁の全国地方公共団体コードを記入してください。", "State the six digits of the local government."),
    Words("どの町の事業所か、機械には分かりません。", "A program cannot tell which town the office is in."),
)
MUNICIPALITY_SHAPE: Final = _rule(
    "municipality-code-shape",
    Severity.WARNING,
    Words("市町村コードが6桁の数字ではありません。", "The municipality code is not six digits."),
    Words("6桁の全国地方公共団体コードを記入してください。", "State the six digits of the local government."),
)
MUNICIPALITY_CHECK: Final = _rule(
    "municipality-code-check-digit",
    Severity.WARNING,
    Words("市町村コードの検査数字が合いません。", "The check digit of the municipality code does not fit."),
    Words("6桁の全国地方公共団体コードを確かめてください。", "Check the six digits of the local government."),
)
PREFECTURE_DIFFERS: Final = _rule(
    "prefecture-differs",
    Severity.WARNING,
    Words(
        "都道府県が、事業所番号・市町村コード・都道府県名で一致しません。",
        "Office number, municipality code and prefecture name point to different prefectures.",
    ),
    Words("番号と所在地を確かめてください。", "Check the number and the address."),
)
KANA: Final = _rule(
    "name-kana-not-kana",
    Severity.WARNING,
    Words(
        "カナの列に漢字・ひらがな・英数字があります。",
        "The kana column holds kanji, hiragana, letters or digits.",
    ),
    Words("全角カタカナで記入してください。", "Write it in full-width katakana."),
)
SERVICE_MISSING: Final = _rule(
    "service-kind-missing",
    Severity.WARNING,
    Words("サービスの種類がありません。", "The kind of service is missing."),
    Words("サービスの種類を記入してください。", "State the kind of service."),
    Words("何をする事業所か分かりません。", "Nobody can tell what the office does."),
)
SERVICE_UNKNOWN: Final = _rule(
    "service-kind-unknown",
    Severity.WARNING,
    Words("サービスの種類が公表の一覧にありません。", "The kind of service is not in the published list."),
    Words("公表システムの名称で記入してください。", "Use a name of the published list."),
    Words("名称は文字のまま残し、コードは付けません。", "The text is kept; it gets no code."),
)
COORDINATE_ZERO: Final = _rule(
    "coordinate-zero",
    Severity.WARNING,
    Words("緯度・経度が0です。", "Latitude or longitude is zero."),
    Words("位置を調べて記入するか、空にしてください。", "Find the position, or leave the cells empty."),
    _LEFT_OUT,
)
COORDINATE_OUTSIDE: Final = _rule(
    "coordinate-outside-japan",
    Severity.WARNING,
    Words("位置が日本の範囲にありません。", "The position is not in Japan."),
    Words("緯度と経度を確かめてください。", "Check latitude and longitude."),
    Words("値は残しますが、地図では別の場所になります。", "It is kept; a map will show another place."),
)
COORDINATE_HALF: Final = _rule(
    "coordinate-half",
    Severity.WARNING,
    Words("緯度と経度の片方だけがあります。", "Only one of latitude and longitude is stated."),
    Words("両方を記入するか、両方を空にしてください。", "State both or none."),
    _LEFT_OUT,
)
COORDINATE_UNREADABLE: Final = _rule(
    "coordinate-unreadable",
    Severity.WARNING,
    Words("緯度・経度が10進の度ではありません。", "The coordinate is not a decimal number of degrees."),
    Words("10進の度で記入してください。", "State decimal degrees."),
    _LEFT_OUT,
)
TELEPHONE_NORMALISED: Final = _rule(
    "telephone-normalised",
    Severity.INFORMATION,
    Words("番号の全角数字や横線を半角にそろえました。", "Full-width digits or odd dashes were made plain."),
    Words("半角の数字とハイフンで記入してください。", "Write plain digits and hyphens."),
    Words("元の表記も控えています。", "The text as written is remembered."),
)
TELEPHONE_UNUSUAL: Final = _rule(
    "telephone-unusual",
    Severity.WARNING,
    Words("電話・FAX番号として読めません。", "It does not read as a telephone number."),
    Words("市外局番からの番号だけを記入してください。", "State the number alone, with its area code."),
)
CAPACITY_ZERO: Final = _rule(
    "capacity-zero",
    Severity.INFORMATION,
    Words("定員が0です。「記載なし」として扱います。", "The capacity is 0, which counts as not stated."),
    Words("定員のない事業所では空にしてください。", "Leave it empty where there is no capacity."),
    _LEFT_OUT,
)
CAPACITY_UNREADABLE: Final = _rule(
    "capacity-unreadable",
    Severity.WARNING,
    Words("定員が人数ではありません。", "The capacity is not a number of persons."),
    Words("半角の整数で記入してください。", "State a whole number."),
    _LEFT_OUT,
)
URL_IS_EMAIL: Final = _rule(
    "url-is-email",
    Severity.WARNING,
    Words("URL の列にメールアドレスがあります。", "The URL column holds an e-mail address."),
    Words("ホームページの URL を記入してください。", "State the address of the web page."),
    Words(
        "リンクとしては扱いません。値は残しています。", "It is kept, but no program will follow it as a link."
    ),
)
URL_NO_SCHEME: Final = _rule(
    "url-without-scheme",
    Severity.WARNING,
    Words("URL が http:// か https:// で始まっていません。", "The URL lacks http:// or https://."),
    Words("https:// からの URL を記入してください。", "State the whole URL, from https:// on."),
    Words(
        "リンクとしては扱いません。値は残しています。", "It is kept, but no program will follow it as a link."
    ),
)
URL_UNREADABLE: Final = _rule(
    "url-unreadable",
    Severity.WARNING,
    Words("URL として読めません。", "It does not read as a URL."),
    Words("https:// からの URL を記入してください。", "State the whole URL, from https:// on."),
    Words(
        "リンクとしては扱いません。値は残しています。", "It is kept, but no program will follow it as a link."
    ),
)
WEEKDAY_UNKNOWN: Final = _rule(
    "weekday-unknown",
    Severity.WARNING,
    Words(
        "利用可能曜日に、平日・土曜日・日曜日・祝日以外の語があります。",
        "The days hold a word other than 平日, 土曜日, 日曜日, 祝日.",
    ),
    Words("4つの語をカンマで区切って記入してください。", "Use the four words, parted by commas."),
    Words(
        "分かった語だけを採り、元の表記を控えます。",
        "The known words count; the text as written is remembered.",
    ),
)
SHARED_UNKNOWN: Final = _rule(
    "shared-service-unknown",
    Severity.WARNING,
    Words(
        "「{heading}」の語が決められたものではありません。", "The word in {heading} is not one of the layout."
    ),
    Words("{words} のどれか、または空にしてください。", "Use one of {words}, or leave it empty."),
    _LEFT_OUT,
)
REMARK: Final = _rule(
    "remark-not-empty",
    Severity.INFORMATION,
    Words("備考に記載があります。", "The remarks column is not empty."),
    Words("公開してよい内容か確かめてください。", "Check that the text may be public."),
    Words(
        "公表データの備考は常に空で、ここは誰かが書き足したものです。",
        "The published column is always empty.",
    ),
)
SPACE_AROUND: Final = _rule(
    "space-around-cell",
    Severity.INFORMATION,
    Words("セルの前後に空白があります。", "The cell has blanks at its ends."),
    Words("前後の空白を取り除いてください。", "Remove the blanks."),
    Words(
        "空白なしで読み、元の表記も控えています。",
        "It is read without them; the text as written is remembered.",
    ),
)

RULES = tuple(rule for rule in list(globals().values()) if isinstance(rule, Rule))
