"""How people read a record: one page for A4 paper (HTML, PDF, FAX), in the order of the printed form."""

from __future__ import annotations

from typing import TYPE_CHECKING

from carelink.lazy import doors

if TYPE_CHECKING:
    from carelink.rendering.fax import Cover, receipt_code, to_fax
    from carelink.rendering.geojson import to_geojson
    from carelink.rendering.losses import losses
    from carelink.rendering.notebook import notebook_page, notebook_pdf
    from carelink.rendering.pages import blank_html, to_html
    from carelink.rendering.pdf import to_pdf
    from carelink.rendering.screening import screening_page
    from carelink.rendering.statistics import statistics_page
    from carelink.rendering.timeline import timeline_page

__all__ = [
    "Cover",
    "blank_html",
    "losses",
    "notebook_page",
    "notebook_pdf",
    "receipt_code",
    "screening_page",
    "statistics_page",
    "timeline_page",
    "to_fax",
    "to_geojson",
    "to_html",
    "to_pdf",
]

__getattr__, __dir__ = doors(
    __name__,
    {
        "fax": ("Cover", "receipt_code", "to_fax"),
        "geojson": ("to_geojson",),
        "losses": ("losses",),
        "notebook": ("notebook_page", "notebook_pdf"),
        "pages": ("blank_html", "to_html"),
        "pdf": ("to_pdf",),
        "screening": ("screening_page",),
        "statistics": ("statistics_page",),
        "timeline": ("timeline_page",),
    },
)
