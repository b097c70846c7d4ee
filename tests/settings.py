"""As in production, but over plain HTTP, with a throwaway key, and without collected files."""

import os

os.environ.setdefault("SECRET_KEY", "for tests only")
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")  # Playwright's loop runs in the thread of the tests

from supplychains.settings import *  # noqa: E402, F403
from supplychains.settings import INSTALLED_APPS, MIDDLEWARE, STORAGES  # noqa: E402

SECURE_SSL_REDIRECT = SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = False
STORAGES = {
    **STORAGES,
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
WHITENOISE_USE_FINDERS = True
INSTALLED_APPS = [*INSTALLED_APPS, "zeal"]
MIDDLEWARE = ["zeal.middleware.zeal_middleware", *MIDDLEWARE]  # a page that asks once per row fails its test
ZEAL_ALLOWLIST = [  # at log-in and log-out, Django and allauth read the one session and the one user again
    {"model": "sessions.Session", "field": "get()"},
    {"model": "auth.User", "field": "get()"},
]
