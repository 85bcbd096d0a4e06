"""What good data looks like: FHIR packages, snapshots, value sets. Our own profiles are always there.

>>> from carelink.profiles import Packages
>>> library = Packages(["jp-core.tgz"])                        # doctest: +SKIP
>>> library.structure("http://jpfhir.jp/fhir/core/StructureDefinition/JP_Patient").type   # doctest: +SKIP
'Patient'
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from carelink.profiles.package import Package
    from carelink.profiles.packages import Packages
    from carelink.profiles.structure import Structure

__all__ = ["Package", "Packages", "Structure"]

_MODULE = {"Package": "package", "Packages": "packages", "Structure": "structure"}


def __getattr__(name: str) -> Any:
    if (module := _MODULE.get(name)) is None:
        message = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(message)
    value = getattr(import_module(f"{__name__}.{module}"), name)
    globals()[name] = value
    return value
