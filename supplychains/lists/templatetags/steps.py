"""Words of the pages on which somebody says how a list is read."""

from django import template

from providers.vocabulary import Sector
from supplychains.contracts.vocabulary import Tier

register = template.Library()
WAITS = ((25_000, "a quarter of a minute"), (50_000, "half a minute"), (100_000, "a minute"))
BECAUSE = {
    "told": "somebody said so",
    "last mapping": "so in the publisher’s last list",
    "synonym": "its heading",
    "none": "no heading we know",
}


@register.filter
def because(why):
    """Why a column is taken for a field, in words."""
    return BECAUSE.get(why, why)


@register.filter
def wait(rows):
    """How long reading a list of so many rows again may take, in words; "" where nobody has to wait. Measured on two
    cores with others at work: 100,000 rows take a minute."""
    return "" if rows < 10_000 else next((words for most, words in WAITS if rows <= most), "two minutes")


@register.filter
def share(part, whole):
    """ "86 %"; a dash of nothing. All but a few is not 100 %, and a few are not 0 %."""
    if not whole:
        return "–"
    percent = round(100 * part / whole)
    if 0 < part < whole:
        percent = min(max(percent, 1), 99)
    return f"{percent} %"


@register.filter
def code_of(code, field):
    """A code of tier or sector in words; the name of an area or a prime as it is."""
    words = {"tier": Tier, "sector": Sector}.get(field)
    return words(code).words if words else code
