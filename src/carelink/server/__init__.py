"""In a browser: the directory of facilities for everybody, and a page that checks a file (extra ``server``).

>>> from carelink.server import application                           # doctest: +SKIP
>>> app = application(carelink.read_all("directory.json").records)    # doctest: +SKIP

Pages are made on the server and hold no script. Only what everybody may see of a facility is ever loaded.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from carelink.lazy import doors

if TYPE_CHECKING:
    from carelink.server.application import application
    from carelink.server.listening import listen

__all__ = ["application", "listen"]

__getattr__, __dir__ = doors(__name__, {"application": ("application",), "listening": ("listen",)})
