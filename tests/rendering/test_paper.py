"""The PDF and the FAX: read back by a foreign reader (poppler), where one is at hand."""

from __future__ import annotations

import shutil
import subprocess

import pytest
import rendering_people as people

from carelink.errors import UsageError
from carelink.records import AdmissionSheet, Consultation, DischargeRecord, Facility
from carelink.records.read import class_of
from carelink.rendering import Cover, fax, fonts, losses, pdf, receipt_code, to_fax, to_html, to_pdf

try:
    import weasyprint  # noqa: F401
except (ImportError, OSError):  # Pango is a library of the system
    pytest.skip("the extra pdf is not installed, or Pango is not", allow_module_level=True)

poppler = pytest.mark.skipif(shutil.which("pdftotext") is None, reason="poppler is not installed")
NAME, KANA, BORN_AS = "架空 太郎", "カクウ タロウ", "昭和13"
PRIVATE = "\ue000"


@pytest.fixture(scope="module")
def sheet():
    filled = people.filled(AdmissionSheet, "様子")
    for path, value in (
        ("basics.name", NAME),
        ("basics.kana", KANA),
        ("basics.address", "香川県高松市架空町9番9号"),
        ("basics.tel", "087-000-0009"),
        ("basics.postal_code", "760-0000"),
        ("basics.insured_number", "H000000001"),
        ("family.main_caregiver.name", "架空 花子"),
        ("family.main_caregiver.tel", "087-000-0008"),
        ("family.main_caregiver.mobile", "090-0000-0007"),
    ):
        filled = filled.change(path, value)
    return filled.model_copy(update={"local": {"town.key": "独自の文", "town.yes": True}})


@pytest.fixture(scope="module")
def faxed(sheet):
    return to_fax(sheet, Cover(to="架空病院", sender="架空事業所"))


def text_of(data: bytes, tmp_path) -> list[str]:
    file = tmp_path / "page.pdf"
    file.write_bytes(data)
    run = subprocess.run(["pdftotext", "-layout", str(file), "-"], capture_output=True, check=True)
    return run.stdout.decode().split("\f")[:-1]


@poppler
def test_a_fax_names_nobody(sheet, faxed, tmp_path):
    text = "".join(text_of(faxed, tmp_path))
    flat = "".join(text.split())
    for path in ("name", "kana", "tel", "postal_code", "insured_number"):
        assert "".join(getattr(sheet.basics, path).split()) not in flat, path
    for part in ("name", "tel", "mobile"):
        assert "".join(getattr(sheet.family.main_caregiver, part).split()) not in flat, part
    assert "架空町" not in flat
    assert "独自の文" not in flat
    assert {"K.T.", "満88歳", "香川県高松市", "架空病院", "架空事業所"} <= set(text.split())


@poppler
def test_every_page_of_a_fax_counts_and_carries_the_number(sheet, faxed, tmp_path):
    pages = text_of(faxed, tmp_path)
    assert len(pages) > 1
    for number, page in enumerate(pages, 1):
        assert f"{number}/{len(pages)}" in page.replace(" ", "")
        assert receipt_code(sheet) in page
    assert f"全{len(pages)}枚" in pages[0].replace(" ", "")


@poppler
@pytest.mark.parametrize("make", [to_pdf, to_fax])
def test_nothing_a_paper_shows_lacks_a_glyph_or_an_embedded_font(make, tmp_path):
    file = tmp_path / "page.pdf"
    file.write_bytes(make(people.filled(DischargeRecord, f"髙﨑𠮷野ゔ{PRIVATE}☑")))
    fonts_of = subprocess.run(["pdffonts", str(file)], capture_output=True, check=True).stdout.decode()
    lines = fonts_of.splitlines()[2:]
    assert lines
    assert all("carelink-paper" in line and " yes yes yes " in line for line in lines)
    assert "〓[U+E000]" in "".join("".join(text_of(file.read_bytes(), tmp_path)).split())


@pytest.mark.parametrize("make", [to_pdf, to_fax])
def test_the_same_record_gives_the_same_bytes(make):
    record = people.filled(Consultation)
    assert make(record) == make(record)


@poppler
@pytest.mark.parametrize("kind", ["discharge-record", "minutes", "facility"])
def test_long_names_and_empty_sheets_fit_their_pages(kind, tmp_path):
    """No word of a filled page stands beyond the paper's edge, measured by poppler."""
    for record in (people.filled(class_of(kind), "長" * 120), class_of(kind)(written=people.WRITTEN)):
        file = tmp_path / "page.pdf"
        file.write_bytes(to_fax(record, Cover(to="長" * 100, sender="長" * 100, to_fax="0" * 100)))
        run = subprocess.run(["pdftotext", "-bbox", str(file), "-"], capture_output=True, check=True)
        for line in run.stdout.decode().splitlines():
            if "<word" in line:
                at = dict(part.split("=") for part in line.split(">")[0].replace('"', "").split()[1:])
                assert float(at["xMin"]) >= 15
                assert float(at["xMax"]) <= 595 - 15


def test_facilities_are_one_table_and_never_one_fax():
    facilities = [people.filled(Facility), people.filled(Facility)]
    assert to_pdf(facilities).startswith(b"%PDF-")
    with pytest.raises(UsageError):
        to_fax(facilities)


@pytest.mark.parametrize("make", [to_pdf, to_fax])
def test_another_language_is_refused(make):
    with pytest.raises(UsageError):
        make(Consultation(written=people.WRITTEN), lang="fr")


def test_a_page_too_long_and_a_cover_too_long_are_refused(monkeypatch):
    monkeypatch.setattr(pdf, "LONGEST", 10)
    with pytest.raises(UsageError):
        to_pdf(Consultation(written=people.WRITTEN))
    with pytest.raises(UsageError):
        to_fax(Consultation(written=people.WRITTEN), Cover(to="長" * 101))


@pytest.mark.parametrize("run", ["a", "。", "ー", "\u0e01"])
def test_a_text_that_never_ends_is_refused_and_one_that_breaks_is_not(run):
    sheet = AdmissionSheet(written=people.WRITTEN)
    with pytest.raises(UsageError):
        to_pdf(sheet.change("wishes.life_history", run * 20_001))
    assert to_pdf(sheet.change("wishes.life_history", f"{run * 99} " * 10)).startswith(b"%PDF-")


@pytest.mark.parametrize("url", ["file:///etc/passwd", "https://carelink.example/x.png", "carelink:1"])
def test_nothing_but_the_fonts_is_fetched(url):
    with pytest.raises(ValueError, match=r"^$"):
        pdf._fetcher().fetch(url)


def test_without_the_extra_the_error_says_what_to_install(monkeypatch):
    def absent(name):
        raise ImportError(name)

    monkeypatch.setattr(fonts, "import_module", absent)
    with pytest.raises(UsageError) as caught:
        to_pdf(Consultation(written=people.WRITTEN))
    assert "carelink[pdf]" in caught.value.hint.en


def test_the_receipt_number_follows_the_id_alone(sheet):
    assert receipt_code(sheet) == receipt_code(AdmissionSheet(id=people.ID, written=people.WRITTEN))
    assert receipt_code(sheet) != receipt_code(AdmissionSheet(written=people.WRITTEN))
    assert set(receipt_code(sheet).replace("-", "")) <= set(fax._ALPHABET)


def test_free_text_is_said_item_by_item(sheet):
    found = {(f.code, f.path) for f in losses(sheet, "fax")}
    assert ("fax-free-text", "wishes.life_history") in found
    assert ("fax-free-text", "functioning.disease_history") in found  # what stands in brackets
    assert ("fax-free-text", "family.main_caregiver.relation") in found
    assert ("fax-local-text-left-out", "local.town.key") in found
    silent = {"basics.name", "basics.tel", "header.office", "header.care_manager", "local.town.yes"}
    assert not silent & {path for _, path in found}
    assert not losses(sheet).findings


def test_what_cannot_be_replaced_is_said():
    sheet = AdmissionSheet(written=people.WRITTEN).change("basics.name", NAME)
    sheet = sheet.change("basics.address", "香川県")
    assert {(f.code, f.path) for f in losses(sheet, "fax")} == {
        ("fax-initials-unknown", "basics.name"),
        ("fax-town-unknown", "basics.address"),
    }


def test_members_only_items_are_left_off():
    facility = Facility(written=people.WRITTEN).change("contact.liaison", "087-000-0001")
    assert {(f.code, f.path) for f in losses(facility, "fax")} == {
        ("fax-members-left-out", "contact.liaison")
    }


def test_a_private_character_and_a_lacking_variant_are_said():
    sheet = AdmissionSheet(written=people.WRITTEN).change("basics.name", f"架空{PRIVATE}郎")
    assert [(f.code, f.path) for f in losses(sheet)] == [("page-character-missing", "basics.name")]
    assert "page-character-missing" not in {f.code for f in losses(sheet, "fax")}
    known = sheet.change("basics.name", "葛\U000e0100城")
    assert not losses(known).findings
    unknown = sheet.change("basics.name", "葛\U000e01ef城")
    assert [(f.code, f.path) for f in losses(unknown)] == [("page-variant-plain", "basics.name")]


def test_the_screen_keeps_its_ticks():
    assert "☑" in to_html(people.filled(Consultation))
