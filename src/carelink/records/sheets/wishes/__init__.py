"""The sheet of wishes: ACP (人生会議), 看取り and 急変時 of one person, as of one day.

What is certain: section 1 follows a block that several official forms have shared since 2024
(人生の最終段階における医療・ケアに関する情報); its labels are remembered and were not compared with a
printed form. All other sections are carelink's own, gathered from forms in use: no national form was found.

Wishes change. A sheet states those of one day and is never edited: whoever learns of a newer wish writes a
newer sheet. `current` tells which of several holds on a day. What is not stated here was not said: it is no
refusal.
"""

from carelink.records.sheets.wishes.emergency import Call, Documents, Emergency, Event
from carelink.records.sheets.wishes.person import Person
from carelink.records.sheets.wishes.sheet import WishesSheet
from carelink.records.sheets.wishes.standing import Standing, current, history
from carelink.records.sheets.wishes.talk import Talk
from carelink.records.sheets.wishes.wishes import Proxy, Wishes

__all__ = [
    "Call",
    "Documents",
    "Emergency",
    "Event",
    "Person",
    "Proxy",
    "Standing",
    "Talk",
    "Wishes",
    "WishesSheet",
    "current",
    "history",
]
