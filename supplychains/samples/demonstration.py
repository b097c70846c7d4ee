"""The demonstration programme: an invented list imported as any list is, and the calls that followed. All through
the actions.

What every organisation would say is in invention.py; here it is asked. `on` is the day the demonstration is made
for: the list came nine months before it, a first short round of calls soon after, the present round in the last nine
days. `at` is the moment of that day at which callbacks are due, missed and still to come."""

import csv
import io
import random
import uuid
from datetime import datetime, time, timedelta

from django.db import transaction
from django.utils import timezone

from providers.actions import register_provider, state_sector
from providers.models import Provider
from providers.names import normal_form
from supplychains.contracts.actions import award_contract, define_area, define_programme, place, state_position
from supplychains.contracts.models import Subcontract
from supplychains.lists.actions import apply_list, stage_list
from supplychains.survey.actions import hold_case, open_call, open_round, record_attempt, resume, skip_case
from supplychains.survey.models import Outcome
from supplychains.survey.policy import AT_ANY_TIME
from supplychains.survey.queue import claim_next, extend_lease
from supplychains.survey.vocabulary import Disposition
from supplychains.survey.when import Window

from .invention import invent
from .morning import keep_aside, leave_for_the_day

PUBLISHER = "Employment Support Office"
HEADINGS = ["CPA", "Prime provider", "Organisation", "Role", "Organisation type", "Telephone"]
ANSWERED = (Disposition.COMPLETE, Disposition.PARTIAL)
NO_ANSWER = (Disposition.NOT_REACHED, Disposition.REACHED_NO_ANSWER)
SHARE_ANSWERED = 0.65
UNREACHED = [("no-answer", 6), ("voicemail", 3), ("busy", 1), ("front-desk", 2)]


@transaction.atomic
def load_demonstration(*, by, caller, on, at=None, seed=1):
    """The invented programme of a seed with its list and its calls. The programme; loading it again changes nothing.

    `at`: the moment of `on` it is loaded at, ten o'clock unless said.
    """
    at = at or timezone.make_aware(datetime.combine(on, time(10)))
    programme, is_new = define_programme(
        slug="demonstration",
        name="Demonstration programme",
        commissioner=PUBLISHER,
        description="A wholly invented programme, to try everything on.",
        starts_on=on.replace(month=1, day=1) - timedelta(days=365),
        is_invented=True,
        source="Invented. No organisation, number or answer in it is real.",
    )
    if is_new:
        invention = invent(seed)
        contracts = _contracts(programme, invention, by, on)
        _import(programme, invention, by, on)
        _hang(invention, contracts)
        _call(programme, invention, by, caller, on, random.Random(f"calls/{seed}"))
        _leave_for_the_board(programme, by, caller, on)
        leave_for_the_day(programme.rounds.latest("number"), by=by, caller=caller, at=at)
        _other_voices(contracts, by, on)
    return programme


def _contracts(programme, invention, by, on):
    areas = {
        number: define_area(programme=programme, number=number, name=name, grid_row=1, grid_column=number)[0]
        for number, name, _ in invention.areas
    }
    contracts = {}
    for name, area, _ in invention.primes:
        prime = register_provider(name=name)
        state_sector(
            provider=prime,
            sector="private",
            source="web",
            speaks_for="third-party",
            stated_on=on - timedelta(days=300),
            reference="Award notice of the invented commissioner",
            by=by,
        )
        contracts[name] = award_contract(area=areas[area], prime=prime, reference=f"{area}{name[0]}")[0]
    return contracts


def _import(programme, invention, by, on):
    """The list as a messy file: a title, an empty line, then headings; see invention.py for what is wrong with it."""
    text = io.StringIO()
    lines = csv.writer(text)
    lines.writerow([f"{PUBLISHER}: supply chain list of the Demonstration programme"])
    lines.writerows([[], HEADINGS, *invention.rows])
    published_on = on - timedelta(days=270)
    edition = stage_list(
        content=text.getvalue().encode("utf-8-sig"),
        file_name="supply-chain-list.csv",
        programme=programme,
        publisher_name=PUBLISHER,
        published_on=published_on,
        licence="None needed: invented for the demonstration",
        doubtful="new",
        by=by,
    )
    apply_list(provider_list=edition, by=by, at=_morning(published_on))  # before the calls, as lists are


def _find(name):
    return Provider.objects.named([normal_form(name)]).first()


def _hang(invention, contracts):
    """Some specialists work under an end-to-end body. Where the list has one of the two under another spelling, not."""
    for names in invention.under:
        above, below = (_position(contracts[names[2]], name) for name in names[:2])
        if above and below:
            below.hang_under(above)


def _position(contract, name):
    return Subcontract.objects.filter(prime_contract=contract, provider=_find(name)).first()


# ---- calls


def _call(programme, invention, by, caller, on, rng):
    truths = {normal_form(body.name): body for body in invention.bodies}
    coast = programme.areas.filter(number=2)
    first = open_round(
        programme=programme,
        areas=coast,
        opens_on=on - timedelta(days=250),
        closes_on=on - timedelta(days=235),
        policy=AT_ANY_TIME,
        by=by,
    )
    _work(first, caller, truths, rng, attempts=9)
    present = open_round(programme=programme, opens_on=on - timedelta(days=9), policy=AT_ANY_TIME, by=by)
    keep_aside(present, by=by, at=_morning(present.opens_on))
    _work(present, caller, truths, rng, until=on)


def _work(round, caller, truths, rng, attempts=None, until=None):
    """One caller's working days: next call after next call, until enough have answered or the days are over."""
    clock = _morning(round.opens_on)
    enough = SHARE_ANSWERED * round.cases.count()
    made = 0
    while made != attempts and (until is None or clock.date() < until):
        case = claim_next(by=caller, at=clock, round=round)
        if case:
            _attempt(case, caller, clock, truths, rng)
            made += 1
            if round.cases.filter(disposition__in=ANSWERED).count() >= enough:
                break
        clock = _next_slot(clock, rng, idle=case is None)


def _morning(day):
    while day.weekday() > 4:
        day += timedelta(days=1)
    return timezone.make_aware(datetime.combine(day, time(9, 30)))


def _next_slot(clock, rng, idle):
    """A quarter of an hour later, or the next working morning."""
    later = clock + timedelta(minutes=90 if idle else rng.randint(9, 21))
    return later if timezone.localtime(later).time() < time(16, 45) else _morning(clock.date() + timedelta(days=1))


def _attempt(case, caller, at, truths, rng):
    known = {name.key for name in case.provider.names.all()}
    body = next((truths[key] for key in known if key in truths), None)
    key, answers, more = _what_happened(case, body, at, rng)
    client_id = uuid.UUID(int=rng.getrandbits(128), version=4)
    ended_at = at + _length(key, random.Random(str(client_id)))
    record_attempt(
        case=case,
        by=caller,
        at=ended_at,
        dialled_at=at,
        ended_at=ended_at,
        client_id=client_id,
        outcome=Outcome.objects.get(key=key),
        number=case.provider.numbers.first(),
        answers=answers,
        **more,
    )


def _length(key, rng):
    """How long a call took: interviews around seven minutes, others around one."""
    return timedelta(seconds=rng.randint(240, 600) if key == "answered" else rng.randint(20, 110))


def _what_happened(case, body, at, rng):
    """(outcome, answers, what else was noted): somebody answers in two calls of three."""
    chance = rng.random()
    if chance < 0.34:
        key = rng.choices([k for k, _ in UNREACHED], [w for _, w in UNREACHED])[0]
        return key, None, {"note": "Try in the mornings."} if key == "front-desk" else {}
    if chance < 0.40:
        start = at + timedelta(days=2 if at.weekday() < 3 else 4)  # two working days later
        return "call-back", None, {"role": "operations manager", "callback": Window(start, start + timedelta(hours=1))}
    if chance < 0.46:
        key = rng.choice(["declined", "declined-for-good", "prime-forbids"])
        return key, None, {"note": "Does not want to talk about contracts."}
    if body is None:
        return "wrong-organisation", None, {"note": "Never heard of the name on the list."}
    return "answered", _answers(case, body, rng), {"role": rng.choice(["manager", "operations manager", "director"])}


def _answers(case, body, rng):
    answers = {None: {"right_organisation": "yes", "sector": body.sector}}
    for target in case.targets.select_related("subcontract__prime_contract__provider"):
        truth = body.truths.get(target.subcontract.prime_contract.provider.name)
        answers[target.pk] = _about(truth, rng) if truth else {"part_of_it": "never"}
    return answers


def _about(truth, rng):
    if truth.part in ("bid-only", "never"):
        return {"part_of_it": "bid" if truth.part == "bid-only" else "never"}
    said = {"part_of_it": {"yes": "still"}.get(truth.part, truth.part), "role": truth.tier}
    if truth.part == "yes":
        said["delivering"] = truth.delivering
    if truth.part != "agreed":
        said["referrals"] = truth.referrals if rng.random() < 0.93 else "would-not-say"
    return said


def _leave_for_the_board(programme, by, caller, on):
    """What waits for a supervisor on the last working day: a refusal, information to send, a chain to place, a case
    kept back, one put back, a call nobody recorded."""
    present, clock = programme.rounds.order_by("-number").first(), _last_morning(on)
    waiting = present.cases.filter(disposition__in=NO_ANSWER, work_status__in=["ready", "waiting"])
    cases = list(waiting.order_by("pk")[:6])
    said: list[tuple[str, dict]] = [
        ("declined", {"note": "Not before the audit is over."}),
        ("send-information", {"send_to": "office, by mail", "note": "Wants it in writing first."}),
        ("front-desk", {"note": "Knows of more.", "chains": [{"words": "Something with the college up north"}]}),
    ]
    for number, (case, (key, more)) in enumerate(zip(cases, said, strict=False)):
        extend_lease(case=case, by=caller, at=clock)
        clock += timedelta(minutes=2)
        record_attempt(
            case=case,
            by=caller,
            at=clock,
            dialled_at=clock - timedelta(minutes=2),
            ended_at=clock,
            client_id=uuid.UUID(int=number + 1, version=4),
            outcome=Outcome.objects.get(key=key),
            number=case.provider.numbers.first(),
            **more,
        )
    _leave_undone(cases[3:], caller, clock)


def _leave_undone(cases, caller, at):
    """One kept back, one put back, and a call that was begun, as far as there are cases for it."""
    for number, case in enumerate(cases):
        extend_lease(case=case, by=caller, at=at)
        if number == 0:
            hold_case(case=case, reason="Asks who pays for the survey", by=caller, at=at)
        elif number == 1:
            skip_case(case=case, by=caller, at=at, reason="The line is too bad to talk")
        else:
            open_call(case=case, by=caller, at=at, client_id=uuid.UUID(int=9, version=4))
    resume(by=caller, at=at)


def _last_morning(on):
    """Half past nine of the last working day before `on`."""
    day = on - timedelta(days=1)
    while day.weekday() > 4:
        day -= timedelta(days=1)
    return _morning(day)


# ---- other voices


def _other_voices(contracts, by, on):
    """A prime that says otherwise, an organisation found by calling, and a ruling where two ends differ."""
    checked = list(
        Subcontract.objects.filter(prime_contract__in=contracts.values(), verification="confirmed").order_by("pk")
    )
    said = {"source": "call", "speaks_for": "prime", "reference": "the prime’s supply chain manager", "by": by}
    for position in checked[::9][:4]:
        word = "left" if position.involvement == "delivering" else "delivering"
        state_position(subcontract=position, stated_on=on - timedelta(days=5), involvement=word, **said)
    ruled = checked[9:10]
    for position in ruled:
        state_position(
            subcontract=position,
            source="ruling",
            speaks_for="third-party",
            stated_on=on - timedelta(days=2),
            involvement=position.involvement,
            note="The organisation showed its contract; the prime spoke of another site.",
            by=by,
        )
    found = register_provider(name="Second Spring")
    position, _ = place(provider=found, prime_contract=contracts["Avenmoor Group"])
    state_position(
        subcontract=position,
        source="call",
        speaks_for="subcontractor",
        stated_on=on - timedelta(days=4),
        reference="named by another organisation, then asked",
        tier="2",
        involvement="delivering",
        referral_status="none",
        by=by,
    )
