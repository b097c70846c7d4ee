"""The same file brought more than once: by whom before, and what is said of it."""

import hashlib

from django.utils.html import format_html, format_html_join

from .models import ProviderList

TAKEN_BACK = "The same file was brought in before and rolled back. It is brought in again, as a list of its own."


def copies_of(content: bytes) -> list[ProviderList]:
    """Every list of exactly this file, of whatever publisher and in whatever state, the newest first."""
    checksum = hashlib.sha256(content).hexdigest()
    found = ProviderList.objects.filter(checksum=checksum).select_related("publisher", "programme")
    return list(found.defer("column_mapping").order_by("-staged_at"))


def said_of(provider_list, copies) -> list[tuple[str, ProviderList]]:
    """[(a sentence, the list it leads to)] about the lists there were of a file before it was brought as this one;
    nothing about the one that it was applied as."""
    is_new = provider_list.state == ProviderList.State.STAGED and not provider_list.applying_since
    own = [one for one in copies if one.pk == provider_list.pk and is_new]
    said = [("This file was waiting already. It is read again, as described now.", one) for one in own]
    others = [one for one in copies if one.pk != provider_list.pk]
    return said + [(sentence, one) for one in others if (sentence := _of_other(one, provider_list, is_new))][:3]


def said_before(provider_list, copies) -> str:
    """The same as one piece of text with its links, "" where there is nothing to be said."""
    own: list[tuple[str]] = []
    others: list[tuple[str]] = []
    elsewhere: list[tuple[str, str]] = []
    for sentence, one in said_of(provider_list, copies):
        link = format_html('<a href="{}">{}</a>', one.get_absolute_url(), one)
        if one.pk == provider_list.pk:
            own.append((sentence,))
        elif sentence == TAKEN_BACK:
            others.append((format_html("{} {}", sentence, link),))
        else:
            elsewhere.append((_whose(one, provider_list), link))
    if elsewhere:
        places = format_html_join(", and under ", "{}: {}", elsewhere)
        others.append((format_html("The same file stands under {}. Is this the right one?", places),))
    return format_html_join(" ", "{}", own + others)


def _whose(one, provider_list):
    """ "another publisher, An Office (staged)"."""
    state = one.get_state_display().lower()
    if one.publisher_id != provider_list.publisher_id:
        return f"another publisher, {one.publisher} ({state})"
    return f"another programme, {one.programme} ({state})"


def _of_other(one, provider_list, is_new):
    if one.publisher_id != provider_list.publisher_id or one.programme_id != provider_list.programme_id:
        return f"The same file stands under {_whose(one, provider_list)}. Is this the right one?"
    return TAKEN_BACK if is_new else ""
