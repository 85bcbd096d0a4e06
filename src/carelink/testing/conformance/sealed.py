"""Cases of sealed parcels: opened by whom they are for, refused when expired, altered or from strangers."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from carelink.errors import Words
from carelink.testing.conformance import records
from carelink.testing.conformance.case import Case, Receive, Send
from carelink.testing.conformance.reading import ACCEPTED, REJECTED, id_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from carelink.testing.conformance.cast import Cast

EXPIRED_DAYS = 40
"""A parcel may be opened for 30 days."""


def cases(cast: Cast) -> Iterator[Case]:
    """Yield the cases."""
    sheet = records.sheet()
    parcel = cast.parcel(sheet)
    shown = Send("inbox", shown=(id_of(sheet.to_fhir()),))
    why = Words("自分あての便を開けます。", "Opens what is sealed for it.")
    yield Case("opened", "parcels", why, (Receive(parcel, ACCEPTED, ending="cle"), shown), cast)
    why = Words("同じ便が二度届いても一度だけ示します。", "The same parcel twice is shown once.")
    again = Receive(parcel, ("duplicate",), ending="cle")
    yield Case("parcel-twice", "parcels", why, (Receive(parcel, ACCEPTED, ending="cle"), again, shown), cast)
    hidden = Send("inbox", hidden=(id_of(sheet.to_fhir()),))
    for name, data, told in (
        ("expired_bad", cast.parcel(sheet, days=EXPIRED_DAYS), Words("期限の切れた便", "An expired parcel")),
        (
            "tampered_bad",
            tampered(parcel),
            Words("途中で書き換えられた便", "A parcel that was altered on its way"),
        ),
        (
            "cut-off-parcel_bad",
            parcel[: len(parcel) // 2],
            Words("途中で切れた便", "A parcel that was cut off"),
        ),
        (
            "for-another_bad",
            cast.parcel(sheet, to=cast.other),
            Words("他の機関あての便", "A parcel for somebody else"),
        ),
        (
            "by-a-stranger_bad",
            cast.parcel(sheet, by=cast.stranger),
            Words("信頼していない差出人の便", "A parcel of somebody it has no reason to trust"),
        ),
    ):
        yield Case(name, "parcels", told, (Receive(data, REJECTED, ending="cle"), hidden), cast)


def tampered(parcel: bytes) -> bytes:
    """Return the parcel with one bit of its ciphertext turned over."""
    tree = json.loads(parcel)
    text = tree["ciphertext"]
    middle = len(text) // 2
    tree["ciphertext"] = text[:middle] + ("A" if text[middle] != "A" else "B") + text[middle + 1 :]
    return json.dumps(tree, separators=(",", ":")).encode()
