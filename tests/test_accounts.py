"""Logging in and out, the password, the second step: what a person meets at the door."""

import base64
import hashlib
import hmac
import re
import struct
import time
from pathlib import Path

import pytest
from django.core import mail
from django.core.cache import cache
from django.urls import reverse

from tests.pages import faults, inline

PASSWORD = "an unlikely password"
OURS = Path(__file__).resolve().parent.parent / "templates"


@pytest.fixture(autouse=True)
def no_earlier_tries(db):
    cache.clear()


def log_in(client, name="researcher", password=PASSWORD, **data):
    return client.post(reverse("account_login"), {"login": name, "password": password, **data})


def one_time_code(secret, at=None):
    """The six digits an app shows for a key (RFC 6238: 30 seconds, SHA-1)."""
    counter = struct.pack(">Q", int((time.time() if at is None else at) // 30))
    digest = hmac.new(base64.b32decode(secret), counter, hashlib.sha1).digest()
    start = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[start : start + 4])[0] & 0x7FFFFFFF) % 10**6:06d}"


def text(response):
    """What a page says, in one line, without its marks."""
    return " ".join(re.sub(r"<[^>]*>", " ", response.content.decode()).replace("&#x27;", "'").split())


# ---- in and out


def test_a_person_logs_in_by_name_and_out_again(client, researcher):
    assert log_in(client).url == reverse("home")
    assert client.get(reverse("account")).status_code == 200
    said = client.post(reverse("account_logout"), follow=True)
    assert said.redirect_chain[0][0] == reverse("account_login")
    assert "You are logged out." in text(said)
    assert client.get(reverse("account")).status_code == 302


def test_a_person_logs_in_by_address_and_comes_to_the_page_asked_for(client, researcher):
    researcher.email = "r@example.org"
    researcher.save()
    asked = client.get(reverse("account"))
    assert asked.url == f"{reverse('account_login')}?next={reverse('account')}"
    assert log_in(client, "r@example.org", next=reverse("account")).url == reverse("account")


def test_a_log_in_does_not_lead_to_another_site(client, researcher):
    assert log_in(client, next="https://elsewhere.example/").url == reverse("home")


def test_a_session_lasts_two_weeks_only_for_those_who_ask(client, researcher):
    log_in(client)
    assert client.session.get_expire_at_browser_close()
    client.logout()
    log_in(client, remember="on")
    assert client.session.get_expiry_age() == 14 * 24 * 60 * 60


@pytest.mark.parametrize("name", ["researcher", "nobody-here", "nobody@example.org"])
def test_a_wrong_password_gets_the_same_sentence_for_every_name(client, researcher, name):
    said = log_in(client, name, "not this one")
    assert said.status_code == 200
    assert "This name and this password do not belong together." in text(said)
    assert faults(said) == []


def test_too_many_tries_are_told_and_the_right_password_does_not_help(client, researcher):
    said = [text(log_in(client, password="not this one")) for _ in range(6)]
    assert "do not belong together" in said[4]
    assert "Too many tries. Wait five minutes" in said[5]
    assert "Too many tries. Wait five minutes" in text(log_in(client))
    assert client.get(reverse("account")).status_code == 302


def test_a_flood_of_log_ins_gets_a_page_of_ours(client, db, settings):
    settings.ACCOUNT_RATE_LIMITS = {"login": "1/m/ip"}
    log_in(client, "nobody")
    said = log_in(client, "nobody")
    assert said.status_code == 429
    assert "No account is locked" in text(said)
    assert faults(said) == []


def test_nobody_signs_up(client, django_user_model):
    wanted = {"username": "newcomer", "password1": PASSWORD, "password2": PASSWORD}
    for said in (client.get(reverse("account_signup")), client.post(reverse("account_signup"), wanted)):
        assert "Nobody signs up here" in text(said)
    assert not django_user_model.objects.filter(username="newcomer").exists()


def test_only_the_demonstration_says_where_its_passwords_are(client, db, settings):
    for settings.DEMO in (True, False):
        assert ("make demo" in text(client.get(reverse("account_login")))) is settings.DEMO


def test_the_administration_has_no_door_of_its_own(client, administrator, researcher):
    index, door = reverse("admin:index"), reverse("admin:login")
    assert client.get(door).url.startswith(reverse("account_login"))
    assert client.post(door, {"username": "administrator", "password": PASSWORD}).status_code == 302
    assert client.get(index, follow=True).redirect_chain[-1][0].startswith(reverse("account_login"))
    client.force_login(researcher)
    assert client.get(index, follow=True).status_code == 403


# ---- password


def test_a_person_changes_the_password_and_stays_logged_in(client, researcher):
    log_in(client)
    new = "another unlikely password"
    page = reverse("account_change_password")
    said = client.post(page, {"oldpassword": PASSWORD, "password1": new, "password2": new}, follow=True)
    assert "Your password is changed." in text(said)
    client.post(reverse("account_logout"))
    assert "do not belong together" in text(log_in(client))
    assert log_in(client, password=new).url == reverse("home")


def test_a_password_that_is_wrong_or_weak_is_told_at_its_field(client, researcher):
    log_in(client)
    page = reverse("account_change_password")
    said = client.post(page, {"oldpassword": "no", "password1": "elevenchars", "password2": "elevenchars"})
    assert "This is not the password you have now." in text(said)
    assert "At least 12 characters" in text(said)
    assert "must contain at least 12 characters" in text(said)
    assert said.content.count(b'aria-invalid="true"') == 2
    researcher.refresh_from_db()
    assert researcher.check_password(PASSWORD)


def test_a_lost_password_is_set_anew_by_mail_once(client, researcher):
    researcher.email = "r@example.org"
    researcher.save()
    client.post(reverse("account_reset_password"), {"email": "r@example.org"})
    [letter] = mail.outbox
    assert letter.subject == "Supply Chains: set a new password"
    assert "You log in as researcher." in letter.body
    link = re.search(r"https?://testserver(\S+)", letter.body)[1]
    form = client.get(link, follow=True)
    assert faults(form) == []
    new = {"password1": "another unlikely password", "password2": "another unlikely password"}
    assert "Your new password is set" in text(client.post(form.redirect_chain[-1][0], new, follow=True))
    assert log_in(client, password="another unlikely password").url == reverse("home")
    client.logout()
    assert "This link no longer works" in text(client.get(link))


def test_asking_for_a_mail_does_not_tell_who_has_an_account(client, researcher):
    known, unknown = (
        client.post(reverse("account_reset_password"), {"email": address}, follow=True)
        for address in ("r@example.org", "nobody@example.org")
    )
    assert text(known) == text(unknown)
    assert mail.outbox == []


# ---- second step


@pytest.fixture
def with_second_step(client, researcher):
    """The key in the app of a researcher who set it up through the pages, and the recovery codes."""
    log_in(client)
    start = reverse("mfa_activate_totp")
    asked = client.get(start)
    assert asked.url.startswith(reverse("account_reauthenticate"))
    page = client.post(asked.url, {"password": PASSWORD, "next": start}, follow=True)
    assert b'src="data:image/svg+xml;base64,' in page.content
    assert faults(page) == []
    key = re.search(r"verbatim\">([A-Z2-7]{32})<", page.content.decode())[1]
    assert "This code does not fit" in text(client.post(start, {"code": "no"}))
    codes = client.post(start, {"code": one_time_code(key)}, follow=True)
    assert "10 of 10 unused" in text(codes)
    found = re.findall(r"<li>(\d{8})</li>", codes.content.decode())
    client.post(reverse("account_logout"))
    return key, found


def test_after_the_password_the_code_is_asked_for(client, with_second_step):
    key, _ = with_second_step
    assert log_in(client).url == reverse("mfa_authenticate")
    assert client.get(reverse("account")).status_code == 302
    assert "This code does not fit" in text(client.post(reverse("mfa_authenticate"), {"code": "000"}))
    said = client.post(reverse("mfa_authenticate"), {"code": one_time_code(key)})
    assert said.url == reverse("home")
    assert "on: app and recovery codes" in text(client.get(reverse("account")))


def test_a_recovery_code_stands_in_for_the_phone_once(client, with_second_step):
    _, codes = with_second_step
    assert len(codes) == 10
    for answer in (reverse("home"), None):
        log_in(client)
        said = client.post(reverse("mfa_authenticate"), {"code": codes[0]})
        assert getattr(said, "url", None) == answer
        client.post(reverse("account_logout"))


def test_the_second_step_can_be_left_for_another_account(client, with_second_step):
    log_in(client)
    assert "Log in as somebody else" in text(client.get(reverse("mfa_authenticate")))
    client.post(reverse("account_logout"), {"next": reverse("account_login")})
    assert client.get(reverse("account_login")).status_code == 200


def test_guessing_codes_is_stopped(client, with_second_step):
    log_in(client)
    said = [text(client.post(reverse("mfa_authenticate"), {"code": f"{n:03d}"})) for n in range(6)]
    assert "Too many tries. Wait five minutes" in said[5]


def test_the_second_step_is_taken_off_after_a_confirmation(client, with_second_step):
    key, _ = with_second_step
    log_in(client)
    client.post(reverse("mfa_authenticate"), {"code": one_time_code(key, time.time() + 30)})
    off = reverse("mfa_deactivate_totp")
    confirm = client.get(off)
    assert confirm.url.startswith(reverse("account_reauthenticate"))
    assert "Confirm with a code instead" in text(client.get(confirm.url))
    assert "This is not your password." in text(client.post(confirm.url, {"password": "no", "next": off}))
    client.post(confirm.url, {"password": PASSWORD, "next": off})
    assert "The second step is taken off." in text(client.post(off, follow=True))
    client.post(reverse("account_logout"))
    assert log_in(client).url == reverse("home")


def test_an_address_that_a_reset_took_note_of_does_not_bar_the_second_step(client, researcher):
    researcher.email = "r@example.org"
    researcher.save()
    client.post(reverse("account_reset_password"), {"email": "r@example.org"})
    log_in(client)
    assert client.get(reverse("mfa_activate_totp")).url.startswith(reverse("account_reauthenticate"))


# ---- pages


def test_every_page_at_the_door_is_our_own(client, researcher, with_second_step):
    """allauth brings templates of its own, in another voice and with inline scripts; none may be reached."""
    key, _ = with_second_step
    seen = [client.get(reverse(name)) for name in OPEN_PAGES]
    log_in(client)
    seen.append(client.get(reverse("mfa_authenticate")))
    client.post(reverse("mfa_authenticate"), {"code": one_time_code(key, time.time() + 30)})
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    seen += [client.get(reverse(name)) for name in OWN_PAGES]
    assert [response.status_code for response in seen] == [200] * len(seen)
    names = {template.name for response in seen for template in response.templates}
    library = re.compile("account|mfa|allauth")
    assert {name for name in names if library.match(name) and not (OURS / name).exists()} == set()
    assert [fault for response in seen for fault in faults(response)] == []
    assert not [response for response in seen if re.search(r"[Pp]lease|uccessfully|!", text(response))]


OPEN_PAGES = """account_login account_signup account_inactive account_reset_password account_reset_password_done
account_reset_password_from_key_done""".split()
OWN_PAGES = """account_logout account_change_password account_reauthenticate mfa_index mfa_reauthenticate
mfa_deactivate_totp mfa_view_recovery_codes mfa_generate_recovery_codes mfa_download_recovery_codes""".split()


@pytest.mark.parametrize(
    ("html", "found"),
    [
        ('<p style="color: red">', ["style= on <p>"]),
        ('<button onclick="go()">', ["onclick= on <button>"]),
        ("<style>p {}</style>", ["<style>"]),
        ("<script>go()</script>", ["a script in the page"]),
        ('<a href="javascript:go()">', ["href=javascript:go() on <a>"]),
        ('<script src="/static/a.js"></script><script type="application/json">{}</script>', []),
    ],
)
def test_what_stands_inline_is_found(html, found):
    assert inline(html) == found
