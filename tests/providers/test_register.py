import pytest
from hypothesis import given
from hypothesis import strategies as st

from providers.matching import Judgement
from providers.register import Register

KNOWN = {
    1: ["Tamarisk Employment Services Ltd", "TES"],
    2: ["Leeds City Council"],
    3: ["Leicester City Council"],
    4: ["Fennimore House", "Fennimore House Trading Ltd"],
    5: ["Tallis Rowe National Quarry"],
    6: ["Work-Link Training"],
    7: ["Leeds Mind"],
    8: ["Mind"],
    9: ["Orrery Skills (formerly Larkhill Training)"],
}


@pytest.fixture(scope="module")
def register():
    return Register((owner, name) for owner, names in KNOWN.items() for name in names)


@pytest.mark.parametrize(
    ("raw", "owner", "verdict"),
    [
        ("TAMARISK EMPLOYMENT SERVICES LIMITED", 1, "same"),
        ("Tamarsik Employment Services", 1, "decide"),
        ("Leeds CC", 2, "same"),
        ("Fenimore House", 4, "decide"),
        ("TRNQ", 5, "decide"),
        ("Worklink Training Ltd", 6, "same"),
        ("WorkLnk Training", 6, "decide"),
        ("Mind in Leeds", 7, "same"),
        ("Larkhill Training", 9, "decide"),
    ],
)
def test_the_organisation_a_raw_name_means_comes_first(register, raw, owner, verdict):
    first = register.candidates(raw)[0]
    assert (first.id, first.match.verdict) == (owner, verdict)


def test_each_organisation_comes_once_with_the_name_that_fits_best(register):
    found = register.candidates("Fennimore House Trading")
    assert [candidate.id for candidate in found].count(4) == 1
    assert found[0].name.text == "Fennimore House Trading Ltd"


def test_a_different_body_with_much_of_the_name_is_shown_with_what_speaks_against_it(register):
    found = {candidate.id: candidate.match for candidate in register.candidates("Leeds Mind")}
    assert (found[7].verdict, found[8].verdict) == (Judgement.SAME, Judgement.DIFFERENT)
    assert "Leeds in one name only" in found[8].why


def test_the_best_come_first_and_no_more_than_asked_for(register):
    found = register.candidates("Leeds City Council", limit=2)
    assert found[0].id == 2 and len(found) <= 2
    assert [c.match.score for c in found] == sorted((c.match.score for c in found), reverse=True)


@pytest.mark.parametrize("raw", ["Zanzibar Quilting", "", "???", "Ltd"])
def test_a_name_like_no_other_has_no_candidates(register, raw):
    assert register.candidates(raw) == []


def test_one_name_may_be_two_organisations(register):
    both = Register([("a", "Hope House"), ("b", "Hope House"), ("a", "Hope House")])
    assert [candidate.id for candidate in both.candidates("Hope House Ltd")] == ["a", "b"]
    assert len(both) == 1


def test_common_words_still_find_a_name_where_many_hold_them():
    names = [(at, f"{chr(97 + at % 26)}{chr(97 + at // 26)}quill Training Services") for at in range(400)]
    crowded = Register([*names, (999, "Community Training Services")])
    assert crowded.candidates("The Community Training Services Ltd")[0].id == 999
    assert crowded.candidates("Abquil Training Services") != []


@given(st.text(max_size=40))
def test_any_text_may_be_looked_for(text):
    small = Register([(1, "Tamarisk Trust"), (2, text)])
    assert all(0.25 <= candidate.match.score <= 1 for candidate in small.candidates(text))
    assert not text.strip() or small.candidates(text)[0].match.score == 1.0
