"""Whether a text somebody wrote freely gives away how to reach a person, pure."""

import re
from functools import lru_cache

import phonenumbers
from phonenumbers import Leniency, PhoneNumberMatcher

WHOLE = 10  # digits of a number outside the numbering plan, without the leading zero; dates and records have fewer

_MAIL = re.compile(r"\w@[\w-]+\.\w")
_DIGITS = re.compile(r"\d(?:\D*\d){7}")


@lru_cache(maxsize=1_000)
def holds_contact(text: str) -> bool:
    """Whether an e-mail address or a phone number stands in it. Years, amounts and the numbers of records do not
    count: a phone number is valid as it is written, or begins with 0 or + and is of full length."""
    return bool(_MAIL.search(text)) or bool(_DIGITS.search(text)) and _holds_number(text)


def _holds_number(text):
    if any(PhoneNumberMatcher(text, "GB", leniency=Leniency.VALID)):
        return True
    return any(_is_dialled(match) for match in PhoneNumberMatcher(text, "GB", leniency=Leniency.POSSIBLE))


def _is_dialled(match):
    """The numbering plan leaves out ranges that are in use, those for drama among them."""
    is_whole = phonenumbers.is_possible_number(match.number) and len(str(match.number.national_number)) >= WHOLE
    return is_whole and match.raw_string.lstrip("( ").startswith(("0", "+"))
