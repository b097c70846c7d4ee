"""The tables of the map (django-tables2). Columns only; the signs are in signs.py."""

import django_tables2 as tables
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils.html import format_html

from providers.models import Provider

from .comparing import Change, was
from .signs import referral_sign, sector_sign, tier_sign, verification_sign
from .vocabulary import Involvement
from .wording import month

SHORT = {
    Involvement.DELIVERING: "Yes",
    Involvement.NOT_DELIVERING: "In the chain only",
    Involvement.BID_ONLY: "In the bid only",
    Involvement.LEFT: "Left",
    Involvement.NEVER: "Never part of it",
    Involvement.UNKNOWN: "Not known",
}
"""Involvement under the heading "Delivering", so that a row stays a line."""


def in_order(rows, name, is_descending):
    """Rows by a name, capitals or not. Letters with accents stand where the database puts them."""
    key = Lower(name)
    return rows.order_by(key.desc() if is_descending else key.asc(), "pk")


def page_of(record):
    return reverse("contracts:provider", args=[record.provider.public_id])


class PositionTable(tables.Table):
    """One row is one organisation under one buyer, given as a list of standings."""

    organisation = tables.Column("Organisation", accessor="provider__name", order_by="provider__key", linkify=page_of)
    sector = tables.Column("Sector", accessor="provider__sector")
    tier = tables.Column("Tier")
    buyer = tables.Column(
        "Buyer", accessor="prime_contract", order_by=("prime_contract__provider__name", "prime_contract__reference")
    )
    listed_in = tables.Column(accessor="listings", verbose_name="Listed in", orderable=False, empty_values=())
    involvement = tables.Column(verbose_name="Delivering")
    referral_status = tables.Column(verbose_name="Referrals")
    verification = tables.Column()
    checked_on = tables.DateColumn(
        "j M Y", verbose_name="Checked", default="–", attrs={"td": {"class": "n"}, "th": {"class": "n"}}
    )
    change = tables.Column(verbose_name="Change")

    unit = "positions"
    caption = "Table of positions"

    class Meta:
        attrs = {"class": "long"}
        sequence = (
            "organisation",
            "sector",
            "tier",
            "buyer",
            "listed_in",
            "involvement",
            "referral_status",
            "verification",
            "checked_on",
            "change",
        )
        order_by = "organisation"

    def render_sector(self, record):
        return sector_sign(record.provider.sector, record.provider.sector_verification)

    def render_tier(self, value, record):
        return tier_sign(record.tier)

    def render_buyer(self, record):
        contract = record.prime_contract
        which = f"{contract.provider}, {contract.reference}" if contract.reference else str(contract.provider)
        if record.via:
            return format_html('{}<br><span class="small quiet">under {}</span>', record.via.provider, which)
        return which

    def render_listed_in(self, record):
        if not record.listings:
            return format_html('<span class="quiet">{}</span>', "Not listed")
        newest = record.listings[0]
        return f"{newest.publisher}, {month(newest.stated_on)}"

    def render_involvement(self, record):
        return SHORT[record.involvement]

    def render_referral_status(self, record):
        return referral_sign(record.referral_status)

    def render_verification(self, record):
        return verification_sign(record.verification)

    def render_change(self, record):
        became = format_html('<span class="became {}">{}</span>', record.change, Change(record.change).words)
        facts = [f"{fact}, was {old}" for fact, old in was(record)]
        return format_html('{}<br><span class="small quiet">{}</span>', became, "; ".join(facts)) if facts else became


class ProviderTable(tables.Table):
    """One row is one organisation, whatever its roles."""

    name = tables.Column(verbose_name="Organisation", linkify=True)
    sector = tables.Column()
    contracts_held = tables.Column(verbose_name="Prime contracts", attrs={"td": {"class": "n"}, "th": {"class": "n"}})
    positions_held = tables.Column(verbose_name="Positions", attrs={"td": {"class": "n"}, "th": {"class": "n"}})

    unit = "organisations"
    caption = "Table of organisations"

    class Meta:
        model = Provider
        fields = ()
        sequence = ("name", "sector", "contracts_held", "positions_held")
        order_by = "name"

    def order_name(self, providers, is_descending):
        return in_order(providers, "name", is_descending), True

    def render_sector(self, record):
        return sector_sign(record.sector, record.sector_verification)
