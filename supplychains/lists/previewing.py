"""What the pages of a list show, worked out where its rows are staged, in the same transaction: so it is there when
somebody looks, and never older than the rows. What it did is kept as it is applied, see applying/changes.py."""

from collections.abc import Sequence

from .checks.page import keep_checks
from .models import ListRow
from .what_changes.keeping import keep_changes


def keep_preview(provider_list, rows: Sequence[ListRow]):
    """Keep the findings and the changes of a list with these rows, all of them, in the order of the file."""
    keep_checks(provider_list, rows)
    keep_changes(provider_list, rows)
