"""Every number is a worked example of the field's catalogue, or a synthetic one that no register holds."""

from __future__ import annotations

import pytest

from carelink.records import identifiers as ids

OFFICES = (
    "3710199013 3730199019 3740199017 3750199014 3760199012 3770199010 3790199016 3700199015 37A0199013 "  # noqa: SIM905  reads better
    "37B0199011 3310999010 3330999016 3340999014 3370999017 3390999013 3300999012 33A0999010 33B0999018 "
    "1310199018 1270199019".split()
)
TOWNS = (
    "372013 373419 373648 373877 332097 332020 332054 332071 332089 332101 332160 334235 334456 334618 "  # noqa: SIM905  as above
    "370002 330001".split()
)
INSURERS = (
    "372011 373415 373647 373878 332098 332023 332056 332072 332080 332106 332163 334235 334458 334615 "  # noqa: SIM905  as above
    "435073 33120015 54016027".split()
)
CORPORATIONS = (
    "7000012050002 3000020332097 1000020372013 2000020373877 9000020373648 7000020373419 4000020330001 "  # noqa: SIM905  as above
    "8000020370002".split()
)


@pytest.mark.parametrize("code", [*OFFICES, "3710111075", "3310910074", "33B0900016"])
def test_facility_numbers(code):
    assert ids.facility_number(code) is True


@pytest.mark.parametrize("code", OFFICES)
def test_every_single_wrong_digit_of_a_facility_number_is_caught(code):
    whole = code[:2] not in {"11", "12", "13", "14"} or code[2] not in "1345"
    for i in range(0 if whole else 3, 10):
        for digit in "0123456789":
            if code[i] != digit and code[i].isdigit() and i != 2:
                wrong = code[:i] + digit + code[i + 1 :]
                if wrong[:2] in {"11", "12", "13", "14"} or not 1 <= int(wrong[:2]) <= 47:
                    continue  # another rule, or no prefecture
                assert ids.facility_number(wrong) is False


def test_the_four_prefectures_count_the_last_seven_of_medical_institutions_only():
    assert ids.facility_number("1310199018") is True
    assert ids.modulus_10_weights_2_1("131019901") != 8  # all ten would say something else
    assert ids.facility_number("1270199019") is True  # kubun 7: all ten, there too
    assert ids.modulus_10_weights_2_1("127019901") == 9


@pytest.mark.parametrize(
    "code", ["", "371011107", "37101110755", "4810111075", "0010111075", "37I0111075", "３７１０１１１０７５"]
)
def test_what_is_no_facility_number(code):
    assert ids.facility_number(code) is None


def test_a_wrong_check_digit_is_false():
    assert ids.facility_number("3710111076") is False


@pytest.mark.parametrize("code", INSURERS)
def test_insurers(code):
    assert ids.insurer_number(code) is True


@pytest.mark.parametrize("code", TOWNS)
def test_local_governments(code):
    assert ids.local_government_code(code) is True


def test_insurer_and_local_government_are_not_mixed_up():
    assert ids.insurer_number("372013") is False
    assert ids.local_government_code("372011") is False
    assert ids.insurer_number("334235") is ids.local_government_code("334235") is True  # 早島町: both


@pytest.mark.parametrize("code", CORPORATIONS)
def test_corporations(code):
    assert ids.corporate_number(code) is True
    assert ids.corporate_number(str((int(code[0]) % 9) + 1) + code[1:]) is False


def test_insured_numbers_have_a_shape_only():
    assert ids.insured_number("0000012345") is True
    assert ids.insured_number("H000012345") is True
    assert ids.insured_number("HH00012345") is None
    assert ids.insured_number("12345") is None


def test_letters_count_from_ten_without_i_o_and_q():
    assert ids.modulus_10_weights_2_1("33B090001") == 6
    assert ids.facility_number("37Z0199010") is not None


MY_NUMBER = "123456789018"  # made up: eleven digits in a row and their check digit


@pytest.mark.parametrize(
    "text", [MY_NUMBER, "1234 5678 9018", "1234-5678-9018", "１２３４５６７８９０１８", "1234－5678－9018"]
)
def test_my_numbers_do_not_hide(text):
    assert ids.looks_like_my_number(text)


@pytest.mark.parametrize("text", ["123456789012", "12345678901", "1234567890188", "", "abc", "3710199013"])
def test_what_is_no_my_number(text):
    assert not ids.looks_like_my_number(text)
