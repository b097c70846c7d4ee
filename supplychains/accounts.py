"""Logging in, in our words: what the pages of allauth ask and answer. Who may see what stands in access.py."""

from allauth.account import forms as account
from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.base import forms as mfa
from allauth.mfa.totp import forms as totp
from django import forms

TOO_MANY = "Too many tries. Wait five minutes, then try again; nothing is locked for good."
NO_MATCH = "This name and this password do not belong together. Check the spelling and the Caps Lock key."
WRONG_CODE = "This code does not fit, or was used before. A code lasts half a minute: type the one shown now."


class Accounts(DefaultAccountAdapter):
    """Accounts are made by an administrator. Nobody signs up."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": "This account is closed. An administrator can open it again.",
        "email_password_mismatch": NO_MATCH,
        "username_password_mismatch": NO_MATCH,
        "enter_current_password": "This is not the password you have now.",
        "incorrect_password": "This is not your password.",
        "incorrect_code": WRONG_CODE,
        "too_many_login_attempts": TOO_MANY,
        "rate_limited": TOO_MANY,
    }

    def is_open_for_signup(self, request):
        return False


class SecondStep(DefaultMFAAdapter):
    error_messages = {**DefaultMFAAdapter.error_messages, "incorrect_code": WRONG_CODE}


class OurWords(forms.Form):
    """A form of allauth that asks in our words: a label above every field, and no placeholder that vanishes."""

    words = {
        "login": ("Name or e-mail address", ""),
        "password": ("Password", ""),
        "remember": ("Keep me logged in here for two weeks", "Not on a computer that others use."),
        "oldpassword": ("Password now", ""),
        "password1": ("New password", "At least 12 characters, and nothing that is easy to guess."),
        "password2": ("New password once more", ""),
        "email": ("E-mail address", "The one an administrator entered for you."),
        "code": ("Code", "Six digits from the app, or one of your recovery codes."),
    }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **{"label_suffix": "", **kwargs})
        for name, field in self.fields.items():
            field.label, field.help_text = self.words[name]
            field.widget.attrs.pop("placeholder", None)
        next(iter(self.fields.values())).widget.attrs["autofocus"] = True
        if "code" in self.fields:
            self.fields["code"].widget.attrs["inputmode"] = "numeric"


class Login(OurWords, account.LoginForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["login"].widget.attrs["autocomplete"] = "username"


class ChangePassword(OurWords, account.ChangePasswordForm):
    pass


class AskForReset(OurWords, account.ResetPasswordForm):
    pass


class ResetPassword(OurWords, account.ResetPasswordKeyForm):
    pass


class ConfirmByPassword(OurWords, account.ReauthenticateForm):
    pass


class SecondStepAtLogin(OurWords, mfa.AuthenticateForm):
    pass


class ConfirmByCode(OurWords, mfa.ReauthenticateForm):
    pass


class SetUpApp(OurWords, totp.ActivateTOTPForm):
    words = {"code": ("Code", "The six digits the app shows now.")}
