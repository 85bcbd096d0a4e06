"""The standard itself: FHIR R4 4.0.1 tables, JSON and XML codecs, primitive types, FHIRPath.

A *tree* is plain data as JSON has it: dict (order kept), list, str, bool, int, Decimal (its literal
kept) and None. Import the module you need (``carelink.fhir.json``, ``.xml``, ``.tables`` …); this page
loads nothing, because most callers need only one of them.
"""
