"""The queue of long lists in tests: a worker in this process, and what one told of a list."""

from unittest.mock import patch

from django.core.cache import caches
from django.utils import timezone
from django_tasks_db.management.commands import db_worker

from supplychains.lists.under_way.progress import Progress
from supplychains.lists.under_way.standing import Told

DATABASE = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}


def work():
    """Do all that waits, as `manage.py db_worker --batch` does."""
    worker = db_worker.Worker(
        queue_names=["default"],
        interval=0,
        batch=True,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id="worker",
        excluded_queue_names=[],
    )
    with patch.object(db_worker, "close_old_connections"):  # else it closes that of the test, with its transaction
        worker.run()


def tell(provider_list, step, rows_done, rows, ago=None):
    """As if a worker had told this of a list, just now or some time ago."""
    provider_list.refresh_from_db()
    at = timezone.now() - ago if ago else timezone.now()
    told = Told(provider_list.applying_since, at, step, rows_done, rows)
    caches["progress"].set(Progress(provider_list.public_id, None, rows).key, tuple(told), timeout=None)
