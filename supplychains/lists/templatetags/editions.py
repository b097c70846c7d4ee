"""Words of the lines about editions."""

from urllib.parse import urlsplit

from django import template

register = template.Library()


@register.filter
def host(address):
    """ "https://www.example.org/lists/march.csv" -> "example.org"; the address itself where it has none."""
    try:
        name = urlsplit(address).hostname or ""
    except ValueError:
        name = ""
    return name.removeprefix("www.") or address
