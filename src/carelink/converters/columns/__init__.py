"""A town's own table: a small column map says which heading is which item; a guesser proposes one.

>>> from carelink.converters import columns                          # doctest: +SKIP
>>> print(columns.guess("ours.csv").to_toml())                       # doctest: +SKIP
>>> layout = columns.load("ours.toml")                               # doctest: +SKIP
"""

from typing import TYPE_CHECKING

from carelink.lazy import doors

if TYPE_CHECKING:
    from carelink.converters.columns.guess import Guess, guess
    from carelink.converters.columns.map import door, load

__all__ = ["Guess", "door", "guess", "load"]

__getattr__, __dir__ = doors(__name__, {"guess": ("Guess", "guess"), "map": ("door", "load")})
