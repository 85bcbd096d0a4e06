"""Exceptions are few, each says what happened and what helps, in both languages, also in another process."""

from __future__ import annotations

import pickle

import pytest

from carelink import errors
from carelink.findings import Finding, Report, Severity

WORDS = errors.Words("だめでした。", "It failed.")
HINT = errors.Words("もう一度。", "Again.")
KINDS = [k for k in vars(errors).values() if isinstance(k, type) and issubclass(k, errors.CarelinkError)]


def raised(kind):
    if kind in {errors.UnreadableError, errors.RefusedError}:
        finding = Finding("Patient", "a", Severity.ERROR, WORDS, HINT)
        return kind(WORDS, hint=HINT, report=Report([finding]))
    return kind(WORDS, hint=HINT)


@pytest.mark.parametrize("kind", KINDS)
def test_an_error_says_both_languages_and_a_hint(kind):
    said = str(raised(kind))
    assert all(part in said for part in (*WORDS, *HINT))
    assert WORDS.in_("en") == "It failed."
    assert WORDS.in_("ja") == "だめでした。"


@pytest.mark.parametrize("kind", KINDS)
def test_an_error_travels_between_processes(kind):
    error = raised(kind)
    again = pickle.loads(pickle.dumps(error))  # noqa: S301  our own bytes
    assert type(again) is kind
    assert (again.message, again.hint) == (WORDS, HINT)
    assert getattr(again, "report", None) == getattr(error, "report", None)
