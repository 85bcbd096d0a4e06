"""LIFE (科学的介護情報システム), CSV: user information and ADL (Barthel index), in and out.

>>> from carelink.converters import life                                    # doctest: +SKIP
>>> life.read_all(data).records                                             # doctest: +SKIP
>>> life.assessments(life.read_file(data))[0].points["meal"]                # doctest: +SKIP

SERVICE_USER_INFO becomes admission sheets (who it is, levels, ranks) and is written from them. ADL becomes
typed assessments; no sheet of ours has the points of a Barthel index, and turning them into 自立 … 全介助
would be a guess. Both are read with the headings in the first line, or in the second after the name of the
interface.

The interfaces were read in third-party programs that quote the interface list 3.10, not in the list itself;
the codes of the Barthel items come from one such program and are marked so in every finding and document.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from carelink.lazy import doors

if TYPE_CHECKING:
    from carelink.converters.life.adl import Assessment, assessments, to_fhir, to_file
    from carelink.converters.life.files import INTERFACES, File, read_file
    from carelink.converters.life.start import recognises
    from carelink.converters.life.users import FORMAT, losses, read_all, to_bytes

__all__ = [
    "FORMAT",
    "INTERFACES",
    "Assessment",
    "File",
    "assessments",
    "losses",
    "read_all",
    "read_file",
    "recognises",
    "to_bytes",
    "to_fhir",
    "to_file",
]

__getattr__, __dir__ = doors(
    __name__,
    {
        "adl": ("Assessment", "assessments", "to_fhir", "to_file"),
        "files": ("INTERFACES", "File", "read_file"),
        "start": ("recognises",),
        "users": ("FORMAT", "losses", "read_all", "to_bytes"),
    },
)
