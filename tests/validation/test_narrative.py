"""Narratives: harmless, well nested, with links that lead somewhere."""

import pytest
from small import found

NS = 'xmlns="http://www.w3.org/1999/xhtml"'


def said(div, **more):
    tree = {"resourceType": "Patient", "text": {"status": "generated", "div": div}, **more}
    return [code for code, path in found(tree) if path in ("Patient.text.div", "Patient")]


@pytest.mark.parametrize(
    ("body", "codes"),
    [
        ("x", []),
        ("<p>x</p><table><tr><td>y</td></tr></table>", []),
        ("<ul><li><b>x</b></li></ul>", []),
        ("<script>x</script>", ["xhtml-element-not-allowed"]),
        ("<form/>x", ["xhtml-element-not-allowed"]),
        ('<p onclick="x">y</p>', ["xhtml-attribute-not-allowed"]),
        ('<p style="x" class="y" lang="ja">y</p>', []),
        ("<p><table><tr><td>x</td></tr></table></p>", ["xhtml-nesting"]),
        ("<tr><td>x</td></tr>", ["xhtml-nesting"]),
        ("<b><i><b>x</b></i></b>", ["xhtml-nesting"]),
        ("<br>x</br>", ["xhtml-nesting"]),
        ("  ", ["xhtml-empty"]),
        ('<img src="data:image/png,x" alt="y"/>', []),
        ("&nbsp;x", ["xhtml-entity"]),
        ("<p>x", ["xhtml-malformed"]),
        ('<a href="javascript:x">y</a>', ["xhtml-link-invalid"]),
        ('<a href="urn:uuid:x">y</a>', ["xhtml-link-invalid"]),
        ('<a href="#x">y</a>', ["xhtml-link-target-missing"]),
        ('<a href="#x">y</a><p id="x">z</p>', []),
        ('<a href="ftp://example.org">y</a>', ["xhtml-link-unusual"]),
        ('<p id="x">y</p><p id="x">z</p>', ["xhtml-id-twice"]),
        ('<div xml:lang="ja">x</div><div xml:lang="en">y</div>', []),
        ('<div xml:lang="ja">x</div><p>y</p>', ["xhtml-mixed-language"]),
        ("<u>x</u><center>y</center>", ["xhtml-element-not-allowed"] * 2),
        ('<a href="urn:x">y</a><a href="urn:x">y</a>', ["xhtml-link-invalid"]),
    ],
)
def test_narratives(body, codes):
    assert said(f"<div {NS}>{body}</div>") == codes


@pytest.mark.parametrize("div", ["<div>x</div>", f"<p {NS}>x</p>"])
def test_the_root_is_a_div_of_xhtml(div):
    assert "xhtml-root" in said(div)


def test_entities_are_never_expanded():
    bomb = '<!DOCTYPE div [<!ENTITY a "aaaaaaaaaa">]>' + f"<div {NS}>&a;</div>"
    assert said(bomb) == ["xhtml-entity"]
    assert said(bomb.replace("&a;", "x")) == ["xhtml-malformed"]


def test_the_language_agrees():
    assert said(f'<div {NS} lang="ja" xml:lang="ja">x</div>', language="ja") == []
    assert said(f'<div {NS} lang="en" xml:lang="en">x</div>', language="ja") == ["xhtml-language"]
