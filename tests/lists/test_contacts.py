"""What counts as a way to reach a person in a text, and what of years, amounts and record numbers does not."""

import pytest

from supplychains.lists.parsing.contacts import holds_contact
from supplychains.lists.parsing.values import read_values

TEXTS = {
    "Odile, odile.marsh@example.org": True,
    "rang 0161 496 0142 in May": True,
    "0161-496-0142": True,
    "(0161) 4960142": True,
    "01632 960123": True,
    "mobile 07700 900123": True,
    "020 7946 0123, ext 4": True,
    "+44 (0)1632 960123": True,
    "0044 161 496 0142": True,
    "+353 1 234 5678": True,
    "0800 1111": True,
    "": False,
    "Minutes of 3 May": False,
    "decision 6735, 17 Jun 2011": False,
    "item 22410 (about 1,700 referrals so far) and docslib 8483517": False,
    "records 1124803 and 1124911, Mar 2012": False,
    "company 01234567, charity 1124803, UKPRN 10001234": False,
    "01/02/2012, 01-02-2012 and 2012-02-01": False,
    "01.02.2012 12:30": False,
    "ISBN 0123456789": False,
    "Sefton@Work": False,
    "2011/12 accounts": False,
}


@pytest.mark.parametrize("text", TEXTS)
def test_a_contact_is_told_from_other_numbers(text):
    assert holds_contact(text) is TEXTS[text]


def test_a_source_with_a_contact_is_not_taken_over_and_that_is_said():
    said, notes = read_values({"area": "Westmere", "source_note": "ring 0161 496 0142"})
    assert said == {"area": "Westmere"}
    sentence = "The source was not taken over: it holds a phone number or an e-mail address."
    assert notes == [{"code": "source", "text": sentence}]
    assert read_values({"source_note": "Minutes of 3 May"}) == ({"source_note": "Minutes of 3 May"}, [])
