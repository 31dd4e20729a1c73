"""Settings of the portal: one file, everything that differs between offices read from the environment.

``PRODUCTION=true`` turns on what a public server needs and refuses to start without a secret key and host names;
without it the portal serves one machine from an embedded SQLite database. README.md lists the variables.
"""

import os
import secrets
from pathlib import Path

import bootstrap_wrapper
import environ
import fontpkg_be_vietnam_pro
from django.core.exceptions import ImproperlyConfigured

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = BASE_DIR / "var"

env = environ.FileAwareEnv()
environ.Env.read_env(BASE_DIR / ".env")


def _switch(name: str, *, default: bool) -> bool:
    """'true' or 'false'. Any other word stops the portal: a slip of the pen must not open it."""
    words = env.str(name, default=str(default)).strip().lower()
    if words not in {"true", "false", "yes", "no", "on", "off", "1", "0"}:
        raise ImproperlyConfigured(f"{name} must be true or false, not {words!r}.")
    return words in {"true", "yes", "on", "1"}


PRODUCTION = _switch("PRODUCTION", default=False)
DEBUG = _switch("DEBUG", default=False)
if PRODUCTION and DEBUG:
    raise ImproperlyConfigured("PRODUCTION does not go with DEBUG, which shows settings and code to everybody.")


def _local_secret_key() -> str:
    """The key of this machine, made at the first start; the file is created whole or not at all, for its owner alone."""
    path = VAR_DIR / "secret_key"
    VAR_DIR.mkdir(exist_ok=True)
    if not path.exists():
        draft = VAR_DIR / f"secret_key.{os.getpid()}"
        draft.touch(mode=0o600)
        draft.write_text(secrets.token_urlsafe(50), "ascii")
        try:
            os.link(draft, path)
        except FileExistsError:
            pass  # another process was first: its key holds
        finally:
            draft.unlink()
    return path.read_text("ascii")


SECRET_KEY = env.str("SECRET_KEY", default="")
if not SECRET_KEY:
    if PRODUCTION:
        raise ImproperlyConfigured("PRODUCTION needs SECRET_KEY: set it to a long random text that nobody else knows.")
    SECRET_KEY = _local_secret_key()

ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=[] if PRODUCTION else ["localhost", "127.0.0.1", "[::1]"])
if PRODUCTION and not ALLOWED_HOSTS:
    raise ImproperlyConfigured("PRODUCTION needs ALLOWED_HOSTS: the host names of the portal, parted by commas.")
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])

INSTALLED_APPS = [
    "portal",
    "directives",
    "meetings",
    "districts",
    "crispy_forms",
    "crispy_bootstrap5",
    "django_htmx",
    "post_office",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "districts.acting.officer_of_request",
    "districts.page_reads.rows_read_once",
    "portal.hidden_rows.hidden_rows_recorded",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]

ROOT_URLCONF = "portal.urls"
WSGI_APPLICATION = "portal.wsgi.application"

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
                "portal.context.frame",
            ],
        },
    },
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
INSTALLED_APPS.append("django.forms")
CRISPY_ALLOWED_TEMPLATE_PACKS = "bootstrap5"
CRISPY_TEMPLATE_PACK = "bootstrap5"

DATABASES = {"default": env.db_url("DATABASE_URL", default=f"sqlite:///{VAR_DIR / 'giaoban.sqlite3'}")}
if not DATABASES["default"].get("ENGINE"):
    raise ImproperlyConfigured("DATABASE_URL must look like postgres://user:password@host/name or sqlite:////path.")
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    VAR_DIR.mkdir(exist_ok=True)
    DATABASES["default"]["OPTIONS"] = {
        # A read-then-write transaction that begins DEFERRED fails when another has written in between.
        "transaction_mode": "IMMEDIATE",
        "timeout": 60,
        # REPLACE deletes rows, and delete triggers see that only with recursive_triggers.
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA recursive_triggers=ON;",
    }
else:
    DATABASES["default"].setdefault("CONN_MAX_AGE", 60)
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
    # A page that joins three dozen tables by their keys is planned for a second at PostgreSQL's 8, for 40 ms at 4: the
    # order in which Django writes such joins is a good one already. Nor is a question of a page compiled: that takes up
    # to a second for rows that are read in milliseconds.
    DATABASES["default"].setdefault("OPTIONS", {}).setdefault("options", "-c join_collapse_limit=4 -c jit=off")
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "districts.Officer"
AUTHENTICATION_BACKENDS = ["portal.roles.RoleBackend"]
LOGIN_URL = "login"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "login"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]

LANGUAGE_CODE = "vi"
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_I18N = True
USE_TZ = True
FORMAT_MODULE_PATH = ["portal.formats"]

STATIC_URL = "static/"
STATIC_ROOT = VAR_DIR / "static"
STATIC_ROOT.mkdir(parents=True, exist_ok=True)
STATICFILES_DIRS = [
    BASE_DIR / "static",
    ("bootstrap", bootstrap_wrapper.get_bootstrap_dir()),
    ("be-vietnam-pro", Path(fontpkg_be_vietnam_pro.__file__).parent / "files"),
]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if PRODUCTION
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = not PRODUCTION

# Where printed papers and uploaded files are kept, each under its SHA-256.
FILES_ROOT = env.path("FILES_ROOT", default=str(VAR_DIR / "files"))
# A folder that holds the office's own Times New Roman; empty: Liberation Serif from the system's package.
NOTICE_FONT_DIR = env.str("NOTICE_FONT_DIR", default="")
# A folder with the certificates of the authorities whose digital signatures count as trusted (.pem, .crt, .cer, .der).
SIGNATURE_ROOTS_DIR = env.str("SIGNATURE_ROOTS_DIR", default="")
# How many days before its deadline an order counts as due soon.
DUE_SOON_DAYS = env.int("DUE_SOON_DAYS", default=7)
# How often the deadline of one order may be moved at its unit's wish, and the working days in which the Sở answers a result.
LONGEST_EXTENSION_DAYS = env.int("LONGEST_EXTENSION_DAYS", default=730)
MOST_EXTENSIONS = env.int("MOST_EXTENSIONS", default=2)
ANSWER_WORKING_DAYS = env.int("ANSWER_WORKING_DAYS", default=5)
# An order without a deadline is marked once so many days have passed without a report.
QUIET_DAYS = env.int("QUIET_DAYS", default=90)
# At a meeting, tasks of earlier ones that fall due later than so many days after it are folded away.
CARRIED_AHEAD_DAYS = env.int("CARRIED_AHEAD_DAYS", default=30)

# The mail server. Without MAIL_HOST mails stay in their queue. MAIL_TLS: starttls, ssl or none.
EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
EMAIL_HOST = env.str("MAIL_HOST", default="")
MAIL_TLS = env.str("MAIL_TLS", default="starttls").strip().lower()
if MAIL_TLS not in {"starttls", "ssl", "none"}:
    raise ImproperlyConfigured(f"MAIL_TLS must be starttls, ssl or none, not {MAIL_TLS!r}.")
EMAIL_USE_TLS, EMAIL_USE_SSL = MAIL_TLS == "starttls", MAIL_TLS == "ssl"
EMAIL_PORT = env.int("MAIL_PORT", default={"starttls": 587, "ssl": 465, "none": 25}[MAIL_TLS])
EMAIL_HOST_USER = env.str("MAIL_USER", default="")
EMAIL_HOST_PASSWORD = env.str("MAIL_PASSWORD", default="")
EMAIL_TIMEOUT = env.int("MAIL_TIMEOUT", default=30)
DEFAULT_FROM_EMAIL = env.str("MAIL_FROM", default="")
if EMAIL_HOST and not DEFAULT_FROM_EMAIL:
    raise ImproperlyConfigured("MAIL_HOST needs MAIL_FROM: the address from which the portal writes.")
# The portal's own address, to which its mails link: https://giaoban.example.gov.vn. Empty: mails carry no link.
PORTAL_URL = env.str("PORTAL_URL", default="").rstrip("/")
if PORTAL_URL and not PORTAL_URL.startswith(("https://", "http://")):
    raise ImproperlyConfigured(f"PORTAL_URL must begin with https:// or http://, not {PORTAL_URL!r}.")

# Reminders: working days before a deadline; days between two of an order that is late; days without a report after which an
# order without a deadline is; and how many days late it is when the unit's head, and a leader of the Sở, are told besides.
REMIND_BEFORE = env.list("REMIND_BEFORE", cast=int, default=[7, 3, 1])
REMIND_AGAIN_DAYS = env.int("REMIND_AGAIN_DAYS", default=7)
SILENT_DAYS = env.int("SILENT_DAYS", default=90)
HEAD_TOLD_AFTER_DAYS = env.int("HEAD_TOLD_AFTER_DAYS", default=7)
LEADER_TOLD_AFTER_DAYS = env.int("LEADER_TOLD_AFTER_DAYS", default=21)
if min([*REMIND_BEFORE, REMIND_AGAIN_DAYS, SILENT_DAYS, HEAD_TOLD_AFTER_DAYS, LEADER_TOLD_AFTER_DAYS]) < 1:
    raise ImproperlyConfigured("REMIND_BEFORE and the other days of reminders must be numbers from 1.")

# Whoever signs types the password again when it was last typed longer ago; 0: never asked again.
PASSWORD_AGAIN_MINUTES = env.int("PASSWORD_AGAIN_MINUTES", default=15)
if not 0 <= PASSWORD_AGAIN_MINUTES <= 24 * 60:
    raise ImproperlyConfigured("PASSWORD_AGAIN_MINUTES must be a number of minutes from 0 to 1440.")

FILE_UPLOAD_HANDLERS = [
    "meetings.uploads.CappedUploadHandler",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
# The text of a document that was read comes back in a form when it is accepted.
DATA_UPLOAD_MAX_MEMORY_SIZE = 6 * 1024 * 1024
# A meeting with 150 delegations and their attendees is one form.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000

SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
X_FRAME_OPTIONS = "SAMEORIGIN"
SECURE_REFERRER_POLICY = "same-origin"
if PRODUCTION:
    SECURE_SSL_REDIRECT = _switch("SECURE_SSL_REDIRECT", default=True)
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
    SECURE_HSTS_SECONDS = env.int("SECURE_HSTS_SECONDS", default=31536000)

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    # Libraries that tell every step of theirs at INFO.
    "loggers": {
        name: {"level": "ERROR"} for name in ("weasyprint", "fontTools", "pdfminer", "pikepdf", "pikepdf._core")
    },
    "root": {"handlers": ["console"], "level": env.str("LOG_LEVEL", default="INFO")},
}
