"""Sphinx settings; built with ``sphinx-build -W -n -b html docs docs/_build/html``."""

from __future__ import annotations

from importlib.metadata import version as version_of

project = "carelink"
author = "The carelink authors"
copyright = "The carelink authors, Apache-2.0"
release = version_of("carelink")
version = release

extensions = ["myst_parser"]
source_suffix = {".md": "markdown"}
exclude_patterns = ["_build"]
language = "en"

html_theme = "furo"
html_title = f"carelink {release}"
html_static_path: list[str] = []

myst_enable_extensions = ["deflist", "fieldlist", "colon_fence"]
myst_heading_anchors = 3

nitpicky = True
suppress_warnings: list[str] = []
