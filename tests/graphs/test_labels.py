from hypothesis import given
from hypothesis import strategies as st

from supplychains.graphs.drawing.labels import COMMON, fit, wide, wrap


def test_a_name_that_fits_is_whole():
    assert fit("Hope Trust", 200) == "Hope Trust"


def test_a_long_name_is_cut_by_words():
    assert fit("Westmere and District Community Transport Association", 150) == "Westmere and District…"


def test_a_single_long_word_is_cut_too():
    assert fit("Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch", 90).endswith("…")


def test_names_wrap_to_the_lines_there_are():
    assert wrap("Employment Support Office", 84, 5, 13) == ["Employment", "Support", "Office"]
    assert len(wrap("a very long name that needs a great many lines indeed", 60, 2)) == 2


@given(st.text(min_size=1, max_size=120), st.integers(40, 300))
def test_what_is_set_fits(text, room):
    if text.split():
        assert wide(fit(text, room)) <= max(room * COMMON, wide(fit(text, room)[:1] + "…"))
