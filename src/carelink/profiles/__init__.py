"""What good data looks like: FHIR packages, snapshots, value sets. Our own profiles are always there.

>>> from carelink.profiles import Packages
>>> library = Packages(["jp-core.tgz"])                        # doctest: +SKIP
>>> library.structure("http://jpfhir.jp/fhir/core/StructureDefinition/JP_Patient").type   # doctest: +SKIP
'Patient'
"""

from typing import TYPE_CHECKING

from carelink.lazy import doors

if TYPE_CHECKING:
    from carelink.profiles.package import Package
    from carelink.profiles.packages import Packages
    from carelink.profiles.packing import pack
    from carelink.profiles.structure import Structure

__all__ = ["Package", "Packages", "Structure", "pack"]

__getattr__, __dir__ = doors(
    __name__,
    {
        "package": ("Package",),
        "packages": ("Packages",),
        "packing": ("pack",),
        "structure": ("Structure",),
    },
)
