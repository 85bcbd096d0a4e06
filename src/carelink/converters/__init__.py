"""How the field writes it: files in, records out, and back. One module per format, found from the content.

>>> from carelink import converters                                   # doctest: +SKIP
>>> sheet = converters.read("sheet.toml")                             # doctest: +SKIP
>>> batch = converters.read_all("jigyosho_140.csv")                   # doctest: +SKIP
>>> converters.write(sheet, "sheet.json")                             # doctest: +SKIP

Formats: ``fhir-json``, ``fhir-ndjson``, ``fhir-xml``, ``kaigo-kohyo`` (open data, CSV), ``sheet-toml``
(written by hand); ``page`` (HTML for A4) is written only.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from carelink.converters.batch import Batch, Outcome
    from carelink.converters.doors import read, read_all, write
    from carelink.converters.formats import FORMATS, Format, detect

__all__ = ["FORMATS", "Batch", "Format", "Outcome", "detect", "read", "read_all", "write"]

_ROOM = {
    "Batch": "batch",
    "FORMATS": "formats",
    "Format": "formats",
    "Outcome": "batch",
    "detect": "formats",
    "read": "doors",
    "read_all": "doors",
    "write": "doors",
}


def __getattr__(name: str) -> Any:
    if (module := _ROOM.get(name)) is None:
        message = f"module 'carelink.converters' has no attribute {name!r}"
        raise AttributeError(message)
    value = getattr(import_module(f"carelink.converters.{module}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
