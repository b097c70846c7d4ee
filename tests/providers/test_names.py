import pytest
from hypothesis import given
from hypothesis import strategies as st

from providers.names import clean, normal_form, read


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


# ---- a name taken to pieces


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The Fenimoor Dev Assoc Ltd", "fenimoor development association"),
        ("Orrery Skills & Training Svcs", "orrery skill training service"),
        ("St. Tamar’s Hse", "saint tamars house"),
        ("R.N.Q. Training", "rnq training"),
        ("Steps 2 Work", "step to work"),
        ("Tamarisk (The)", "tamarisk"),
        ("Tallis Co-operative", "tallis cooperative"),
        ("Limited", "limited"),
        ("???", ""),
    ],
)
def test_words_are_spelt_out_and_common_ones_stand_in_the_singular(text, words):
    assert " ".join(read(text).words) == words


@pytest.mark.parametrize(
    ("text", "places", "is_local"),
    [
        ("Leeds Mind", {"leeds"}, True),
        ("Mind in North Yorks", {"north yorkshire"}, True),
        ("Orrery Stoke-on-Trent", {"stoke"}, False),
        ("Orrery (Vale of Glamorgan)", {"vale of glamorgan"}, False),
        ("NE Lincs Skills", {"north east lincolnshire"}, True),
        ("Orrery Cymru", {"wales"}, False),
        ("Coleg Sir Benfro", {"pembrokeshire"}, False),
        ("Orrery North West", {"north west"}, False),
        ("Northern Orrery", set(), False),
        ("Orrery of Leeds and York", {"leeds", "york"}, True),
    ],
)
def test_places_are_read_out_of_a_name(text, places, is_local):
    assert (read(text).places, read(text).is_local) == (places, is_local)


@pytest.mark.parametrize(
    ("text", "place", "forms"),
    [
        ("Barnsley MBC", "barnsley", {"metropolitan", "borough"}),
        ("London Borough of Camden", "camden", {"london", "borough"}),
        ("Council of the City of Sunderland", "sunderland", {"city"}),
        ("Sefton Metropolitan Borough", "sefton", {"metropolitan", "borough"}),
        ("Cyngor Gwynedd", "gwynedd", set()),
        ("City of York", "york", {"city"}),
    ],
)
def test_a_council_is_known_however_it_writes_itself(text, place, forms):
    name = read(text)
    assert (name.kinds, name.places, name.forms, name.words) == ({"council"}, {place}, forms, ())


@pytest.mark.parametrize(
    "text", ["Fenimoor Council for Voluntary Service", "Community Council", "Learning Council", "Council"]
)
def test_a_council_of_another_kind_is_no_local_authority(text):
    assert "council" not in read(text).kinds


def test_what_a_name_states_about_itself_is_kept_apart():
    name = read(
        "Harbour Skills Ltd (HSK) t/a Skillforge (formerly Tallis Training), part of the Orrery Group - Leeds Office"
    )
    assert (name.words, name.legal, name.acronyms) == (("harbour", "skill"), "ltd", {"hsk"})
    assert {other.words[0] for other in name.others} == {"skillforge", "tallis"}
    assert [parent.words for parent in name.parents] == [("orrery", "group")]
    assert name.branch == "leeds office"


@pytest.mark.parametrize(
    ("text", "branch"),
    [
        ("Harbour Skills - Leeds Office", "leeds office"),
        ("Harbour Skills Leeds Office", "leeds office"),
        ("Harbour Skills (Head Office)", "head office"),
        ("Leeds City Council, Adult Services Department", "adult service department"),
        ("Leeds City Council Employment and Skills", "employment and skill"),
        ("Harbour Office Services", ""),
        ("Leeds Council for Voluntary Service", ""),
    ],
)
def test_a_branch_or_department_is_taken_off(text, branch):
    assert read(text).branch == branch


def test_the_acronyms_a_name_may_go_by():
    assert {"tib", "tifb"} <= read("Tallis Institute for the Blind").initials
    assert "tnrq" in read("Tallis National Rowe Quarry Hill").initials  # the last is often left out
    assert read("Tallis Rowe").initials == frozenset()


@given(st.text())
def test_any_text_can_be_read(text):
    name = read(text)
    assert name.key == normal_form(text)
    assert name == read(text)
