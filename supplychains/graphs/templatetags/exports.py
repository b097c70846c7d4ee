"""The downloads of an area for its page, see supplychains/graphs/exports/formats.py."""

from django import template
from django.urls import reverse

from supplychains.graphs.exports.formats import FORMATS

register = template.Library()


@register.simple_tag(takes_context=True)
def exports(context, area):
    """[(format, its name, its address with everything the page's own address asks for)]."""
    asked = context["request"].GET.copy()
    for name in ("page", "sort"):
        asked.pop(name, None)
    query = f"?{asked.urlencode()}" if asked else ""
    given = {"slug": area.programme.slug, "number": area.number}
    return [(kind, name, reverse(f"graphs:{name}", kwargs=given) + query) for name, kind in FORMATS.items()]
