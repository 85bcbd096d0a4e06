"""Everything the converters can say about a file, gathered for ``carelink explain``."""

from carelink.converters.rules import clins, files, form, kohyo, layout, navii, sheet, table, workbook

RULES = (
    *files.RULES,
    *form.RULES,
    *table.RULES,
    *kohyo.RULES,
    *sheet.RULES,
    *layout.RULES,
    *workbook.RULES,
    *navii.RULES,
    *clins.RULES,
)

__all__ = ["RULES"]
