"""A phone number as somebody wrote it -> as it is dialled, pure."""

import phonenumbers

WHOLE = 9  # digits, without the leading zero
LONGEST = 60  # characters of a number as written


def normalise(text: str, region: str = "GB") -> str:
    """E.164, with ";ext=12" where there is an extension: "(0)161 496 0142 ext 12" -> "+441614960142;ext=12".

    ValueError, in a sentence, where the text is not one whole number.
    """
    if len(text) > LONGEST:
        raise ValueError(f"“{text[:20]}…” is too long for a phone number.")
    try:
        number = phonenumbers.parse(text.replace("(0)", "0", 1) if text.strip().startswith("(0)") else text, region)
    except phonenumbers.NumberParseException:
        raise ValueError(f"“{text}” is not a phone number.") from None
    if not _is_whole(number):
        raise ValueError(f"“{text}” is not a whole phone number.")
    dialled = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    return f"{dialled};ext={number.extension}" if number.extension else dialled


def _is_whole(number):
    """Valid by the numbering plan, or of full length: the plan leaves out ranges that are in use, those for drama
    among them."""
    is_long_enough = len(str(number.national_number)) >= WHOLE and phonenumbers.is_possible_number(number)
    return is_long_enough or phonenumbers.is_valid_number(number)
