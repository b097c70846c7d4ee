"""The controls of the questions on the call page, and what their values mean.

A select holds "" for not asked, a code of the script, or "dont-know" and "would-not-say". Where an answer is written in
words, the words of those two are the answer; of the boxes to tick, they stand alone.
"""

import re

from django import forms

from .script import Reply
from .vocabulary import AnswerState

UNSAID = [("dont-know", "Don’t know"), ("would-not-say", "Rather not say")]
BECAUSE = [("changed", "They changed"), ("wrong", "The earlier was wrong"), ("differ", "Sources differ")]
DATE = re.compile(r"\b(\d\d?[./-]\d\d?[./-](\d\d){1,2}|(19|20)\d\d)\b")
DIGITS = re.compile(r"\d([\W_]*\d){6}")  # seven digits with no letter between them
IN_WORDS = {"dont know": AnswerState.DONT_KNOW, "do not know": AnswerState.DONT_KNOW}
IN_WORDS |= dict.fromkeys(("rather not say", "would rather not say", "would not say"), AnswerState.WOULD_NOT_SAY)


def line():
    """A line to write on. By its placeholder, which is empty, the stylesheet sees whether something is written."""
    return forms.TextInput({"placeholder": " ", "autocomplete": "off", "list": "unsaid"})


def names_nobody(text):
    """What researchers read holds no mail address and no phone number; a year or a date is neither."""
    if "@" in text or DIGITS.search(DATE.sub("", text)):
        raise forms.ValidationError("Leave out phone numbers and mail addresses: researchers read these words.")


def answer_field(question, label, *, belief=None, told=None, required_words="Not asked"):
    """The control of one question. What is believed stands on it as data, for the review before saving; so do what they
    `told` in an earlier call of the round, for what is left to ask, and the answer it hangs on, for the branches."""
    if question.several:
        return forms.MultipleChoiceField(
            choices=[*question.choices, *UNSAID],
            label=label,
            required=False,
            widget=forms.CheckboxSelectMultiple,
            validators=[stands_alone],
        )
    if not question.choices:
        longest, checks = (40, [names_nobody]) if question.key == "since" else (2000, [])
        return forms.CharField(label=label, required=False, max_length=longest, widget=line(), validators=checks)
    return forms.ChoiceField(
        choices=[("", required_words), *question.choices, *UNSAID],
        label=label,
        required=False,
        widget=forms.Select({"data-question": question.key, **_known(belief), **_told(told), **_branch(question)}),
    )


def stands_alone(picks):
    """Whoever does not know, or would rather not say, names no group beside it."""
    unsaid = [words for code, words in UNSAID if code in picks]
    if unsaid and len(picks) > 1:
        raise forms.ValidationError(f"“{unsaid[0]}” stands alone. Untick it, or the others.")


def _told(told):
    return {"data-told": told.value if told.is_answered else told.state} if told else {}


def _known(belief):
    if belief is None:
        return {}
    old = f", {belief.age}{'' if belief.age == 'today' else ' ago'}" if belief.age else ""
    return {
        "data-believed": " ".join(belief.codes),
        "data-was": belief.words,
        "data-from": f"{belief.source}{old}",
    }


def _branch(question):
    """A question hangs on one other: "part_of_it still left"."""
    hangs_on = [f"{key} {' '.join(codes)}" for key, codes in question.asked_if.items()]
    return {"data-asked-if": hangs_on[0]} if hangs_on else {}


def reply(question, value, **more):
    """What a value of a control says: "don't know" in words is that, and so it is ticked alone."""
    if question.several and value:
        unsaid = [code for code, _ in UNSAID if code in value]
        value = unsaid[0] if list(value) == unsaid[:1] else [code for code in value if code not in unsaid]
    elif value and not question.choices:
        value = unsaid_in(value) or value
    return Reply.of(value, **more)


def unsaid_in(text):
    """The state that "don't know" or "rather not say" in words stands for, or ""."""
    return IN_WORDS.get(re.sub(r"[’'.]", "", text or "").strip().casefold(), "")
