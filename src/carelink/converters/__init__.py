"""How the field writes it: files in, records out, and back. One module per format, found from the content.

>>> from carelink import converters                                   # doctest: +SKIP
>>> sheet = converters.read("sheet.toml")                             # doctest: +SKIP
>>> batch = converters.read_all("jigyosho_140.csv")                   # doctest: +SKIP
>>> converters.write(sheet, "sheet.json")                             # doctest: +SKIP

Formats: :data:`FORMATS` lists them; docs/reference/columns prints the columns of every table. A town's own
table is read and written by a column map (:mod:`carelink.converters.columns`).
"""

from typing import TYPE_CHECKING

from carelink.lazy import doors

if TYPE_CHECKING:
    from carelink.converters.batch import Batch, Outcome
    from carelink.converters.doors import read, read_all, read_rows, write, write_rows
    from carelink.converters.formats import FORMATS, Format, detect

__all__ = [
    "FORMATS",
    "Batch",
    "Format",
    "Outcome",
    "detect",
    "read",
    "read_all",
    "read_rows",
    "write",
    "write_rows",
]

__getattr__, __dir__ = doors(
    __name__,
    {
        "batch": ("Batch", "Outcome"),
        "doors": ("read", "read_all", "read_rows", "write", "write_rows"),
        "formats": ("FORMATS", "Format", "detect"),
    },
)
