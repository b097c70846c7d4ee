"""Numbers of registers that a list brings along: kept where nothing speaks against it, never guessed."""

from collections import defaultdict

from providers.models import Identifier, Provider

from ..placing.register_numbers import sound_numbers


def identifiers(writing):
    """Numbers that nobody has yet, of organisations that have none of that register: where the list gives a number to
    one organisation only, and the organisation one number only. What is not taken over, the checks tell."""
    given, several = defaultdict(dict), defaultdict(set)
    for entry, resolution in writing.placed:
        for number in sound_numbers(entry.said):
            provider = writing.id(Provider, resolution.provider)
            given[number].setdefault(provider, entry)
            several[provider, number[0]].add(number)
    clear = {}
    for number, entries in given.items():
        provider = next(iter(entries))
        if len(entries) == 1 and len(several[provider, number[0]]) == 1:
            clear[number] = provider, entries[provider]
    _leave_known(clear)
    made = {
        number: Identifier(
            provider_id=provider,
            scheme=number[0],
            value=number[1],
            source=f"{writing.source}, {entry.place}"[:255],
            edition=writing.provider_list.public_id,
        )
        for number, (provider, entry) in clear.items()
    }
    writing.create(Identifier, made)


def _leave_known(clear):
    """Takes out numbers that somebody has, and those of organisations that have one of that register."""
    if not clear:
        return
    known = [*Identifier.objects.order_by().values_list("scheme", "value", "provider")]
    numbers = {(scheme, value.upper()) for scheme, value, _ in known}
    held = {(provider, scheme) for scheme, _, provider in known}
    for number, (provider, _) in [*clear.items()]:
        if number in numbers or (provider, number[0]) in held:
            del clear[number]
