"""Codes, offline: is this code in that value set? Yes, no, or "cannot be decided here" - never a guess."""

from carelink.profiles.terminology.codes import Codes, Concept
from carelink.profiles.terminology.grammars import grammar
from carelink.profiles.terminology.library import Terminology
from carelink.profiles.terminology.members import Members
from carelink.profiles.terminology.units import UCUM

__all__ = ["UCUM", "Codes", "Concept", "Members", "Terminology", "grammar"]
