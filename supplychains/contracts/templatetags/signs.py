"""The signs of supplychains/contracts/signs.py for templates."""

from django import template

from providers.vocabulary import Sector
from supplychains.contracts import signs
from supplychains.contracts.shapes import SHAPES

register = template.Library()
for name in ("sector_sign", "verification_sign", "tier_sign", "referral_sign", "bar", "mark"):
    register.simple_tag(getattr(signs, name), name=name)


@register.simple_tag
def share_bar(share):
    """The bar of one line of a chart, on the scale the lines share."""
    return signs.bar(share.part, share.whole, scale=share.scale)


@register.simple_tag
def legend_sectors():
    return [signs.sector_sign(sector) for sector in Sector]


@register.simple_tag
def shapes():
    return SHAPES.items()
