"""What does the person wish today? Several sheets, a correction, and what no sheet says."""

from datetime import date, timedelta
from pathlib import Path

import carelink
from carelink.records.lists.wishes import Resuscitation
from carelink.records.sheets.wishes import current, history

SHEET = Path(__file__).parent / "wishes.toml"
TODAY = date(2026, 12, 31)


def main() -> carelink.WishesSheet | None:
    """Return the sheet that holds at the end of the year."""
    first: carelink.WishesSheet = carelink.read(SHEET)
    print(
        first.wishes.resuscitation, first.wishes.dialysis
    )  # NOT_WANTED None: dialysis was never asked about
    later = first.written + timedelta(days=14)
    corrected = first.revised(reason="電話番号の誤り", by="綾川 看子", written=later).change(
        "person.office_tel", "087-000-0012"
    )
    newer = corrected.renewed(written=later).change("talk.discussed_on", date(2026, 12, 9))
    newer = newer.change("wishes.resuscitation", Resuscitation.UNDECIDED)
    for sheet, standing in history([first, corrected, newer], on=TODAY):
        print(sheet.talk.discussed_on, sheet.written.date(), standing)
    return current([first, corrected, newer], on=TODAY)


if __name__ == "__main__":
    held = main()
    print(held.wishes.resuscitation if held else None)
