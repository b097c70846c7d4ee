"""Which area and which prime somebody named, in their own words, pure: "in Westmere too, for Tallis & Rowe"."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from providers.names import normal_form

_AREA_NUMBER = re.compile(r"\b(?:area|cpa|package area|region)\s*(?:no\.?|number)?\s*(\d+)\b")


def meant(words: str, known: Mapping[Any, Iterable[str]]) -> Any:
    """The one of `known` of which a name stands in `words`, by normal form; None for none, and for several. A name that
    is a part of another one that stands there too does not count: "Ellan" of "Westmere and Ellan Vale"."""
    said = f" {normal_form(words)} "
    found = {(form, key) for key, names in known.items() for form in map(normal_form, names) if f" {form} " in said}
    forms = {form for form, _ in found if form}
    whole = {form for form in forms if not any(form != other and f" {form} " in f" {other} " for other in forms)}
    keys = {key for form, key in found if form in whole}
    return keys.pop() if len(keys) == 1 else None


def area_number(words: str) -> int | None:
    """2 of "cpa 2", where one number is named."""
    numbers = {int(number) for number in _AREA_NUMBER.findall(words.casefold())}
    return numbers.pop() if len(numbers) == 1 else None
