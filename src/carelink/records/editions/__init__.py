"""Local editions: a town's own sheet as a small TOML file over a national form, never a fork of code.

>>> from carelink.records import editions                              # doctest: +SKIP
>>> town = editions.load("takahashi.toml")                             # doctest: +SKIP
>>> [item.ja for item in town.form][:3]                                # doctest: +SKIP

``town.form`` is a form like any other: the page, the blank sheet, the profile and the table in the docs are
loops over it. What the town adds lives in ``record.local["<edition>.<item>"]`` and travels as Observations
that nobody else needs to know: they are kept, and listed.
"""

from typing import TYPE_CHECKING

from carelink.lazy import doors

if TYPE_CHECKING:
    from carelink.records.editions.edition import Edition, load, parse
    from carelink.records.editions.profile import package
    from carelink.records.editions.table import table

__all__ = ["Edition", "load", "package", "parse", "table"]

__getattr__, __dir__ = doors(
    __name__,
    {
        "edition": ("Edition", "load", "parse"),
        "profile": ("package",),
        "table": ("table",),
    },
)
