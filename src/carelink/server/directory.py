"""The pages of the directory: where to begin, what was found, one facility, and all of it as data."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, Final

from carelink.server import exports, question
from carelink.server.drawing import draw, language
from carelink.server.plan import plan
from carelink.server.question import PER_PAGE, Question

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.routing import Route

    from carelink.records.facility.search import Found, Point
    from carelink.records.sheets.facility import Facility
    from carelink.server.shelf import Shelf

_NEIGHBOURHOOD: Final = 5
"""km that "near here" means."""
_BESIDE: Final = 1.5
"""km that the map of one facility reaches."""
_DOTS: Final = 300


def routes(shelf: Shelf, title: str) -> list[Route]:
    """Return the routes of the directory."""
    from starlette.routing import Route

    return [
        Route("/", partial(_home, shelf, title), name="home"),
        Route("/facilities", partial(_found, shelf, title), name="facilities"),
        Route("/facilities.{form}", partial(_export, shelf), name="export"),
        Route("/facilities/{id:uuid}", partial(_facility, shelf, title), name="facility"),
        Route("/facilities/{id:uuid}.{form}", partial(_export_one, shelf), name="facility-export"),
    ]


def _home(shelf: Shelf, title: str, request: Request) -> Response:
    from carelink.records.lists.facility import Category

    fields = [(field, shelf.fields[field]) for field in Category if shelf.fields[field]]
    return draw(request, "home.html.j2", title=title, fields=fields, asked=Question(), shelf=shelf)


def _found(shelf: Shelf, title: str, request: Request) -> Response:
    asked = question.read(request.query_params.multi_items())
    found = asked.find(shelf)
    last = max(1, -(-len(found) // PER_PAGE))
    page = min(asked.page, last)
    first = (page - 1) * PER_PAGE
    shown = list(enumerate(found[first : first + PER_PAGE], first + 1))
    return draw(
        request,
        "facilities.html.j2",
        title=title,
        status=400 if asked.unclear else 200,
        shelf=shelf,
        asked=asked,
        count=len(found),
        shown=shown,
        page=page,
        last=last,
        plan=plan(found, shown, shelf.towns, near=asked.near, within=asked.within),
        forms=exports.FORMS if 0 < len(found) <= exports.MOST else (),
    )


def _facility(shelf: Shelf, title: str, request: Request) -> Response:
    from carelink.records.facility.search import Found, point_of
    from carelink.rendering.record import paper

    facility = _one(shelf, request)
    point = point_of(facility)
    around = Question(near=point, within=_NEIGHBOURHOOD).address() if point is not None else ""
    return draw(
        request,
        "facility.html.j2",
        title=title,
        heading=facility.identity.name or "",
        facility=facility,
        paper=paper(type(facility).form(), facility, language(request)),
        words={"unstated": ""},
        around=around,
        plan=plan(_beside(shelf, point), [("", Found(facility))], shelf.towns),
        forms=exports.FORMS,
    )


def _beside(shelf: Shelf, point: Point | None) -> list[Found]:
    """Return the facilities that share the map of one."""
    return [] if point is None else shelf.directory.find(near=point, within=_BESIDE, limit=_DOTS)


def _export(shelf: Shelf, request: Request) -> Response:
    asked = question.read(request.query_params.multi_items())
    if asked.unclear:
        raise _wrong(400)
    return _data([one.facility for one in asked.find(shelf)], request)


def _export_one(shelf: Shelf, request: Request) -> Response:
    return _data([_one(shelf, request)], request)


def _data(facilities: list[Facility], request: Request) -> Response:
    from starlette.responses import Response

    form = exports.named(request.path_params["form"])
    if form is None:
        raise _wrong(404)
    if len(facilities) > exports.MOST:
        raise _wrong(413, "narrow")
    disposition = f'attachment; filename="facilities.{form.suffix}"'
    content = form.write(facilities, language(request))
    return Response(content, media_type=form.media, headers={"content-disposition": disposition})


def _one(shelf: Shelf, request: Request) -> Facility:
    facility = shelf.get(request.path_params["id"])
    if facility is None:
        raise _wrong(404)
    return facility


def _wrong(status: int, word: str = "") -> Any:
    from starlette.exceptions import HTTPException

    return HTTPException(status, word or str(status))
