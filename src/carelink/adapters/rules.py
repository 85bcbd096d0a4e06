"""What a foreign server finds wrong with what it was given."""

from __future__ import annotations

from typing import Final

from carelink.errors import Words
from carelink.findings import Rule, Severity

SERVER_REFUSED: Final = Rule(
    code="server-refused",
    severity=Severity.ERROR,
    says=Words(
        "相手の FHIR サーバーが受け付けませんでした（種類 {issue}）。",
        "The FHIR server did not take it (kind of issue: {issue}).",
    ),
    fix=Words(
        "示された場所を直すか、相手の管理者に何を受け付けるかを尋ねてください。",
        "Correct the place that is named, or ask the server's administrator what it takes.",
    ),
    why=Words(
        "相手の言葉には記録の内容が含まれることがあるため、種類と場所だけを示します。",
        "The server's own words may quote the record, so only kind and place are told.",
    ),
    spec="FHIR R4 http.html, OperationOutcome.issue",
)
RULES: Final = (SERVER_REFUSED,)
