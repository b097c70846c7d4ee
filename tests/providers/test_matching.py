"""Pairs of names and what the names alone say. Invented names, and real kinds of cases."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from providers.aligning import FEW, distance_of
from providers.matching import DEFAULT, Judgement, Side, compare, weights_of
from providers.names import read

ONE = """
Larkhill Skills Ltd | The Larkhill Skills Limited
Larkhill Skills Limited, The | Larkhill Skills
Larkhill Skills | Larkhill Skills Community Interest Company
Tallis & Rowe LLP | Tallis and Rowe
Cwmni Larkhill Cyf | Cwmni Larkhill Ltd
Work-Link Training | Worklink Training Ltd
Rehab Oak Fit | RehabOakFit Ltd
A.4.q | A4q
R N Q B | RNQB
Steps 2 Larkhill | Steps to Larkhill
Larkhill Community Dev Assoc | Larkhill Community Development Association
Larkhill Training & Development Ctr Ltd | Larkhill Training and Development Centre
St Tamar's Trust | Saint Tamars Trust
Tamarisk Employmnt Services | Tamarisk Employment Service
Orrery Foundation for Organisation | Orrery Foundation for Organization
Barnsley MBC | Barnsley Metropolitan Borough Council
Barnsley Council | Barnsley Metropolitan Borough Council
LB Camden | London Borough of Camden
Royal Borough of Greenwich | Greenwich Council
Hackney, London Borough of | LB Hackney
Tallis &amp; Rowe | Tallis and Rowe
St Tamarâ€™s | St Tamar’s
Council of the City of Sunderland | Sunderland City Council
Cyngor Gwynedd | Gwynedd Council
N Yorks County Council | North Yorkshire County Council
Mind in Bradford | Bradford Mind
Swindon CAB | Citizens Advice Swindon
Orrery Cymru | Orrery Wales
Harbour Skills (part of the Tallis Group) | Harbour Skills
Fennimore House Voluntary Organisation (FHVO) | Fennimore House Voluntary Organisation
Age UK (Leeds) | Age UK Leeds
Change Tallis Live (CTL) | Change Tallis Live
"""

OPEN = """
Larkhill Ltd | Larkhill CIC
Larkhill plc | Larkhill Limited
Pathway to Work | Pathways to Work
Fenimore Training | Fennimore Traning
Tamarsik Employment | Tamarisk Employment
Larkhill Trust | Larkhill Tr ust Holdings
Larkhill | Larkhill Services
Larkhill Group | Larkhill Training
Larkhill - Leeds Office | Larkhill
Harbour Skills (Tamarisk) | Harbour Skills
Bury Town Council | Bury Council
Larkhill Leeds | Larkhill
Larkhill (Leeds) | Larkhill
Leeds City Council, Adult Services Department | Leeds City Council
Leeds City Council Employment and Skills | Leeds City Council
Brighton Council | Brighton and Hove City Council
Newcastle City Council | Newcastle upon Tyne City Council
Durham City Council | Durham County Council
Leicster City Council | Leicester City Council
Birmingham Cty Council | Birmingham City Council
Tallis Ltd t/a Skillforge | Skillforge
Skillforge (formerly Tallis Training) | Tallis Training
Harbour Into Jobs (Bury Borough Council) | Bury Borough Council
TRNQ | Tallis Rowe National Quarry
QRS Group (Quarry Rowe Support) | Quarry Rowe Support
RehabOkFit | Rehab Oak Fit
City College Norwich | Norwich City College
Business in the Community | Community in Business
Career Trust | Careers Trust
Tallis PDG | Tallis People Development Group
Sheff City Council | Sheffield City Council
Quarryworks | Tallis College Group (Quarryworks)
Wirral MBC - Wirral Working | Wirral Council
Work Zone (Leeds City Council) | Work Zone
Work Zone (Leeds City Council) | Work Zone (Bury Council)
Somali Oak Centre of Hope | Somali Oak Centre for Hope
"""

TWO = """
Leeds City Council | Leicester City Council
Leicester City Council | Leicestershire County Council
North Lincolnshire Council | North East Lincolnshire Council
East Lothian Council | West Lothian Council
Newcastle-under-Lyme Borough Council | Newcastle upon Tyne City Council
Kent Probation Trust | Essex Probation Trust
Chichester College | Colchester College
Oakley College | Otley College
Newcastle College | Newcastle University
University of Leeds | Leeds Beckett University
Birmingham City Council | Birmingham City University
Lewisham College | Lewisham Council
Halton Borough Council | Halton Citizens Advice Bureau
Leeds Teaching Hospitals NHS Trust | Leeds and York Partnership NHS Foundation Trust
Mind | Leeds Mind
Orrery | Orrery in Kirklees
Orrery | Leeds Orrery
Age UK | Age UK Cheshire East
Age UK Norfolk | Age UK North Norfolk
Cardiff YMCA | Swansea YMCA
Wrexham CAB | Rotherham CAB
Orrery Scotland | Orrery Wales
Groundwork East | Groundwork North East
RNIB | RNID
BTCV | BTEG
P3 Charity | P4 Charity
Area 51 Education | Area 52 Education
Harbour Training Ltd | Harvest Training Ltd
Acorn Recruitment | Acorn Housing Association
St Giles Trust | St Giles Hospice
Working Harbour | Community Harbour
Employment Plus | Employment Pathways
Links | Community Links
TQS (Leeds Quarry Support) | Kent Quarry Support
Torfaen Training | Torfaen Citizens Advice Bureau
Larkhill | ???
"""


def pairs(text):
    return [tuple(line.split(" | ")) for line in text.strip().splitlines()]


@pytest.mark.parametrize(("one", "other"), pairs(ONE))
def test_two_ways_to_write_one_name_are_the_same(one, other):
    assert compare(one, other).verdict == Judgement.SAME, compare(one, other).why


@pytest.mark.parametrize(("one", "other"), pairs(OPEN))
def test_names_that_may_be_one_are_for_a_person(one, other):
    assert compare(one, other).verdict == Judgement.DECIDE, compare(one, other).why


@pytest.mark.parametrize(("one", "other"), pairs(TWO))
def test_two_bodies_stay_two(one, other):
    assert compare(one, other).verdict == Judgement.DIFFERENT, compare(one, other).why


@pytest.mark.parametrize(
    ("one", "other", "field", "side", "sentence"),
    [
        ("Leeds Training", "Leicester Training", "Place", "against", "Leeds against Leicester: different places"),
        ("Tamarisk Trust", "Tamarisk Group", "Name", "for", "the same rare word: Tamarisk"),
        ("TRNQ", "Tallis Rowe Nu Quarry", "Acronym", "for", "one name is the initials of the other: TRNQ"),
        ("Tallis Ltd", "Tallis CIC", "Legal form", "against", "legal forms differ: Ltd, CIC"),
        ("Bury College", "Bury Council", "Kind", "against", "college against council: different kinds of body"),
        ("Tallis", "Tallis - York Branch", "Branch", "against", "a part or branch: york branch"),
        ("Tallis t/a Orrery", "Orrery", "Other names", "for", "one name states another name: orrery"),
        ("Fenimore Trust", "Fennimore Trust", "Spelling", "against", "“fenimore” against “fennimore”"),
        ("Harbour Skills", "Harbour Skills Trading", "Name", "against", "in one name only: Trading"),
        ("Durham City Council", "Durham County Council", "Kind", "against", "forms of council: city against county"),
    ],
)
def test_the_evidence_is_a_sentence_a_person_can_judge_by(one, other, field, side, sentence):
    evidence = compare(one, other).evidence
    assert (field, Side(side), sentence) in [(e.field, e.side, e.sentence) for e in evidence]


def test_the_score_lies_in_the_band_of_the_verdict():
    for one, other in pairs(ONE) + pairs(OPEN) + pairs(TWO):
        match = compare(one, other)
        low, high = {"same": (0.95, 1), "decide": (0.5, 0.94), "different": (0, 0.49)}[match.verdict]
        assert low <= match.score <= high


def test_a_word_many_names_of_the_register_hold_is_no_longer_rare():
    many = [read(f"Orrery {chr(97 + at % 26) * 3}{chr(97 + at // 26) * 4}") for at in range(FEW)]
    weights = weights_of(many)
    assert (DEFAULT.of("orrery"), weights.of("orrery")) == (1.0, 0.0)
    assert weights.of("training") == DEFAULT.of("training")
    assert compare("Orrery Group", "Orrery Training").verdict == Judgement.DECIDE
    assert compare("Orrery Group", "Orrery Training", weights).verdict == Judgement.DIFFERENT


def test_few_names_say_nothing_about_what_is_common():
    assert weights_of([read("Orrery One"), read("Orrery Two")]) is DEFAULT


@pytest.mark.parametrize(
    ("one", "other", "distance"),
    [
        ("tamarisk", "tamarsik", 1),
        ("fenimore", "fennimore", 1),
        ("prospect", "prospects", 1),
        ("rnib", "rnid", 0),
        ("ingeus", "inclus", 0),
        ("derby", "derbyshire", 0),
        ("marlow", "harlow", 0),
        ("bradford", "bedford", 0),
        ("area51", "area52", 0),
        ("peop", "people", 1),
    ],
)
def test_what_may_be_a_slip_of_the_pen(one, other, distance):
    assert distance_of(one, other) == distance_of(other, one) == distance


# ---- whatever the names

WORDS = """the & and of in ltd limited cic plc trust (the) council city borough county london college university nhs
mind cab age uk leeds leicester north east yorkshire st saint - , (formerly t/a part office branch department training
skills services tamarisk tamarsik larkhill worklink work link a 4 e 2 rnib rnid ) cymru wales""".split()
NAMES = st.lists(st.sampled_from(WORDS), min_size=1, max_size=7).map(" ".join)
ANY = st.text(max_size=40) | NAMES


@given(ANY, ANY)
def test_which_name_is_called_first_changes_nothing(one, other):
    forth, back = compare(one, other), compare(other, one)
    assert (forth.verdict, forth.score) == (back.verdict, back.score)


@given(ANY)
def test_a_name_is_the_same_as_itself(name):
    assert (compare(name, name).verdict, compare(name, name).score) == (Judgement.SAME, 1.0)


@given(NAMES, NAMES)
def test_capitals_tell_nothing_apart(one, other):
    assert compare(one.upper(), other).verdict == compare(one, other.title()).verdict


BODIES = st.sampled_from(
    ["Tamarisk Training", "Harbour House", "Orrery", "Work-Link", "Leeds Mind", "Bury College", "Kent Probation Trust"]
)


@given(BODIES, st.sampled_from(["The {}", "{} Ltd", "{} Limited", "{}.", "“{}”", " {} ", "{} (Ltd)", "{}, The"]))
def test_the_article_punctuation_and_legal_form_tell_nothing_apart(name, way):
    assert compare(name, way.format(name)).verdict == Judgement.SAME


@given(
    st.sampled_from(
        ["Tallis Rowe", "Council", "College", "Mind", "Probation Trust", "Training Services", "CAB", "Orrery"]
    ),
    st.sampled_from(["{place} {body}", "{body} {place}", "{body} in {place}", "{body} ({place})", "{body} - {place}"]),
    st.permutations(["Leeds", "Kent", "North Kent", "Stoke-on-Trent", "Wales", "Vale of Glamorgan", "N Yorks"]),
)
def test_another_place_is_never_the_same_body(body, way, places):
    here, there = (way.format(body=body, place=place) for place in places[:2])
    assert compare(here, there).verdict != Judgement.SAME
    assert compare(here, body).verdict != Judgement.SAME
