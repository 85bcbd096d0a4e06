"""Where a label comes from when that is not certain."""

from typing import Final

H: Final = "known-H"
"""Remembered with high confidence from an official document; the printed form was not seen."""
