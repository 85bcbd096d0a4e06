from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from carelink.rendering.grid import box, em, rows
from carelink.rendering.paper import COLUMNS, Choice, Choices, Label, Written

answers = st.one_of(
    st.builds(
        Written,
        st.text(max_size=300),
        st.sampled_from(["", "回/日"]),
        st.sampled_from(["text", "date", "number"]),
    ),
    st.lists(
        st.builds(Choice, st.builds(Label, st.text(max_size=20)), st.booleans(), st.booleans()), max_size=20
    ).map(lambda choices: Choices(tuple(choices))),
)
boxes = st.lists(
    st.builds(
        box,
        st.just("a.b"),
        st.builds(Label, st.text(max_size=20)),
        answers,
        st.sampled_from([None, 8, 12, 24]),
    )
)


@given(boxes)
def test_every_row_is_full_and_no_box_is_lost(given_boxes):
    made = list(rows(given_boxes))
    assert all(sum(b.width for b in row) == COLUMNS for row in made)
    assert all(b.label_width > 0 and b.answer_width > 0 for row in made for b in row)
    assert [(b.label, b.answer) for row in made for b in row] == [(b.label, b.answer) for b in given_boxes]


def test_four_short_options_share_a_row_and_a_text_does_not():
    adl = Choices(tuple(Choice(Label(ja), ticked=False) for ja in ("自立", "見守り", "一部介助", "全介助")))
    assert box("a", Label("移動"), adl).width == 12
    assert box("b", Label("意向"), Written("")).width == COLUMNS


def test_a_long_text_gets_the_whole_row():
    assert box("a", Label("氏名"), Written("長" * 20), 12).width == 12
    assert box("a", Label("氏名"), Written("長" * 200), 12).width == COLUMNS


def test_full_width_counts_double():
    assert em("あア漢") == 3
    assert em("abc") < 2
