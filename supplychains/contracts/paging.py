"""A table as its page shows it: sorted and paged by the address."""

from django_tables2 import RequestConfig

ROWS = 50


def paged(request, table):
    """The table, sorted and on the page the address asks for, ROWS rows a page. A page that does not exist is the
    nearest that does; how long a page is, is not the address's to say."""
    RequestConfig(request, paginate=False).configure(table)
    table.paginate(page=1, per_page=ROWS)
    table.page = table.paginator.get_page(request.GET.get(table.prefixed_page_field))
    return table
