"""The rules of a round's report, without a database: a position's disposition, what is as listed, the days, the
picture."""

import dataclasses
import datetime as dt
from xml.etree.ElementTree import fromstring

import pytest
from hypothesis import given
from hypothesis import strategies as st

from providers.settling import Claim
from supplychains.survey.dispositions import LETTERS, OFF_THE_MAP, OUT_OF_ROUND, Part
from supplychains.survey.measuring.accuracy import Evidence, Reason, Verdict, check, tally
from supplychains.survey.measuring.additions import additions
from supplychains.survey.measuring.asked import Asked
from supplychains.survey.measuring.counting import Line, organisations, positions
from supplychains.survey.measuring.narrowing import NAMES, Narrowing, choices
from supplychains.survey.measuring.picture import picture, picture_file
from supplychains.survey.measuring.positions import position_disposition
from supplychains.survey.measuring.progress import Day, Moments, progress
from supplychains.survey.measuring.reliability import reliability
from supplychains.survey.script import FACTS
from supplychains.survey.vocabulary import Disposition, Letter

DAY = dt.date(2026, 3, 1)
ALL = Part(settled=FACTS)
NOTHING = Part()


# ---- positions


@pytest.mark.parametrize(
    ("part", "case", "more", "expected"),
    [
        (ALL, "complete", {}, "complete"),
        (ALL, "partial", {}, "complete"),
        (Part(settled=("involvement", "tier"), untold=("referral_status",)), "complete", {}, "complete"),
        (Part(settled=("tier",)), "partial", {}, "partial"),
        (Part(settled=("tier",), untold=("involvement", "referral_status")), "partial", {}, "partial"),
        (Part(untold=FACTS), "partial", {}, "refused"),
        (NOTHING, "partial", {}, "reached-no-answer"),
        (NOTHING, "partial", {"declined": True}, "refused"),
        (ALL, "partial", {"declined": True}, "complete"),
        (NOTHING, "refused-by-prime", {"declined": True}, "refused-by-prime"),
        (NOTHING, "reached-no-answer", {}, "reached-no-answer"),
        (NOTHING, "not-reached", {}, "not-reached"),
        (NOTHING, "not-started", {}, "not-started"),
        (ALL, "closed", {}, "closed"),
        (Part(given_up=OFF_THE_MAP), "complete", {}, "never-existed"),
        (Part(given_up=OUT_OF_ROUND), "not-reached", {}, "out-of-round"),
        (Part(given_up=OFF_THE_MAP), "refused", {"declined": True}, "refused"),
        (Part(settled=FACTS, given_up=OFF_THE_MAP), "complete", {}, "complete"),
        (Part(given_up="Declined", declined="refused-by-prime"), "partial", {}, "refused-by-prime"),
        (Part(given_up="The supervisor says so"), "partial", {}, "reached-no-answer"),
        (Part(given_up="The supervisor says so"), "not-reached", {}, "not-reached"),
        (Part(wanted=("tier",), settled=("tier",)), "complete", {}, "complete"),
        (Part(wanted=()), "complete", {}, "complete"),
        (Part(wanted=()), "not-reached", {}, "not-reached"),
        (ALL, "other", {"overridden": True}, "other"),
    ],
)
def test_a_position_stands_as_it_was_spoken_of_and_else_as_its_case(part, case, more, expected):
    assert position_disposition(part, case, **more) == expected


PARTS = st.builds(
    lambda settled, untold, given_up: Part(
        settled=tuple(settled), untold=tuple(set(untold) - set(settled)), given_up=given_up
    ),
    st.sets(st.sampled_from(FACTS)),
    st.sets(st.sampled_from(FACTS)),
    st.sampled_from(["", OFF_THE_MAP, OUT_OF_ROUND]),
)
LINES = st.lists(
    st.builds(
        lambda position, case, area, prime, tier, disposition: (position, case, area, prime, tier, disposition),
        st.integers(1, 10**6),
        st.integers(1, 6),
        st.integers(1, 3),
        st.integers(1, 3),
        st.sampled_from(["1", "2", "1+2", "unknown"]),
        st.sampled_from(list(Disposition)),
    ),
    max_size=30,
)


def lines_of(made):
    """Lines of positions; a case has one disposition, that of its first position."""
    cases = {}
    for _, case, *_, disposition in made:
        cases.setdefault(case, disposition)
    return [
        Line(
            n,
            case,
            case,
            (area, f"Area {area}"),
            (f"p{prime}", f"Prime {prime}"),
            tier,
            "third",
            disposition,
            cases[case],
        )
        for n, case, area, prime, tier, disposition in made
    ]


@given(PARTS, st.sampled_from(list(Disposition)), st.booleans())
def test_a_position_of_nobody_reached_is_never_an_interview_without_an_answer(part, case, declined):
    letter = LETTERS[position_disposition(part, case, declined=declined)]
    assert (letter in (Letter.I, Letter.P)) <= bool(part.settled)
    assert LETTERS[case] != Letter.NE or letter == Letter.NE


# ---- counting and narrowing


@given(LINES)
def test_dispositions_add_up_to_cases_and_to_positions(made):
    lines = lines_of(made)
    assert organisations(lines).whole == len({line.case for line in lines})
    assert positions(lines).whole == len(lines)
    for counts in (organisations(lines), positions(lines)):
        assert sum(counts.letters.values()) == counts.whole
        assert all(rate.per_cent is None or 0 <= rate.per_cent <= 100 for rate in counts.rates().values())
        assert all(rate.base is None or rate.part <= rate.base for rate in counts.rates().values())


@given(LINES)
def test_the_positions_of_every_area_prime_or_tier_add_up(made):
    lines = lines_of(made)
    for name in NAMES:
        parts = [[line for line in lines if Narrowing(**{name: code}).takes(line)] for code, _ in choices(lines)[name]]
        assert sorted(line.position for part in parts for line in part) == sorted(line.position for line in lines)
        assert sum(positions(part).whole for part in parts) == positions(lines).whole
        assert sum(organisations(part).whole for part in parts) >= organisations(lines).whole


def test_what_a_round_does_not_know_narrows_nothing():
    lines = lines_of([(1, 1, 1, 1, "1", Disposition.COMPLETE)])
    assert Narrowing.asked({"area": "9", "prime": "p1", "tier": "<b>"}, lines) == Narrowing(prime="p1")


@pytest.mark.parametrize(
    ("typed", "e"),
    [("85", 0.85), (" 85 % ", 0.85), ("0", 0.0), ("100", 1.0), ("8.5", 0.085), ("", None)]
    + [(wrong, None) for wrong in ("-1", "101", "e", "1e2", "nan", "inf", "8.5.5", "٣")],
)
def test_another_e_is_a_share_in_per_cent(typed, e):
    asked = Asked.of({"e": typed}, [])
    assert asked.e == (pytest.approx(e) if e is not None else None)
    assert bool(asked.wrong) == (e is None and bool(typed))


# ---- how right lists were


def claims(*made):
    """Claims oldest first out of (source, end, values)."""
    at = dt.datetime(2026, 3, 1, tzinfo=dt.UTC)
    ends = {"list": "publisher"}
    return tuple(
        Claim(n, source, end or ends[source], DAY, at, values, publisher="Office", edition="feb")
        for n, (source, end, values) in enumerate(made)
    )


def on_list(**values):
    return ("list", "", {"listed": True, **values})


def call(end="subcontractor", **values):
    return ("call", end, values)


@pytest.mark.parametrize(
    ("listed", "spoken", "verdict", "reasons"),
    [
        ({"tier": "1"}, [call(involvement="delivering", tier="1")], "as-listed", []),
        ({}, [call(involvement="delivering", tier="1")], "as-listed", []),
        ({"tier": "1"}, [call(tier="2")], "otherwise", ["tier"]),
        ({"tier": "1"}, [call(involvement="left", tier="2")], "otherwise", ["left"]),
        ({}, [call(involvement="never")], "otherwise", ["never"]),
        ({}, [call(involvement="bid-only")], "otherwise", ["bid-only"]),
        (
            {},
            [call(involvement="not-delivering", referral_status="none")],
            "as-listed",
            ["not-delivering", "no-referrals"],
        ),
        ({"tier": "1"}, [call(involvement="not-delivering", tier="2")], "otherwise", ["tier", "not-delivering"]),
        ({}, [call(involvement="delivering"), call("prime", involvement="left")], "differ", []),
        ({}, [call(involvement="left"), call("prime", involvement="never")], "otherwise", ["left"]),
        ({}, [call(involvement="delivering"), call("prime", involvement="not-delivering")], "as-listed", []),
        ({"tier": "1"}, [call(tier="1"), call("prime", tier="2")], "differ", []),
        ({"tier": "1"}, [call("prime", tier="2")], "otherwise", ["tier"]),
    ],
)
def test_what_a_call_finds_of_a_listed_position(listed, spoken, verdict, reasons):
    found = check(Evidence(claims(on_list(**listed)), claims(*spoken)))
    assert (found.verdict, list(found.reasons)) == (verdict, reasons)


def test_where_a_call_kept_both_words_the_sources_differ():
    said = claims(call(tier="2"))[0]
    kept_both = dataclasses.replace(said, differs=("tier",))
    assert check(Evidence(claims(on_list(tier="1")), (kept_both,))).verdict == Verdict.DIFFER


def test_a_sector_other_than_listed_makes_its_position_otherwise():
    sector = {
        "sector_listed": claims(("list", "", {"sector": "third"})),
        "sector_spoken": claims(call(sector="private")),
    }
    found = check(Evidence(claims(on_list()), claims(call(involvement="delivering")), **sector))
    assert (found.verdict, found.reasons) == (Verdict.OTHERWISE, (Reason.SECTOR,))


def test_rows_of_a_list_that_disagree_are_right_if_one_of_them_is():
    both = claims(on_list(tier="1"), on_list(tier="2"))
    assert check(Evidence(both, claims(call(tier="2")))).verdict == Verdict.AS_LISTED


def test_nothing_is_checked_where_no_list_or_no_call_speaks():
    assert check(Evidence((), claims(call(tier="1")))) is None
    assert check(Evidence(claims(on_list()), ())) is None
    assert tally([]).checked == 0 and set(tally([]).verdicts.values()) == {0}


WORDS = st.fixed_dictionaries(
    {}, optional={"involvement": st.sampled_from(["delivering", "not-delivering", "left", "never", "bid-only"]),
                  "tier": st.sampled_from(["1", "2"]), "referral_status": st.sampled_from(["none", "receiving"])}
)  # fmt: skip


@given(st.lists(st.tuples(WORDS, st.lists(st.tuples(st.sampled_from(["subcontractor", "prime"]), WORDS)))))
def test_the_verdicts_add_up_to_what_was_checked(made):
    found = [check(Evidence(claims(on_list(**w)), claims(*(call(e, **v) for e, v in said)))) for w, said in made]
    result = tally(filter(None, found))
    assert sum(result.verdicts.values()) == result.checked
    assert all(number <= result.checked for number in result.reasons.values())


def test_who_is_found_in_the_chain_is_an_addition_and_who_never_was_is_none():
    place = (1, "Westmere", "p1", "Avenmoor Group")
    found = additions(
        [
            (place, claims(call(involvement="delivering", tier="2"))),
            (place, claims(call(involvement="never"))),
            (place, ()),
        ]
    )
    assert [(one.area, one.prime, one.tier) for one in found] == [((1, "Westmere"), ("p1", "Avenmoor Group"), "2")]


def test_the_sector_of_an_organisation_is_one_pair_however_many_positions_it_has():
    sector = {"sector_listed": claims(("list", "", {"sector": "third"})), "sector_spoken": claims(call(sector="third"))}
    one = Evidence(claims(on_list(tier="1")), claims(call(tier="2", involvement="left")), **sector)
    found = {(line.who[:4], line.fact): line.found for line in reliability([(7, one), (7, one)])}
    assert found["List", "Sector"].pairs == 1
    assert (found["List", "Tier"].pairs, found["List", "Tier"].agree) == (2, 0)
    assert (found["List", "In the chain, or not"].agree, found["The ", "Tier"].pairs) == (0, 0)


# ---- days and their picture


def test_days_add_up_and_what_lies_outside_counts_at_the_ends():
    before, after = DAY - dt.timedelta(9), DAY + dt.timedelta(9)
    moments = [Moments(DAY, DAY + dt.timedelta(1)), Moments(before), Moments(None, after), Moments()]
    found = progress(moments, first=DAY, last=DAY + dt.timedelta(2))
    assert [(one.reached, one.settled) for one in found] == [(2, 0), (2, 1), (2, 2)]


def test_a_round_of_one_day_and_one_that_has_not_begun_have_one_day():
    assert progress([], first=DAY, last=DAY - dt.timedelta(3)) == [Day(DAY, 0, 0)]


@given(st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)), min_size=1, max_size=60), st.integers(0, 5000))
def test_a_picture_is_well_formed_and_stays_inside_its_frame(counts, whole):
    days = [Day(DAY + dt.timedelta(n), *pair) for n, pair in enumerate(counts)]
    root = fromstring(picture(days, whole))
    *_, width, height = map(float, root.get("viewBox").split())
    assert all(0 <= float(text.get("x")) <= width and 0 <= float(text.get("y")) <= height for text in root.iter("text"))
    ends = [text.text for text in root.iter("text")][-3:]
    assert {f"{days[-1].reached:,} reached", f"{days[-1].settled:,} settled"} <= set(ends)
    assert len({round(float(text.get("y"))) for text in list(root.iter("text"))[-3:]}) == 3


def test_the_lines_are_told_apart_by_stroke_and_word_and_not_by_colour():
    drawn = picture([Day(DAY, 1, 0), Day(DAY + dt.timedelta(1), 3, 2)], 4)
    reached, settled = (
        next(p for p in fromstring(drawn).iter("path") if p.get("class") == n) for n in ("reached", "settled")
    )
    assert reached.get("stroke-dasharray") and not settled.get("stroke-dasharray")
    assert reached.get("stroke") == settled.get("stroke") == "currentColor"
    assert 'aria-label="1 March 2026 to 2 March 2026: of 4 organisations, 3 reached and 2 settled at the end."' in drawn


def test_a_file_escapes_its_words():
    made = picture_file([Day(DAY, 1, 1)], 2, title='A & B <svg> \x07"', caption="1 < 2")
    assert fromstring(made).find("{http://www.w3.org/2000/svg}title").text == 'A & B <svg> "'
