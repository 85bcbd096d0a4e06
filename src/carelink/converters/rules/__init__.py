"""Everything the converters can say about a file, gathered for ``carelink explain``."""

from carelink.converters.rules import files, kohyo, sheet, table

RULES = (*files.RULES, *table.RULES, *kohyo.RULES, *sheet.RULES)

__all__ = ["RULES"]
