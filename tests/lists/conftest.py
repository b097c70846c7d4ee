"""Lists staged and applied in the world of tests/conftest.py."""

import datetime as dt

import pytest

from supplychains.lists.actions import apply_list, stage_list


@pytest.fixture
def stage(world):
    def stage(content, **options):
        given = {
            "file_name": "list.csv",
            "programme": world.programme,
            "publisher_name": "Employment Support Office",
            "published_on": dt.date(2026, 3, 31),
            "by": world.by,
        }
        return stage_list(content=content, **{**given, **options})

    return stage


@pytest.fixture
def bring(world, stage):
    def bring(content, **options):
        provider_list = stage(content, **options)
        apply_list(provider_list=provider_list, by=world.by)
        return provider_list

    return bring
