from __future__ import annotations

import lxml.html
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from carelink.errors import UsageError
from carelink.records.notebook import Entry, Notebook
from carelink.rendering import notebook_page, notebook_pdf

NOTEBOOK = Notebook(
    entries=(
        Entry(1, ("架空 <太郎>", "1", "S330303")),
        Entry(5, ("20260410",)),
        Entry(11, ("架空薬局",)),
        Entry(201, ("1", "薬A", "1", "錠")),
        Entry(291, ("1", "注意A")),
        Entry(201, ("1", "薬B", "2", "錠")),
        Entry(301, ("1", "朝食後", "28", "日分", "1")),
    )
)


def rows(html):
    tree = lxml.html.document_fromstring(html)
    return [[td.text_content() for td in tr.iter("td")] for tr in tree.iterfind(".//section//tbody/tr")]


def test_medicines_of_a_course_share_their_usage():
    assert rows(notebook_page(NOTEBOOK)) == [
        ["1", "薬A", "1錠", "朝食後\n28日分", "注意A"],
        ["薬B", "2錠", ""],
    ]


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_a_page_is_made_of_an_empty_notebook_too(lang):
    assert rows(notebook_page(Notebook(), lang=lang)) == []


def test_another_language_is_refused():
    with pytest.raises(UsageError):
        notebook_page(NOTEBOOK, lang="fr")


def test_the_pdf_is_the_same_twice():
    try:
        import weasyprint  # noqa: F401
    except (ImportError, OSError):  # Pango is a library of the system
        pytest.skip("the extra pdf is not installed, or Pango is not")
    assert notebook_pdf(NOTEBOOK) == notebook_pdf(NOTEBOOK)


@settings(max_examples=30)
@given(
    st.lists(
        st.builds(
            Entry, st.sampled_from([1, 2, 4, 5, 201, 301, 401]), st.lists(st.text(max_size=9)).map(tuple)
        )
    )
)
def test_everything_is_escaped(entries):
    html = notebook_page(Notebook(entries=(*entries, Entry(4, ("<script>alert(1)</script>",)))))
    assert "<script" not in html
