"""The words organisations of this field are named with, and what each says about the body, pure.

General knowledge of English and Welsh naming, typed by hand: no name of an organisation decides here. Every word is in
folded form (`names.folded`). A word none of these lists holds is taken to be rare, so that it tells bodies apart."""

from collections.abc import Iterable


def _pairs(text: str) -> dict[str, str]:
    """ "a b=c" -> {"a": "c", "b": "c"}, a line each."""
    lines = [line.split("=") for line in text.strip().splitlines()]
    return {short: full.strip() for shorts, full in lines for short in shorts.split()}


# Ways to write one legal form, common words already spelt out. The longest phrase is looked for first.
LEGAL = {
    "ltd": "ltd,limited,cyf,cyfyngedig,a company limited by guarantee,company limited by guarantee,"
    "limited by guarantee,company limited,company ltd",
    "plc": "plc,ccc,public limited company,cwmni cyfyngedig cyhoeddus",
    "llp": "llp,limited liability partnership",
    "lp": "lp",
    "cic": "cic,community interest company,cwmni buddiannau cymunedol",
    "cio": "cio,charitable incorporated organisation",
    "scio": "scio,scottish charitable incorporated organisation",
    "ips": "ips,industrial and provident society,community benefit society",
    "inc": "inc,incorporated",
}
LEGAL_PHRASES: dict[tuple[str, ...], str] = {
    tuple(phrase.split()): form for form, phrases in LEGAL.items() for phrase in phrases.split(",")
}

# Short or foreign spellings of one word.
SPELLINGS = _pairs(
    """
assoc assocn assn asscn assocs=association
dev devt devpt develop=development
ctr cntr cntre cent center canolfan=centre
trng trg train hyfforddiant=training
mgmt mgt mngmt=management
svc svcs serv servs=service
pship ptnrship ptnship pshp prtnship partneriaeth=partnership
ptnrs=partner
natl nat cenedlaethol=national
intl int=international
univ uni prifysgol=university
coll coleg=college
cyngor cncl=council
soc cymdeithas=society
org orgn orgs=organisation
proj prosiect=project
hse=house
hsg=housing
comm cmty commty cymunedol=community
cttee ctee=committee
dept=department
edn educ=education
emp empl employ=employment
ent entr=enterprise
recruit=recruitment
met metro=metropolitan
coop=cooperative
rehab=rehabilitation
info=information
tech techn=technology
fdn fndn found sefydliad=foundation
ymddiriedolaeth=trust
grp grwp=group
hosp=hospital
co cwmni=company
bros=brother
inst=institute
dr=doctor
1st=first
2nd=second
gtr=greater
vol=voluntary
govt=government
cymru=wales
lic=limited
"""
)
# Words of one meaning in the name of one kind of body: short phrase -> what is read instead.
PHRASES: dict[tuple[str, ...], tuple[str, ...]] = {
    tuple(short.split()): tuple(full.split())
    for short, full in {
        "citizens advice bureau": "citizensadvice",
        "citizens advice bureaux": "citizensadvice",
        "citizen advice bureau": "citizensadvice",
        "citizen advice bureaux": "citizensadvice",
        "citizens advice": "citizensadvice",
        "citizen advice": "citizensadvice",
        "cyngor ar bopeth": "citizensadvice",
        "cab": "citizensadvice",
        "mbc": "metropolitan borough council",
        "mdc": "metropolitan district council",
        "cbc": "county borough council",
        "lbc": "london borough council",
        "bc": "borough council",
        "dc": "district council",
        "cc": "council",
        "lb": "london borough",
        "ha": "housing association",
        "cic": "cic",
        "hmp": "prison",
        "pct": "nhs primary care trust",
        "ccg": "nhs clinical commissioning group",
        "health board": "nhs board",
        "women aid": "womensaid",
        "womens aid": "womensaid",
        "homestart": "home start",
        "united kingdom": "uk",
        "great britain": "uk",
        "in to": "into",
        "on line": "online",
        "job centre": "jobcentre",
        "sixth form": "sixthform",
    }.items()
}

FILLERS = frozenset("the and of y yr".split())  # never tell two names apart
LIGHT = frozenset("a an at by for from in into on to with w i er o".split())  # only their absence is noted

# What a body is made like, not what it does: hardly worth a thing alone.
STRUCTURE = frozenset(
    """agency alliance associate association board body bureau centre charitable charity club cluster college
    committee company confederation consortium contract cooperative corporation council department division
    federation forum foundation fund group holding incorporated institute institution international
    limited management member national network office organisation partner partnership plus programme project
    scheme service society solution team trading trust uk union unit venture""".split()
)
# What bodies of this field do, and for whom: shared by hundreds of names.
GENERIC = frozenset(
    """academy access accommodation achievement action active activity adult advice advisory advocacy age aid alcohol
    apprenticeship arts assessment assist assistance autism autistic blind board british build building business
    campaign care career carer central change child children choice church city civic coaching college commerce
    commercial commission community computer connect construction consultancy consultant consulting council
    counselling county court creative crime deaf delivery dementia development digital direct disability
    disabled discovery district diversity drug east eastern ecology economic education educational electrical
    employability employer employment empower empowerment engineering england english enterprise environment
    environmental equality ethnic european ex-offender excellence experience facility family farm finance
    financial first fitness focus food for forum forward future gateway general global good great green grow
    growth guidance health healthcare help heritage home homeless homelessness hospice hospital hospitality
    house housing human impact inclusion inclusive independence independent industrial industry information
    initiative innovation inspire integrated international into irish it job jobcentre justice key kingdom
    labour law leadership learn learner learning legal leisure life link literacy live living local logistics
    london manufacturing media medical men mental migrant minority mobility motor music my national nature new
    north northern nursery offender old older online open opportunity order our outreach parent participation
    path pathway people performance personnel physical placement plan planning point police policy positive
    possibility practice primary prison private probation professional progress progression property prospect
    psychological public quality recovery recruitment recycling refugee regeneration regional rehabilitation
    research resettlement resource resourcing response restart retail rights river road royal rural safety saint
    school science scottish sector security self senior sensory sight sixthform skill social software solution
    south southern specialist sport staff staffing start step story strategy street strength student studio
    success support sustainable system talent team technical technology theatre therapy together tomorrow tool
    town training transform transition transport treatment unemployed university unlimited urban valley victim
    village vision vocational voice voluntary voluntaryaction volunteer warehouse water way welfare well
    wellbeing welsh west western women womens work worker workforce working workplace works workshop world young
    your youth zone""".split()
)

# A branch, a site or a part of an organisation, at the end (or start) of what stands behind a dash, comma or bracket.
PARTS = frozenset(
    "branch office offices campus site department division team directorate unit section depot hq headquarters".split()
)
COUNCIL_FORMS = frozenset("city county borough district metropolitan london royal unitary town parish".split())

# The kinds of body that are never one another, whatever else the names share.
KINDS: dict[str, str] = {
    word: kind
    for kind, words in {
        "college": "college sixthform",
        "university": "university",
        "health body": "nhs hospital healthcare",
        "probation": "probation",
        "police": "police constabulary",
        "fire service": "fire",
        "prison": "prison",
        "citizens advice": "citizensadvice",
        "housing body": "housing",
        "hospice": "hospice",
        "school": "school academy",
        "church": "church cathedral diocese",
        "chamber": "chamber",
        "credit union": "credit",
        "theatre": "theatre",
        "prison service": "hmprison",
    }.items()
    for word in words.split()
}
COUNCIL = "council"
# Names many separately registered local bodies share. Knowledge of kinds: that the local bodies are others than the
# national one is also read from how the name is built (`Name.is_local`).
FEDERATED = frozenset(
    tuple(name.split())
    for name in """mind
mencap
age uk
age concern
age
ymca
ywca
citizensadvice
relate
groundwork
home start
womensaid
samaritans
scope
crossroads
rotary
victim support
rape crisis
foodbank
healthwatch
chamber commerce
volunteer centre
voluntary action
community action
council voluntary service
shopmobility
carers centre
mediation
emmaus
sure start
wildlife trust
credit union
rnib
barnardos
shelter
rspca
scouts""".splitlines()
)

KNOWN = STRUCTURE | GENERIC | LIGHT | FILLERS | COUNCIL_FORMS | PARTS | KINDS.keys() | set(SPELLINGS.values())


def singular(word: str) -> str:
    """A word every name may have in the plural, without it: "services" -> "service". Rare words stay as they are."""
    if word in KNOWN or not word.endswith("s"):
        return word
    for ending, full in (("ies", "y"), ("es", ""), ("s", "")):
        if word.endswith(ending) and word[: -len(ending)] + full in KNOWN:
            return word[: -len(ending)] + full
    return word


_SHOWN = {"citizensadvice": "Citizens Advice", "womensaid": "Women’s Aid", "sixthform": "Sixth Form"}


def shown(words: Iterable[str]) -> str:
    """Words as a sentence about a name shows them: "harbour skill" -> "Harbour Skill"."""
    return " ".join(_SHOWN.get(word, word.title()) for word in words)


def is_federated(words: Iterable[str]) -> bool:
    """Whether a name without its places is nothing but the shared name of a federation."""
    return tuple(words) in FEDERATED


def is_national(words: Iterable[str]) -> bool:
    """Whether a name is that of a whole federation: "Mind", "Groundwork UK", "National Mencap"."""
    kept = [word for word in words if word not in ("uk", "gb", "national", "charity", "trust", "federation")]
    return is_federated(words) or is_federated(kept)
