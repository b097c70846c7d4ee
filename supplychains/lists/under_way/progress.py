"""How far a list in the queue is, told beside the database: a transaction shows nothing of itself before its end."""

import threading
from datetime import datetime

from django.core.cache import caches
from django.utils import timezone

from .standing import BEAT, Standing, Told, standing


class Progress:
    """While it is open, a thread tells every second how far the list is, whatever the thread that applies it is busy
    with; so where nothing is told any more, the process is gone. Called with a step in words and the rows done."""

    def __init__(self, public_id: str, since: datetime, rows: int):
        self.key, self.since, self.rows = _key(public_id), since, rows
        self.step, self.rows_done = "beginning", 0
        self.ended = threading.Event()
        self.thread = threading.Thread(target=self._beat, daemon=True)

    def __call__(self, step: str, rows_done: int):
        self.step, self.rows_done = step, max(rows_done, self.rows_done)

    def __enter__(self):
        self._tell()
        self.thread.start()
        return self

    def __exit__(self, *_):
        self.ended.set()
        self.thread.join()
        caches["progress"].delete(self.key)

    def _beat(self):
        while not self.ended.wait(BEAT.total_seconds()):
            self._tell()

    def _tell(self):
        told = Told(self.since, timezone.now(), self.step, self.rows_done, self.rows)
        caches["progress"].set(self.key, tuple(told), timeout=None)


def look(provider_list, at: datetime | None = None) -> Standing | None:
    """How a list stands in the queue; None where it is not there."""
    if provider_list.applying_since is None:
        return None
    told = caches["progress"].get(_key(provider_list.public_id))
    return standing(provider_list.applying_since, Told(*told) if told else None, at or timezone.now())


def _key(public_id):
    return f"applying-{public_id}"
