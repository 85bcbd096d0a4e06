"""``carelink validate``: files, folders, NDJSON and standard input against R4 and profiles, offline."""

from __future__ import annotations

from carelink.cli.validate.command import command

__all__ = ["command"]
