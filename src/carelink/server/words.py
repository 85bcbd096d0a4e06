"""What the pages say, in the two languages."""

from __future__ import annotations

from typing import Final

from carelink.errors import Words

WORDS: Final[dict[str, Words]] = {
    "title": Words("在宅医療・介護の施設案内", "Facilities for care at home"),
    "skip": Words("本文へ", "Skip to the content"),
    "other": Words("English", "日本語"),
    "home": Words("はじめ", "Start"),
    "find": Words("探す", "Find"),
    "check": Words("ファイルの検証", "Check a file"),
    "menu": Words("メニュー", "Menu"),
    "fields": Words("分野から探す", "Find by field"),
    "search": Words("条件で探す", "Find by conditions"),
    "all": Words("すべて", "All"),
    "field": Words("分野", "Field"),
    "service": Words("サービスの種類", "Kind of service"),
    "town": Words("市町村", "Town"),
    "town_note": Words("所在地か、サービス提供地域", "where it is, or where it goes"),
    "name": Words("名称・サービス名の一部", "Part of the name or service"),
    "attributes": Words("対応・届出・設備", "What it offers"),
    "procedures": Words(
        "対応できる医療処置(可または条件付き)", "Medical procedures taken (yes or under conditions)"
    ),
    "clock": Words("24時間対応", "Around the clock"),
    "vacancy": Words("空きあり(条件付きを含む)", "With a vacancy (or under conditions)"),
    "since": Words("空きをこの日以降に確認", "Vacancy confirmed since"),
    "near": Words("この地点に近い順", "Nearest to this point"),
    "near_note": Words("緯度,経度　例: 34.3401,134.0433", "latitude,longitude, e.g. 34.3401,134.0433"),
    "within": Words("範囲(km)", "Within (km)"),
    "more": Words("くわしい条件", "More conditions"),
    "change": Words("条件を変える", "Change the conditions"),
    "clear": Words("条件を消す", "Clear"),
    "results": Words("検索結果", "Results"),
    "list": Words("一覧", "List"),
    "map": Words("位置の図", "Map of positions"),
    "map_note": Words(
        "位置だけから描いた図です。道路は載っていません。数字は一覧の番号です。",
        "Drawn from positions only; it shows no roads. Numbers are those of the list.",
    ),
    "map_one": Words(
        "位置だけから描いた図です。道路は載っていません。小さな点は近くの施設です。",
        "Drawn from positions only; it shows no roads. Small dots are facilities nearby.",
    ),
    "no_map": Words(
        "位置の分かる施設がないため、図はありません。", "No position is known, so there is no map."
    ),
    "unpositioned": Words(
        "位置の分からない施設は図にありません。", "Facilities without a position are not on it."
    ),
    "nothing": Words(
        "条件に合う施設はありません。書かれていないことは条件に合わないものとして扱います(不可とは限りません)。",
        "Nothing meets every condition. What is not stated meets none; that does not mean no.",
    ),
    "unclear": Words(
        "読み取れない条件があります。直してください:", "These conditions could not be understood:"
    ),
    "address": Words("住所", "Address"),
    "telephone": Words("電話", "Telephone"),
    "website": Words("ホームページ", "Web page"),
    "distance": Words("直線距離", "as the crow flies"),
    "vacant": Words("空き", "Vacancy"),
    "confirmed": Words("確認", "confirmed"),
    "previous": Words("前へ", "Previous"),
    "next": Words("次へ", "Next"),
    "pages": Words("ページ", "Pages"),
    "save": Words("この結果を保存", "Save these results"),
    "save_one": Words("この施設のデータ", "Data of this facility"),
    "around": Words("この近くを探す(5km以内)", "Find near here (within 5 km)"),
    "back": Words("施設を探す", "Find facilities"),
    "written": Words("掲載データの日付", "Data of"),
    "public": Words(
        "公開できる項目だけを載せています。利用の前に施設へ確かめてください。",
        "Only what is public is shown. Ask the facility before you rely on it.",
    ),
    "unnamed": Words("(名称の記載なし)", "(no name stated)"),
    "file": Words(
        "ファイル(FHIR の JSON・XML、表の CSV・Excel、TOML)",
        "File (FHIR JSON or XML, a table as CSV or Excel, TOML)",
    ),
    "drop": Words("ここにファイルを置くこともできます。", "You may drop the file here."),
    "check_it": Words("検証する", "Check it"),
    "check_note": Words(
        "ファイルはこのサーバーの記憶域だけで検証し、保存も転送もしません。結果はこの画面にだけ表示されます。",
        "The file is checked in memory, not stored and not sent on. Only this page shows the result.",
    ),
    "check_person": Words(
        "実在する人の情報は、管理者が認めたサーバーでだけ使ってください。",
        "Use data of real people only on a server your administrator has approved for it.",
    ),
    "verdict": Words("検証結果", "Result"),
    "no_findings": Words("問題は見つかりませんでした。", "No problem was found."),
    "line": Words("行", "Line"),
    "row": Words("表の行", "Row"),
    "cure": Words("直し方", "Cure"),
    "place": Words("場所", "Place"),
    "cut": Words(
        "多いため、重いものから一部だけを表示しています。", "There are many; only the gravest are shown."
    ),
    "again": Words("別のファイルを検証する", "Check another file"),
    "no_file": Words("ファイルを選んでください。", "Choose a file."),
    "too_long": Words(
        "時間内に検証が終わりませんでした。ファイルを分けるか、手元で carelink validate を使ってください。",
        "The check did not end in time. Split the file, or use carelink validate on your own machine.",
    ),
    "busy": Words(
        "混み合っています。少し待ってからもう一度送ってください。", "Busy. Wait a little and send it again."
    ),
    "404": Words("その頁はありません。", "There is no such page."),
    "405": Words("この頁にその操作はできません。", "This page does not do that."),
    "400": Words("送られた内容を読めません。", "What was sent cannot be read."),
    "408": Words("送信が時間内に終わりませんでした。", "Sending did not end in time."),
    "413": Words("大きすぎます。", "That is too large."),
    "503": Words("ただいま応えられません。", "No answer is possible just now."),
    "500": Words("この頁を作れませんでした。", "This page could not be made."),
    "narrow": Words(
        "件数が多すぎます。条件で絞ってから保存してください。", "Too many for one file. Add conditions first."
    ),
}
