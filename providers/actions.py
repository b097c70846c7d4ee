"""What people and imports do to the register of organisations. Every write across models goes through here."""

from django.db import transaction
from django.utils import timezone

from .models import PhoneNumber, Provider, ProviderName, SectorStatement
from .names import clean, normal_form
from .phones import normalise
from .vocabulary import NameKind


@transaction.atomic
def register_provider(*, name, kind=NameKind.LEGAL, source="", **fields):
    """A new organisation under `name`. ValueError where the name has no letters or digits."""
    name = clean(name)
    provider = Provider.objects.create(name=name, **fields)
    add_name(provider=provider, text=name, kind=kind, source=source)
    return provider


def add_name(*, provider, text, kind=NameKind.AS_LISTED, source=""):
    """Another name of an organisation; the same text of the same kind is kept once."""
    text = clean(text)
    key = normal_form(text)
    if not key:
        raise ValueError(f"“{text}” has no letters or digits.")
    defaults = {"key": key, "source": source}
    return ProviderName.objects.get_or_create(provider=provider, text=text, kind=kind, defaults=defaults)[0]


def add_number(*, provider, text, **fields):
    """A phone number as somebody gave it. ValueError where it is not one whole number; the same number is kept once."""
    text = clean(text)
    return PhoneNumber.objects.get_or_create(
        provider=provider, normalised=normalise(text), defaults={"text": text, **fields}
    )[0]


@transaction.atomic
def state_sector(*, provider, sector, source, speaks_for, stated_on, by, at=None, **fields):
    """Keep what a source says an organisation's sector is, and settle it. `fields`: publisher, edition, reference,
    note."""
    statement = SectorStatement.objects.create(
        provider=provider,
        sector=sector,
        source=source,
        speaks_for=speaks_for,
        stated_on=stated_on,
        recorded_by=by,
        recorded_at=at or timezone.now(),
        **fields,
    )
    provider.settle()
    return statement


@transaction.atomic
def withdraw_sector(*, statements, by, reason, at=None):
    """Withdraw statements (a queryset) about sectors and settle whom they spoke of. How many were withdrawn."""
    providers = list(statements.live().values_list("provider_id", flat=True))
    count = statements.withdraw(by=by, reason=reason, at=at)
    Provider.objects.filter(pk__in=providers).settle()
    return count
