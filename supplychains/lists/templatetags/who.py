"""Words about who is meant, for templates."""

from django import template

from supplychains.lists.who import page as who_page

register = template.Library()
register.filter("settled_by", who_page.settled_by)
register.filter("prime_settled_by", who_page.prime_settled_by)
