"""How people read a record: one self-contained page for A4 paper, in the order of the printed form."""

from __future__ import annotations

from typing import TYPE_CHECKING

from carelink.lazy import doors

if TYPE_CHECKING:
    from carelink.rendering.geojson import to_geojson
    from carelink.rendering.pages import blank_html, to_html
    from carelink.rendering.screening import screening_page
    from carelink.rendering.statistics import statistics_page
    from carelink.rendering.timeline import timeline_page

__all__ = ["blank_html", "screening_page", "statistics_page", "timeline_page", "to_geojson", "to_html"]

__getattr__, __dir__ = doors(
    __name__,
    {
        "geojson": ("to_geojson",),
        "pages": ("blank_html", "to_html"),
        "screening": ("screening_page",),
        "statistics": ("statistics_page",),
        "timeline": ("timeline_page",),
    },
)
