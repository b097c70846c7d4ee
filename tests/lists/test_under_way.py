"""Long lists: put in the queue, applied by a worker, with a page that tells how far it is. In the world of
tests/conftest.py:

1 Westmere --- Avenmoor Group --+-- Hope Trust, Larkhill Skills
                                +-- Body 0, Body 1, ... (new, by the list)
"""

import datetime as dt
import io

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django_tasks_db.models import DBTaskResult

from providers.models import Provider
from supplychains.lists.actions import (
    BeingApplied,
    apply_list,
    discard_list,
    read_list_again,
    renew_preview,
)
from supplychains.lists.management.terminal import how_far
from supplychains.lists.models import ProviderList
from supplychains.lists.under_way import queueing
from supplychains.lists.under_way.progress import Progress, look
from supplychains.lists.under_way.queueing import apply_in_turn, apply_later, call_off
from tests.lists.making import csv_of, sizes
from tests.lists.queue import DATABASE, tell, work


def bodies(number):
    return csv_of(*(["Westmere", "Avenmoor Group", f"Body {n}", "1", "VCS"] for n in range(number)))


@pytest.fixture(autouse=True)
def queue(settings, tmp_path):
    """Three rows are many, and they wait for a worker."""
    settings.TASKS, settings.LIST_ROWS_AT_ONCE = DATABASE, 2
    files = "django.core.cache.backends.filebased.FileBasedCache"
    settings.CACHES = {**settings.CACHES, "progress": {"BACKEND": files, "LOCATION": tmp_path / "progress"}}


@pytest.fixture
def staged(stage):
    return stage(bodies(3))


@pytest.fixture
def waiting(staged, world):
    """In the queue, put there by the administrator."""
    assert apply_later(provider_list=staged, by=world.by, seen=staged.stamp)
    staged.refresh_from_db()
    return staged


@pytest.fixture
def page(client, administrator):
    """The page of a list, as the administrator sees it; with a name, another page of it; with data, a form sent."""
    client.force_login(administrator)

    def page(provider_list, name="edition", data=None):
        address = reverse(f"lists:{name}", args=[provider_list.public_id])
        if data is None:
            return client.get(address).content.decode()
        return client.post(address, data, follow=True).content.decode()

    return page


def stages(provider_list):
    provider_list.refresh_from_db()
    return look(provider_list) and look(provider_list).stage.value


def moved_back(provider_list, **ago):
    """As if it had been put in the queue some time ago."""
    past = provider_list.applying_since - dt.timedelta(**ago)
    ProviderList.objects.filter(pk=provider_list.pk).update(applying_since=past)


# ---- in the queue, and out of it


def test_a_long_list_is_put_in_the_queue_and_its_page_says_so(staged, page):
    before = sizes()
    text = page(staged, "apply", {"staged_at": staged.stamp})
    assert "In the queue" in text and "It waits for a worker to take it" in text
    assert "Started by administrator" in text
    assert "Apply the list" not in text and "Throw it away" not in text
    assert sizes() == before
    assert DBTaskResult.objects.get().args_kwargs == {"args": [staged.pk], "kwargs": {}}  # ids and nothing else


def test_a_worker_applies_it_and_its_progress_leads_to_the_receipt(waiting, page, world, client):
    work()
    waiting.refresh_from_db()
    assert (waiting.state, waiting.applied_by, waiting.applying_since) == ("applied", world.by, None)
    assert Provider.objects.filter(name__startswith="Body").count() == 3
    answer = client.get(reverse("lists:progress", args=[waiting.public_id]))
    assert answer.url == waiting.get_absolute_url()
    assert "by administrator." in page(waiting) and "In the queue" not in page(waiting)


def test_a_short_list_is_applied_at_once(stage, page):
    short = stage(bodies(2))
    assert "Applied. The map now holds what this list says." in page(short, "apply", {"staged_at": short.stamp})
    assert DBTaskResult.objects.count() == 0


def test_without_a_worker_a_long_list_is_applied_at_once(staged, page, settings):
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
    assert "by administrator." in page(staged, "apply", {"staged_at": staged.stamp})
    staged.refresh_from_db()
    assert staged.state == "applied"


def test_a_list_is_applied_once_however_many_tasks_there_are(waiting, world):
    apply_in_turn.enqueue(waiting.pk)
    work()
    assert [one.return_value for one in DBTaskResult.objects.order_by("enqueued_at")] == [
        "It is applied.",
        "It is not in the queue any more.",
    ]
    waiting.refresh_from_db()
    assert apply_later(provider_list=waiting, by=world.by, seen=waiting.stamp) is False
    assert Provider.objects.filter(name__startswith="Body").count() == 3


def test_the_same_file_again_does_nothing(waiting, stage):
    again = stage(bodies(3))
    assert (again.pk, again.applying_since) == (waiting.pk, waiting.applying_since)
    work()
    assert (stage(bodies(3)).pk, stage(bodies(3)).state) == (waiting.pk, "applied")
    assert Provider.objects.filter(name__startswith="Body").count() == 3


def test_of_two_people_one_applies_it_and_the_other_is_told_who(waiting, client, django_user_model, world):
    other = django_user_model.objects.create_superuser("second")
    client.force_login(other)
    data = {"staged_at": waiting.stamp}
    text = client.post(reverse("lists:apply", args=[waiting.public_id]), data, follow=True).content.decode()
    assert "Started by administrator" in text
    assert DBTaskResult.objects.count() == 1
    with pytest.raises(BeingApplied, match="administrator started applying this list at"):
        apply_later(provider_list=waiting, by=other, seen=waiting.stamp)
    with pytest.raises(BeingApplied, match="administrator started applying this list at"):
        apply_list(provider_list=waiting, by=other)


def test_of_two_who_press_at_the_same_moment_one_is_too_late(staged, world):
    mine, theirs = (ProviderList.objects.get(pk=staged.pk) for _ in range(2))
    assert apply_later(provider_list=mine, by=world.by, seen=mine.stamp)
    with pytest.raises(BeingApplied):
        apply_later(provider_list=theirs, by=world.by, seen=theirs.stamp)
    assert DBTaskResult.objects.count() == 1


def test_what_is_in_the_queue_stays_as_it_is(waiting, world, page):
    for action, said in [(discard_list, {}), (read_list_again, {"said": {}, "seen": "", "by": world.by})]:
        with pytest.raises(BeingApplied):
            action(provider_list=waiting, **said)
    renew_preview(provider_list=waiting, by=world.by)
    for name in ("discard", "sheets", "renew", "who-answer"):
        assert "In the queue" in page(waiting, name, {})
    after = ProviderList.objects.get(pk=waiting.pk)
    assert (after.staged_at, after.applying_since, after.rows.count()) == (waiting.staged_at, waiting.applying_since, 3)


def test_it_is_in_the_queue_by_somebody_or_not_at_all(staged, world):
    with pytest.raises(IntegrityError, match="list_being_applied_by_somebody"), transaction.atomic():
        ProviderList.objects.filter(pk=staged.pk).update(applying_by=world.by)


def test_a_preview_that_was_staged_again_is_not_put_in_the_queue(staged, page):
    text = page(staged, "apply", {"staged_at": "2026-01-01T00:00:00+00:00"})
    assert "The list was staged again since you looked. Nothing was applied" in text
    assert stages(staged) is None


# ---- what the page tells


def test_the_page_tells_the_rows_done_and_the_step(waiting, page):
    tell(waiting, "writing positions", 12_400, 100_000)
    for text in (page(waiting), page(waiting, "progress")):
        assert "Being applied" in text and "<b>12,400</b> of 100,000 rows, writing positions" in text
        assert '<progress value="12400" max="100000"' in text
        assert "Call it off" not in text


def test_where_no_worker_takes_it_the_page_says_what_to_do(waiting, page):
    moved_back(waiting, minutes=3)
    assert stages(waiting) == "unattended"
    text = page(waiting)
    assert "It has waited for 3 minutes, and no worker has taken it" in text and "manage.py db_worker" in text
    assert "Apply the list" in page(waiting, "call-off", {})
    work()
    assert DBTaskResult.objects.get().return_value == "It is not in the queue any more."
    assert Provider.objects.filter(name__startswith="Body").count() == 0


def test_where_a_worker_fell_silent_it_can_be_started_again(waiting, page):
    moved_back(waiting, minutes=5)
    tell(waiting, "writing names", 2, 3, ago=dt.timedelta(minutes=1))
    text = page(waiting)
    assert "It stopped" in text and "after 2 of 3 rows" in text
    assert "Nothing of the list has reached the map" in text and "Start again" in text
    assert "In the queue" in page(waiting, "apply", {"staged_at": waiting.stamp})
    work()
    waiting.refresh_from_db()
    assert waiting.state == "applied"


def test_what_a_worker_has_is_not_called_off(waiting):
    tell(waiting, "writing names", 0, 3)
    assert call_off(provider_list=waiting) is False
    assert stages(waiting) == "running"


def test_a_researcher_sees_how_far_it_is_and_no_button(waiting, client, researcher):
    client.force_login(researcher)
    text = client.get(reverse("lists:progress", args=[waiting.public_id])).content.decode()
    assert "In the queue" in text and "Call it off" not in text


@pytest.mark.parametrize("rows", [3, 60])
def test_the_page_that_is_asked_for_again_and_again_asks_little(
    rows, stage, client, world, django_assert_num_queries, administrator
):
    provider_list = stage(bodies(rows))
    apply_later(provider_list=provider_list, by=world.by, seen=provider_list.stamp)
    tell(provider_list, "writing names", 1, rows)
    client.force_login(administrator)
    address = reverse("lists:progress", args=[provider_list.public_id])
    with django_assert_num_queries(6):  # session, account, its rights twice, the list, who may see the page
        assert client.get(address).status_code == 200


# ---- when it comes to nothing


def test_where_the_map_moved_the_page_says_so_and_shows_what_it_would_do_now(waiting, world, bring, page):
    other = csv_of(["Westmere", "Avenmoor Group", "Body 1", "2", "VCS"])
    bring(other, publisher_name="Another publisher")
    work()
    stamp = waiting.stamp
    waiting.refresh_from_db()
    assert (waiting.state, waiting.applying_since) == ("staged", None)
    assert waiting.stamp != stamp and waiting.counts["new_providers"] == 2
    text = page(waiting)
    assert "The map has moved since this list was staged. Nothing was applied" in text and "Start again" in text
    assert Provider.objects.filter(name="Body 0").count() == 0
    page(waiting, "apply", {"staged_at": waiting.stamp})
    work()
    waiting.refresh_from_db()
    assert (waiting.state, waiting.apply_failure) == ("applied", "")


def test_a_fault_leaves_nothing_and_is_kept_for_whoever_looks_after_the_server(waiting, page, monkeypatch):
    def broken(writing):
        writing.progress("writing", 1)
        Provider.objects.create(name="Left behind")
        raise RuntimeError("the disk is full")

    before = sizes()
    with monkeypatch.context() as patched:
        patched.setattr("supplychains.lists.actions.write", broken)
        work()
    assert sizes() == before
    assert "the disk is full" in DBTaskResult.objects.get().traceback
    assert queueing.FAULT in page(waiting)
    waiting.refresh_from_db()
    page(waiting, "apply", {"staged_at": waiting.stamp})
    work()
    waiting.refresh_from_db()
    assert waiting.state == "applied"


def test_staged_again_it_says_nothing_of_the_last_try(staged, stage):
    ProviderList.objects.filter(pk=staged.pk).update(apply_failure="The map has moved.")
    assert stage(bodies(3)).apply_failure == ""


# ---- progress


def test_rows_done_never_grow_fewer_and_end_at_all_of_them(stage, world):
    provider_list, told = stage(bodies(40)), []
    apply_list(provider_list=provider_list, by=world.by, progress=lambda *one: told.append(one))
    rows = [rows_done for _, rows_done in told]
    assert rows == sorted(rows) and (rows[0], rows[-1]) == (0, 40)
    assert all(step == step.lower() and step for step, _ in told)


def test_what_is_told_is_seen_by_others_while_it_lasts(waiting):
    with Progress(waiting.public_id, waiting.applying_since, 3) as progress:
        assert stages(waiting) == "running"
        progress("writing names", 2)
        progress("writing positions", 1)
        progress._tell()
        assert (look(waiting).step, look(waiting).rows_done) == ("writing positions", 2)
    assert stages(waiting) == "waiting"


class Terminal(io.StringIO):
    def __init__(self, is_one):
        super().__init__()
        self.isatty = lambda: is_one

    def write(self, text, ending="\n"):
        return super().write(text + ending)


def test_a_terminal_is_told_how_far_it_is_and_a_file_is_not():
    screen, file = Terminal(True), Terminal(False)
    with how_far(screen, 100_000) as progress:
        progress("writing positions", 12_400)
    with how_far(file, 100_000) as progress:
        assert progress is None
    assert "12,400 of 100,000 rows, writing positions" in screen.getvalue() and screen.getvalue().endswith("\r\x1b[K")
    assert file.getvalue() == ""
