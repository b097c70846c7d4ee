"""Commissioned Rehabilitative Services: two real editions of one list that itself defines areas and contracts."""

from datetime import date
from pathlib import Path

from django.conf import settings

from supplychains.contracts.actions import define_programme
from supplychains.lists.actions import apply_list, stage_list
from supplychains.lists.placing.coverage import WHOLE

FOLDER = Path(settings.BASE_DIR, "fixtures", "lists")
EDITIONS = [
    ("commissioned_rehabilitative_services_2024-06-30.csv", date(2024, 6, 30)),
    ("commissioned_rehabilitative_services_2025-07-31.csv", date(2025, 7, 31)),
]
PUBLISHER = "Ministry of Justice"
LICENCE = "MIT, Crown copyright"


def load_rehabilitative_services(*, by):
    """Both editions, one after the other, as an administrator would import them. Again changes nothing."""
    programme, _ = define_programme(
        slug="rehabilitative-services",
        name="Commissioned Rehabilitative Services",
        commissioner="Ministry of Justice",
        source="Extracted from the open repository hmpps-interventions-service of the Ministry of Justice "
        f"({LICENCE}): contracts, lead providers and their subcontractors as seeded there.",
    )
    for name, published_on in EDITIONS:
        edition = stage_list(
            content=FOLDER.joinpath(name).read_bytes(),
            file_name=name,
            programme=programme,
            publisher_name=PUBLISHER,
            published_on=published_on,
            licence=LICENCE,
            create_contracts=True,
            doubtful="new",
            coverage=WHOLE,
            by=by,
        )
        apply_list(provider_list=edition, by=by)
    return programme
