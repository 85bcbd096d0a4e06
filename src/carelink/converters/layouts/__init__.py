"""Tables declared by their columns: a layout is data, its reader and writer are the same for all of them."""

from typing import TYPE_CHECKING

from carelink.lazy import doors

if TYPE_CHECKING:
    from carelink.converters.layouts.door import Door
    from carelink.converters.layouts.layout import Column, Layout

__all__ = ["Column", "Door", "Layout"]

__getattr__, __dir__ = doors(__name__, {"door": ("Door",), "layout": ("Column", "Layout")})
