"""Everything the converters can say about a file, gathered for ``carelink explain``."""

from carelink.converters.rules import (
    archive,
    care_plan,
    clins,
    files,
    form,
    jahis,
    kohyo,
    layout,
    life,
    navii,
    sheet,
    ssmix2,
    table,
    workbook,
    xdm,
)

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
    *archive.RULES,
    *xdm.RULES,
    *ssmix2.RULES,
    *care_plan.RULES,
    *life.RULES,
    *jahis.RULES,
)

__all__ = ["RULES"]
