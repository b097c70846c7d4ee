"""One file of settings. What differs between installations comes from the environment, see docs/development.md."""

import contextlib
import os
import secrets
from pathlib import Path
from urllib.parse import quote

from environs import Env, validate

BASE_DIR = Path(__file__).resolve().parent.parent
VAR = BASE_DIR / "var"
VAR.mkdir(exist_ok=True)

env = Env()

DEMO = env.bool("SUPPLYCHAINS_DEMO", False)  # invented users with known passwords exist only under this
DEBUG = env.bool("DEBUG", False)
LOCAL = DEMO or DEBUG


def local_secret():
    """A key of this installation alone, made on first use, so that no key stands in any file of the project."""
    path, new = VAR / "secret-key", VAR / f"secret-key-{os.getpid()}"
    if not path.exists():
        new.touch(mode=0o600)
        new.write_text(secrets.token_urlsafe(50))
        with contextlib.suppress(FileExistsError):  # another process was quicker: its key is the one
            os.link(new, path)
        new.unlink()
    return path.read_text()


SECRET_KEY = env.str("SECRET_KEY", "") or local_secret()
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", ["127.0.0.1", "localhost", "[::1]"])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", [])

INSTALLED_APPS = [
    "supplychains",
    "providers",
    "supplychains.contracts",
    "supplychains.lists",
    "supplychains.survey",
    "supplychains.graphs",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",  # lets our own field templates stand in templates/
    "django_tables2",
    "simple_history",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "csp",
    "django_tasks",
    "django_tasks_db",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",
    "supplychains.errors.explain_not_allowed",
]

ROOT_URLCONF = "supplychains.urls"
WSGI_APPLICATION = "supplychains.wsgi.application"
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
FORMS_URLFIELD_ASSUME_HTTPS = True  # who types "example.org" means https; the default from Django 6 on
DJANGO_TABLES2_TEMPLATE = "django_tables2/table.html"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "supplychains.access.page",
            ],
        },
    },
]

# ---- database: SQLite by default, PostgreSQL by DATABASE_URL; nothing may work on one only
DATABASES = {"default": env.dj_db_url("DATABASE_URL", f"sqlite:///{quote(str(VAR / 'supplychains.sqlite3'))}")}
if "sqlite" in DATABASES["default"]["ENGINE"]:
    # Without IMMEDIATE, writes are lost to "database is locked" as soon as a handful of people call at once.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
    }
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# allauth counts failed log-ins in the cache; several workers need one cache, so it lives in the database.
# Layouts follow from the chain alone, so each process may keep its own. How far an import is cannot stand in the
# database, whose transaction shows nothing before its end; files serve all processes of one machine.
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "cache"},
    "progress": env.dj_cache_url("PROGRESS_CACHE_URL")
    if "PROGRESS_CACHE_URL" in os.environ
    else {"BACKEND": "django.core.cache.backends.filebased.FileBasedCache", "LOCATION": VAR / "progress"},
    "layouts": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": "layouts",
        "OPTIONS": {"MAX_ENTRIES": 1000},
    },
}

# ---- what takes longer than a page may: within the request, or by `manage.py db_worker` beside the server
RUNS_TASKS = {
    "immediate": "django_tasks.backends.immediate.ImmediateBackend",
    "database": "django_tasks_db.DatabaseBackend",
}
TASKS = {"default": {"BACKEND": RUNS_TASKS[env.str("TASKS", "immediate", validate=validate.OneOf(RUNS_TASKS))]}}

# ---- who may come in
AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
ACCOUNT_ADAPTER = "supplychains.accounts.Accounts"
ACCOUNT_FORMS = {
    "login": "supplychains.accounts.Login",
    "change_password": "supplychains.accounts.ChangePassword",
    "reset_password": "supplychains.accounts.AskForReset",
    "reset_password_from_key": "supplychains.accounts.ResetPassword",
    "reauthenticate": "supplychains.accounts.ConfirmByPassword",
}
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "email", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False  # else anybody could have us write to anybody
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
MFA_ADAPTER = "supplychains.accounts.SecondStep"
MFA_FORMS = {
    "authenticate": "supplychains.accounts.SecondStepAtLogin",
    "reauthenticate": "supplychains.accounts.ConfirmByCode",
    "activate_totp": "supplychains.accounts.SetUpApp",
}
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Supply Chains"
MFA_TOTP_TOLERANCE = 1  # a phone whose clock is half a minute off still lets its owner in
MFA_ALLOW_UNVERIFIED_EMAIL = True  # addresses are entered by an administrator, there is nothing to verify

# ---- what a page may load: our own files, and nothing else
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "connect-src": ["'self'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
        "base-uri": ["'none'"],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
BEHIND_PROXY = env.bool("BEHIND_PROXY", False)
ALLAUTH_TRUSTED_PROXY_COUNT = int(BEHIND_PROXY)  # tries at log-in are counted by the caller's address, not the proxy's
if not LOCAL:
    SECURE_SSL_REDIRECT = env.bool("SECURE_SSL_REDIRECT", True)
    SECURE_REDIRECT_EXEMPT = [r"^health/$"]
    SECURE_HSTS_SECONDS = env.int("SECURE_HSTS_SECONDS", 3600)
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_PROXY else None
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT

# ---- files
STATIC_URL = "static/"
STATIC_ROOT = VAR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
WHITENOISE_USE_FINDERS = LOCAL  # the demo serves straight from the folders, with nothing to collect
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if LOCAL
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
FIXTURE_DIRS = [BASE_DIR / "fixtures"]
LIST_MAX_BYTES = env.int("LIST_MAX_BYTES", 20 * 1024 * 1024)
DATA_UPLOAD_MAX_MEMORY_SIZE = LIST_MAX_BYTES + 1024 * 1024  # a list may be pasted into its form
LIST_ROWS_AT_ONCE = env.int("LIST_ROWS_AT_ONCE", 5_000)  # a longer list is applied as a task, with its progress told
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
MESSAGE_TAGS = {25: "good", 30: "warn", 40: "bad"}  # success, warning, error, as the stylesheet calls them

EMAIL_CONFIG = env.dj_email_url("EMAIL_URL", "console:")
vars().update({name: value for name, value in EMAIL_CONFIG.items() if name.isupper()})
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", "supplychains@localhost")

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_TZ = True
DATE_FORMAT, SHORT_DATE_FORMAT = "j F Y", "j M Y"

# Errors go to the console of the server; the pages of the people say only what they can do.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "loggers": {"django": {"handlers": ["console"], "level": "WARNING", "propagate": False}},
}
