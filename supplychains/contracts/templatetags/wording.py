"""Small sentences for templates, see supplychains/contracts/wording.py."""

from django import template

from supplychains.contracts import wording

register = template.Library()
register.filter("day", wording.day)
register.filter("month", wording.month)
register.filter("in_words", wording.number)
register.filter("counted", wording.count)
