"""Snapshots from differentials, by element id: the rules of FHIR R4 profiling without walking two lists."""

from carelink.profiles.snapshot.draft import Element, Problem
from carelink.profiles.snapshot.generate import Snapshot, generate

__all__ = ["Element", "Problem", "Snapshot", "generate"]
