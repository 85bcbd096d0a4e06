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

RULES: tuple[Rule, ...] = (NO_RECORD, NO_TIME, UNREAD)
