"""“Ask our Leeds office”: some positions of a case are to be asked of somebody else. The organisation stays one."""

from django.db import transaction

from providers.actions import add_number
from providers.models import Contact

from .answering import reference_of
from .models import Case
from .standing import refresh


@transaction.atomic
def ask_elsewhere(*, case, targets, at, by, name="", role="", email="", number="", attempt=None):
    """Some of a case's positions (ids of targets) are to be asked of a contact, which is made, with their own number.

    The case waits until every position is settled or given up; who is due first is called first. Returns the contact.
    ValueError for a position of another case, without a name, role or address, and for what is no phone number.
    """
    chosen = list(case.targets.filter(pk__in=targets))
    if len(chosen) != len(set(targets)) or not chosen:
        raise ValueError(f"Choose positions of {case.provider}.")
    source = f"call, {reference_of(attempt)}" if attempt else ""
    contact, _ = keep_contact(provider=case.provider, name=name, role=role, email=email, number=number, source=source)
    if contact is None:
        raise ValueError("Say whom to ask: a name, an office or a mail address.")
    case.targets.filter(pk__in=targets).update(ask=contact, ask_by=attempt)
    refresh(Case.objects.filter(pk=case.pk), at=at)
    return contact


def keep_contact(*, provider, name="", role="", email="", number="", prefers="", source=""):
    """(the contact of that name, role and address, with their number; whether it is new). None, False where nobody is
    named. ValueError for what is no phone number."""
    if not (name or role or email):
        return None, False
    contact, is_new = Contact.objects.get_or_create(
        provider=provider,
        name=name,
        role=role,
        email=email,
        defaults={"prefers": prefers, "lawful_basis": f"Given in a {source}" if source else ""},
    )
    if number:
        kept = add_number(provider=provider, text=number, contact=contact, source=source)
        if kept.contact_id is None:
            kept.contact = contact
            kept.save(update_fields=["contact"])
    return contact, is_new
