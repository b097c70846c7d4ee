"""The signs of a chain as markup: a shape and a word, in that order, the word alone being enough. One grammar
everywhere: outline = a list says so, fill = a call has checked it, shape and colour = sector, line style =
referrals (DESIGN section 7)."""

from django.utils.html import format_html
from django.utils.safestring import mark_safe

from providers.vocabulary import Sector, Verification

from .vocabulary import ReferralStatus, Tier

STATE = {Verification.UNVERIFIED: "listed"}
"""The class of a mark is the code of its verification; "on lists only" is called listed, as in the drawing."""
LINE = {ReferralStatus.RECEIVING: "", ReferralStatus.UNKNOWN: "not-known"}
TIER = {Tier.ONE: "tier", Tier.TWO: "tier two", Tier.BOTH: "tier both"}
AFTER = {Verification.DISPUTED: " ≠", Verification.UNLISTED: " +"}


def mark(shape, classes, state):
    """One mark from the sprite, drawn as its state asks: outline, fill, a hole where corrected, half where disputed."""
    extra = ""
    if state == Verification.CORRECTED:
        extra = mark_safe('<circle class="dot" r="2.1"/>')
    elif state == Verification.DISPUTED:
        extra = format_html('<use class="half" href="#h-{}"/>', shape)
    return format_html(
        '<svg viewBox="-8 -8 16 16" class="{} {}" aria-hidden="true"><use class="edge" href="#m-{}"/>{}</svg>',
        classes,
        STATE.get(state, state),
        shape,
        extra,
    )


def sector_sign(sector, verification=Verification.CONFIRMED):
    sector = Sector(sector)
    return format_html(
        '<span class="sign">{}{}{}</span>',
        mark(sector, sector, verification),
        sector.words,
        AFTER.get(verification, ""),
    )


def verification_sign(verification):
    verification = Verification(verification)
    return format_html(
        '<span class="sign">{}{}{}</span>',
        mark(Sector.THIRD, "ink", verification),
        verification.words,
        AFTER.get(verification, ""),
    )


def tier_sign(tier):
    """One stroke, two strokes, or both, before the number."""
    tier = Tier(tier)
    if tier == Tier.UNKNOWN:
        return format_html('<span class="quiet">{}</span>', "not known")
    return format_html('<span class="{}">{}</span>', TIER[tier], tier.words.removeprefix("Tier "))


def referral_sign(status):
    status = ReferralStatus(status)
    return format_html(
        '<span class="sign"><svg class="line" viewBox="0 0 28 10" aria-hidden="true">'
        '<path class="link {}" d="M0 5h28"/></svg>{}</span>',
        LINE.get(status, status),
        status.words,
    )


def bar(part, whole, most=None, scale=None):
    """A bar of `part` in `whole`, pale up to `most` where both ends are known; `scale` is the longest of several
    bars."""
    maybe = format_html('<rect class="maybe" width="{}" height="8"/>', most) if most else ""
    return format_html(
        '<svg class="bar" viewBox="0 0 {} 8" preserveAspectRatio="none" aria-hidden="true">{}'
        '<rect class="part" width="{}" height="8"/><rect class="ground" width="{}" height="8"/></svg>',
        max(scale or whole, 1),
        maybe,
        part,
        max(whole, 1),
    )
