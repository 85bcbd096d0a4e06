"""Profiles compiled to what they demand beyond the base type: the base is checked by the walk itself."""

from carelink.validation.overlay.compile import compile_overlay
from carelink.validation.overlay.overlay import Overlay

__all__ = ["Overlay", "compile_overlay"]
