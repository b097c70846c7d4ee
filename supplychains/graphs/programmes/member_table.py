"""The table of a programme's organisations (django-tables2), over lines of members.py."""

import django_tables2 as tables

from supplychains.contracts.signs import sector_sign, tier_sign

NUMBER = {"td": {"class": "n"}, "th": {"class": "n"}}


class MemberTable(tables.Table):
    """One row is one organisation, whatever number of chains it stands in."""

    name = tables.Column("Organisation", linkify=lambda record: record.provider.get_absolute_url())
    sector = tables.Column("Sector")
    tier = tables.Column("Tier")
    chains = tables.Column("Chains", attrs=NUMBER)
    areas = tables.Column("Areas", accessor="area_count", attrs=NUMBER)
    primes = tables.Column("Primes", accessor="prime_count", attrs=NUMBER)
    positions = tables.Column("Positions", attrs=NUMBER)
    checked = tables.Column("Checked, of positions", attrs=NUMBER)

    unit = "organisations"
    caption = "Table of organisations"

    class Meta:
        order_by = "-chains"  # lines come by name, and the sort keeps that among equals

    def render_name(self, record):
        return record.provider.name

    def render_sector(self, record):
        return sector_sign(record.provider.sector, record.provider.sector_verification)

    def render_tier(self, record):
        return tier_sign(record.tier)

    def render_checked(self, record):
        return f"{record.checked} of {record.positions}"
