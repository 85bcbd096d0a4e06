"""Rules about a sheet written as TOML."""

from __future__ import annotations

RULES: tuple[()] = ()
