"""The rule for one fact. Claims are written (source, who speaks, day, value)."""

from datetime import UTC, date, datetime

from hypothesis import given
from hypothesis import strategies as st

from providers.settling import Claim, Fact, live, settle_fact, verify

DAY_1, DAY_2, DAY_3 = date(2026, 1, 1), date(2026, 2, 1), date(2026, 3, 1)


def claim(n, source, speaks_for, on, value, edition="a", publisher="Office", **more):
    return Claim(
        id=n,
        source=source,
        speaks_for=speaks_for,
        stated_on=on,
        recorded_at=datetime(on.year, on.month, on.day, 9, tzinfo=UTC),
        values={"tier": value},
        publisher=publisher if source == "list" else "",
        edition=edition if source == "list" else "",
        **more,
    )


def listed(n, on, value, edition="a", publisher="Office"):
    return claim(n, "list", "publisher", on, value, edition, publisher)


def settled(*claims, **when):
    return settle_fact("tier", live(claims, **when))


def test_nothing_said_settles_to_nothing():
    assert settled() == Fact(None, False, "")


def test_the_newest_list_decides_among_lists():
    assert settled(listed(1, DAY_1, "1"), listed(2, DAY_2, "2", "b")) == Fact("2", False, "list")


def test_rows_of_one_edition_that_disagree_leave_no_value():
    assert settled(listed(1, DAY_1, "1"), listed(2, DAY_1, "2")) == Fact(None, True, "list")


def test_a_later_edition_ends_the_disagreement_of_an_earlier_one():
    assert settled(listed(1, DAY_1, "1"), listed(2, DAY_1, "2"), listed(3, DAY_2, "2", "b")).value == "2"


def test_a_list_that_leaves_the_fact_out_does_not_erase_it():
    assert settled(listed(1, DAY_1, "1"), listed(2, DAY_2, None, "b")).value == "1"


def test_direct_speech_beats_a_newer_list():
    assert settled(claim(1, "call", "subcontractor", DAY_1, "2"), listed(2, DAY_3, "1")) == Fact("2", False, "direct")


def test_the_newest_word_of_one_speaker_counts():
    calls = [claim(n, "call", "subcontractor", on, v) for n, on, v in [(1, DAY_1, "1"), (2, DAY_2, "2")]]
    assert settled(*calls) == Fact("2", False, "direct")


def test_two_ends_that_differ_are_disputed_and_show_the_subcontractor():
    ends = [claim(1, "call", "subcontractor", DAY_1, "2"), claim(2, "call", "prime", DAY_2, "1")]
    assert settled(*ends) == Fact("2", True, "direct")


def test_two_ends_that_agree_are_not_disputed():
    ends = [claim(1, "call", "subcontractor", DAY_1, "2"), claim(2, "call", "prime", DAY_2, "2")]
    assert settled(*ends) == Fact("2", False, "direct")


def test_a_prime_alone_decides():
    assert settled(claim(1, "call", "prime", DAY_1, "2"), listed(2, DAY_2, "1")).value == "2"


def test_what_a_prime_publishes_as_a_list_is_a_list():
    own_list = claim(1, "list", "prime", DAY_3, "1", edition="p", publisher="Prime")
    assert settled(own_list, claim(2, "call", "subcontractor", DAY_1, "2")) == Fact("2", False, "direct")


def test_a_ruling_ends_a_dispute():
    ends = [claim(1, "call", "subcontractor", DAY_1, "2"), claim(2, "call", "prime", DAY_2, "1")]
    assert settled(*ends, claim(3, "ruling", "third-party", DAY_1, "1")) == Fact("1", False, "ruling")


def test_a_register_speaks_only_where_nobody_else_does_and_before_a_publication():
    register = claim(1, "register", "third-party", DAY_1, "1")
    page = claim(2, "web", "third-party", DAY_2, "2")
    assert settled(register, page) == Fact("1", False, "other")
    assert settled(register, page, listed(3, DAY_1, "2")).by == "list"


def test_as_it_was_leaves_later_claims_out():
    claims = [listed(1, DAY_1, "1"), listed(2, DAY_3, "2", "b")]
    assert settled(*claims, on=DAY_2).value == "1"


def test_as_we_knew_it_still_believes_what_was_withdrawn_later():
    wrong = claim(1, "call", "subcontractor", DAY_1, "2", withdrawn_at=datetime(2026, 3, 1, tzinfo=UTC))
    assert settled(wrong, listed(2, DAY_1, "1")).value == "1"
    assert settled(wrong, listed(2, DAY_1, "1"), known=datetime(2026, 2, 1, tzinfo=UTC)).value == "2"


def test_as_we_knew_it_leaves_out_what_was_recorded_later():
    assert settled(listed(1, DAY_3, "1"), known=datetime(2026, 2, 1, tzinfo=UTC)) == Fact()


def verified(*claims):
    standing = live(claims)
    return verify({"tier": settle_fact("tier", standing)}, standing)


def test_verification_compares_direct_speech_with_the_newest_list():
    said = claim(3, "call", "subcontractor", DAY_3, "2")
    assert verified(listed(1, DAY_1, "2")) == "unverified"
    assert verified(listed(1, DAY_1, "2"), said) == "confirmed"
    assert verified(listed(1, DAY_1, "1"), said) == "corrected"
    assert verified(listed(1, DAY_1, "1"), listed(2, DAY_2, "2", "b"), said) == "confirmed"
    assert verified(said, claim(4, "call", "prime", DAY_3, "1")) == "disputed"


def test_where_a_list_gives_two_values_a_call_that_names_one_of_them_confirms():
    lines = [listed(1, DAY_1, "1"), listed(2, DAY_1, "2")]
    assert verified(*lines) == "disputed"
    assert verified(*lines, claim(3, "call", "subcontractor", DAY_2, "2")) == "confirmed"
    assert verified(*lines, claim(3, "call", "subcontractor", DAY_2, "1+2")) == "corrected"


def test_what_an_organisation_publishes_is_no_check():
    website = claim(2, "web", "subcontractor", DAY_3, "2")
    assert settled(listed(1, DAY_1, "1"), website) == Fact("1", False, "list")
    assert verified(listed(1, DAY_1, "1"), website) == "unverified"


CLAIMS = st.lists(
    st.builds(
        lambda source, speaks_for, on, value, edition: (source, speaks_for, on, value, edition),
        st.sampled_from(["list", "call", "web", "register", "ruling"]),
        st.sampled_from(["publisher", "subcontractor", "prime", "third-party"]),
        st.sampled_from([DAY_1, DAY_2, DAY_3]),
        st.sampled_from([None, "1", "2"]),
        st.sampled_from(["a", "b"]),
    ),
    max_size=8,
).map(lambda rows: [claim(n, *row) for n, row in enumerate(rows)])


@given(CLAIMS, st.randoms())
def test_the_order_in_which_claims_arrive_does_not_matter(claims, random):
    shuffled = claims[:]
    random.shuffle(shuffled)
    assert settled(*claims) == settled(*shuffled)
    assert verified(*claims) == verified(*shuffled)


@given(CLAIMS)
def test_a_settled_value_was_said_by_somebody(claims):
    fact = settled(*claims)
    assert fact.value is None or fact.value in {c.values["tier"] for c in claims}
    assert fact.by or not any(c.values["tier"] for c in claims)


@given(CLAIMS)
def test_withdrawing_every_claim_leaves_nothing(claims):
    gone = [Claim(**{**vars(c), "withdrawn_at": c.recorded_at}) for c in claims]
    assert settled(*gone) == Fact()
