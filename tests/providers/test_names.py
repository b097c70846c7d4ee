import pytest
from hypothesis import given
from hypothesis import strategies as st

from providers.names import clean, normal_form


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Larkhill Skills Ltd", "LARKHILL SKILLS LIMITED"),
        ("Tallis & Rowe", "Tallis and Rowe"),
        ("The Orrery Project", "Orrery Project"),
        ("Women’s Forum", "Womens Forum"),
        ("Women's Forum", "Women’s Forum"),
        ("Cwmni Gŵyl Cyf", "Cwmni Gwyl Ltd"),
        ("Eco-Actif  Services", "Eco Actif Services"),
        ("Hale, Orme (HR)", "Hale Orme HR"),
    ],
)
def test_two_ways_to_write_one_name(one, other):
    assert normal_form(one) == normal_form(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Mind", "Leeds Mind"),
        ("Leeds Training", "Leicester Training"),
        ("Fennimore House", "Fennimore House Trading"),
        ("Prospects", "Prospects Services"),
        ("Larkhill Ltd", "Larkhill"),
        ("Theo Trust", "O Trust"),
    ],
)
def test_two_names_stay_two(one, other):
    assert normal_form(one) != normal_form(other)


def test_a_name_without_letters_has_no_key():
    assert normal_form("–––") == ""
    assert normal_form("The") == "the"


def test_a_name_is_cleaned_of_what_cannot_be_printed():
    assert clean("  Hope\x00\u00a0Trust\n") == "Hope Trust"
    with pytest.raises(ValueError, match="empty"):
        clean("\x07 ")


@given(st.text() | st.lists(st.sampled_from(["the", "The", "&", "Ltd", "limited", "-", "a"])).map(" ".join))
def test_a_key_is_its_own_key(text):
    assert normal_form(normal_form(text)) == normal_form(text)
