"""Hypothesis strategies: records, people and places that could be real and are not, every one of them valid.

>>> from hypothesis import given
>>> from carelink.testing.strategies import information_sheets
>>> @given(information_sheets())
... def test_our_reader_takes_it(sheet):
...     ...

Needs the extra ``testing``. Nothing here asserts; what is drawn shrinks to 讃岐 太郎 in 高松市.
"""

from typing import TYPE_CHECKING

from carelink.lazy import doors

if TYPE_CHECKING:
    from carelink.testing.strategies.drawing import of_item, of_kind, records
    from carelink.testing.strategies.invented import Someone, Town, people, texts, towns
    from carelink.testing.strategies.sheets import (
        consultations,
        coordinators,
        facilities,
        information_sheets,
        messages,
        minutes,
        wishes,
    )

__all__ = [
    "Someone",
    "Town",
    "consultations",
    "coordinators",
    "facilities",
    "information_sheets",
    "messages",
    "minutes",
    "of_item",
    "of_kind",
    "people",
    "records",
    "texts",
    "towns",
    "wishes",
]

__getattr__, __dir__ = doors(
    __name__,
    {
        "drawing": ("of_item", "of_kind", "records"),
        "invented": ("Someone", "Town", "people", "texts", "towns"),
        "sheets": (
            "consultations",
            "coordinators",
            "facilities",
            "information_sheets",
            "messages",
            "minutes",
            "wishes",
        ),
    },
)
