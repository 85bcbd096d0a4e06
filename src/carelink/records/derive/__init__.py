"""What follows from the declarations: code systems, value sets and profiles, as ordinary FHIR JSON.

The files of the top-level ``profiles/`` are written by ``tools/build_profiles.py`` from here.
"""

from carelink.records.derive.package import artefacts

__all__ = ["artefacts"]
