"""Chains somebody said they work in too: positions found by calling where the contract is known, otherwise leads."""

from django.db import transaction
from django.utils import timezone

from providers.models import Provider
from providers.vocabulary import Source, SpeaksFor
from supplychains.contracts.actions import place, state_position, withdraw_positions
from supplychains.contracts.models import ContractPackageArea, PrimeContract, SubcontractStatement
from supplychains.contracts.vocabulary import Involvement
from supplychains.contracts.wording import count

from .answering import TAKEN_BACK, reference_of
from .dispositions import OFF_THE_MAP
from .models import Lead, Target
from .named import area_number, meant
from .vocabulary import SpokeTo


def keep(attempt, chains, *, by, at):
    """Keep what was said of other chains, each {"area", "prime", "words", and of what they do there "involvement" and
    "tier"}, any of them left out, as leads, and those whose one contract is known, or named in the words, as positions.
    """
    for chain in chains:
        area, prime = _named(attempt.case.round.programme_id, chain)
        lead = Lead.objects.create(attempt=attempt, area=area, prime=prime, words=chain.get("words", "")[:255])
        contract = _contract(attempt, lead)
        if contract and attempt.spoke_to == SpokeTo.INFORMANT:
            _place(lead, contract, chain, by=by, at=at)


def of_words(attempt, text):
    """An answer to Q7 in their words as a chain, where it names an area or a prime of the programme; else nothing."""
    area, prime = _named(attempt.case.round.programme_id, {"words": text})
    return [{"area": area, "prime": prime, "words": text}] if area or prime else []


def words_of(attempt):
    """What became of the chains a call named: "1 position found: Hope Trust under Avenmoor Group in Westmere. Kept for
    the supervisor: something up north."; "" where none was named."""
    leads = list(attempt.leads.select_related("subcontract__prime_contract__area", "area", "prime").order_by("pk"))
    found = [str(lead.subcontract) for lead in leads if lead.subcontract]
    kept = [str(lead) for lead in leads if not lead.subcontract]
    sentences = []
    if found:
        sentences.append(f"{count(len(found), 'position')} found: {'; '.join(found)}.")
    if kept:
        sentences.append(f"Kept for the supervisor: {'; '.join(kept)}.")
    return " ".join(sentences)


def withdraw(attempt, *, by, at):
    """Take back the positions an attempt found. How many statements were withdrawn."""
    stated = SubcontractStatement.objects.filter(pk__in=attempt.leads.values("statement"))
    count = withdraw_positions(statements=stated, by=by, at=at, reason=TAKEN_BACK)
    attempt.found.filter(given_up="", subcontract__stated=False).update(given_up=OFF_THE_MAP)
    return count


@transaction.atomic
def place_lead(*, lead, prime_contract, by, at, **said):
    """A supervisor's decision which contract was meant: the lead becomes a position found by calling.

    ValueError where it was decided already, or its call was taken back.
    """
    _check_open(lead)
    lead.decided_by = by
    _place(lead, prime_contract, said, by=by, at=at)
    return lead.subcontract


@transaction.atomic
def drop_lead(*, lead, by, reason):
    """A supervisor's decision that nothing comes of a lead. ValueError without a reason, or where it was decided."""
    _check_open(lead)
    if not reason.strip():
        raise ValueError("Say why nothing comes of it.")
    lead.dropped, lead.decided_by = reason.strip()[:160], by
    lead.save(update_fields=["dropped", "decided_by"])


def _check_open(lead):
    lead.refresh_from_db()
    if lead.attempt.voided_at:
        raise ValueError("The call that named it was taken back.")
    if lead.subcontract_id or lead.dropped:
        raise ValueError("This was decided already.")


def _named(programme, chain):
    """(the area, the prime) of a chain: as chosen, else as its words name them, each None where they name none."""
    words, area, prime = chain.get("words", ""), chain.get("area"), chain.get("prime")
    if words and not area:
        areas = {each: (each.name, *each.other_names) for each in _areas(programme)}
        numbered = {each.number: each for each in areas}
        area = meant(words, areas) or numbered.get(area_number(words))
    if words and not prime:
        held = PrimeContract.objects.filter(area__in=_areas(programme), taken_back_at=None)
        primes = Provider.objects.filter(pk__in=held.values("provider")).prefetch_related("names")
        prime = meant(words, {each: (each.name, *(name.text for name in each.names.all())) for each in primes})
    return area, prime


def _areas(programme):
    return ContractPackageArea.objects.filter(programme=programme, taken_back_at=None)


def _contract(attempt, lead):
    """The one contract of that prime in that area, or None; a prime may hold several there."""
    if not (lead.area and lead.prime) or lead.area.programme_id != attempt.case.round.programme_id:
        return None
    contracts = PrimeContract.objects.filter(area=lead.area, provider=lead.prime, taken_back_at=None)
    held = contracts.filter(area__taken_back_at=None)[:2]
    return held[0] if len(held) == 1 else None


def _place(lead, contract, said, *, by, at):
    """The position, what they said of it, and the question about it in their own case. Whoever says that they work in a
    chain is delivering in it, unless they said otherwise. What is asked about already is not stated twice."""
    case = lead.attempt.case
    lead.subcontract, _ = place(provider=case.provider, prime_contract=contract)
    if not case.targets.filter(subcontract=lead.subcontract, given_up="").exists():
        lead.statement = state_position(
            subcontract=lead.subcontract,
            source=Source.CALL,
            speaks_for=SpeaksFor.SUBCONTRACTOR,
            stated_on=timezone.localdate(lead.attempt.dialled_at),
            reference=reference_of(lead.attempt),
            involvement=said.get("involvement") or Involvement.DELIVERING,
            tier=said.get("tier") or "",
            by=by,
            at=at,
        )
        _ask(case, lead)
    lead.save()


def _ask(case, lead):
    areas = set(case.round.areas.values_list("pk", flat=True))
    if not areas or lead.subcontract.prime_contract.area_id in areas:
        target, is_new = Target.objects.get_or_create(
            case=case, subcontract=lead.subcontract, defaults={"found_by": lead.attempt}
        )
        if not is_new and target.given_up == OFF_THE_MAP:
            target.given_up, target.found_by = "", lead.attempt
            target.save(update_fields=["given_up", "found_by"])
