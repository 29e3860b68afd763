"""Settings of the portal. What differs between machines comes from the environment or `.env`.

Every variable is explained in `docs/settings.md`; `.env.example` has a safe value for each.
"""

from pathlib import Path

import environ
from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

BASE_DIR = Path(__file__).resolve().parent.parent

env = environ.Env()
environ.Env.read_env(BASE_DIR / ".env")

# What is kept on this machine and is not code: database, mails as files, photographs, static files.
VAR_DIR = Path(env.str("VAR_DIR", default=str(BASE_DIR / "var")))
VAR_DIR.mkdir(parents=True, exist_ok=True)

DEBUG = env.bool("DEBUG", default=False)
SECRET_KEY = env.str("SECRET_KEY")  # no default on purpose: `make run` writes one into .env
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["127.0.0.1", "localhost", "[::1]"])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])

INSTALLED_APPS = [
    "modeltranslation",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.sitemaps",
    "django.forms",
    "terrassa_portal.web.apps.GestioConfig",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "auditlog",
    "csp",
    "django_filters",
    "django_tables2",
    "js_lib_leaflet",
    "terrassa_portal.web",
    "poligons",
    "empreses",
    "incidencies",
    "plans",
    "terrassa_portal",
]

MIDDLEWARE = [
    "terrassa_portal.web.middleware.RequestIdMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "terrassa_portal.web.middleware.HeadersMiddleware",
    "terrassa_portal.web.middleware.LanguageMiddleware",
    "terrassa_portal.web.middleware.NulMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "terrassa_portal.web.middleware.WritingAuditMiddleware",
]

ROOT_URLCONF = "terrassa_portal.urls"
WSGI_APPLICATION = "terrassa_portal.wsgi.application"

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
                "terrassa_portal.web.context_processors.portal",
            ],
        },
    },
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

# --- Database: SQLite on a fresh machine, PostgreSQL by DATABASE_URL ---------------------------

DATABASES = {"default": env.db("DATABASE_URL", default=f"sqlite:///{VAR_DIR / 'portal.sqlite3'}")}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # IMMEDIATE and WAL: without them two writers fail with "database is locked".
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": (
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;"
            "PRAGMA cache_size=-64000; PRAGMA temp_store=MEMORY; PRAGMA mmap_size=268435456;"
        ),
    }
    # A file, not memory: the threads of a browser test need one database between them.
    DATABASES["default"]["TEST"] = {"NAME": str(VAR_DIR / "test.sqlite3")}
else:
    DATABASES["default"]["CONN_MAX_AGE"] = env.int("CONN_MAX_AGE", default=60)
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# --- Cache: shared by all workers, because rate limits are counted in it -----------------------

CACHES = {
    "default": env.cache("CACHE_URL", default="dbcache://portal_cache"),
    # Each worker's own memory: for what may differ between workers for a minute.
    "memory": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "portal"},
}

# --- People ------------------------------------------------------------------------------------

AUTH_USER_MODEL = "web.Usuari"
AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/gestio/"
LOGOUT_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "terrassa_portal.web.accounts.ClosedAccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = False
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
# Accounts are made by a coordinator, who knows the address: allauth need not verify it first.
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_TOTP_ISSUER = "Polígons de Terrassa"

# --- Languages: Catalan first, no prefix; /es/ and /en/ -----------------------------------------

LANGUAGE_CODE = "ca"
LANGUAGES = [("ca", "Català"), ("es", "Castellano"), ("en", "English")]
LOCALE_PATHS = [BASE_DIR / "locale"]
MODELTRANSLATION_DEFAULT_LANGUAGE = "ca"
MODELTRANSLATION_FALLBACK_LANGUAGES = ("ca",)
TIME_ZONE = "Europe/Madrid"
USE_I18N = True
USE_TZ = True
USE_THOUSAND_SEPARATOR = True
FORMAT_MODULE_PATH = ["terrassa_portal.web.formats"]

# --- Files --------------------------------------------------------------------------------------

STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
MEDIA_ROOT = VAR_DIR / "media"  # private: nothing serves it but a view that asks who is looking
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = DEBUG
WHITENOISE_AUTOREFRESH = DEBUG
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_621_440
DATA_UPLOAD_MAX_NUMBER_FIELDS = 4000  # the grids of the back office
FILE_UPLOAD_MAX_MEMORY_SIZE = 2_621_440

# --- Mail: files under var/mail until EMAIL_URL names a server ------------------------------------

EMAIL_CONFIG = env.email_url("EMAIL_URL", default=f"filemail://{VAR_DIR / 'mail'}")
vars().update(EMAIL_CONFIG)
if EMAIL_CONFIG["EMAIL_FILE_PATH"]:  # the reader of addresses drops the slash that begins the path
    EMAIL_FILE_PATH = Path("/") / EMAIL_CONFIG["EMAIL_FILE_PATH"]
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = env.str(
    "DEFAULT_FROM_EMAIL", default="Polígons de Terrassa <no-reply@poligons.example>"
)
SERVER_EMAIL = DEFAULT_FROM_EMAIL

# --- Security -------------------------------------------------------------------------------------

# HTTPS=1 behind the nginx of deploy/: secure cookies, HSTS and the redirect come together.
HTTPS = env.bool("HTTPS", default=False)
SECURE_SSL_REDIRECT = HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_HSTS_PRELOAD = HTTPS
SESSION_COOKIE_SECURE = HTTPS
CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = True
CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_AGE = 60 * 60 * 10  # a working day
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "object-src": [NONE],
    },
}

# --- Logging: one line per event, with the id of the request -------------------------------------

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"request_id": {"()": "terrassa_portal.web.logs.RequestIdFilter"}},
    "formatters": {
        "line": {
            "()": "terrassa_portal.web.logs.RedactingFormatter",
            "format": "{asctime} {levelname} {name} [{request_id}] {message}",
            "style": "{",
        }
    },
    "handlers": {
        "console": {
            "class": "logging.StreamHandler",
            "formatter": "line",
            "filters": ["request_id"],
        }
    },
    "loggers": {"fontTools": {"level": "WARNING"}},  # it tells every glyph
    "root": {"handlers": ["console"], "level": env.str("LOG_LEVEL", default="INFO")},
}

# --- Third parties ---------------------------------------------------------------------------------

# Not in a cookie of their own: the portal sets two and says so in /galetes/.
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
DJANGO_TABLES2_TEMPLATE = "components/table.html"
AUDITLOG_DISABLE_REMOTE_ADDR = True  # an address is a personal datum nobody asked for

# --- The portal's own settings ----------------------------------------------------------------------

# The address people type, for links in mails and feeds. Without a final slash.
PORTAL_URL = env.str("PORTAL_URL", default="http://127.0.0.1:8000")
PORTAL_NAME = _("Polígons de Terrassa")

# Rows of a list page, and the most rows an XLSX may have (a sheet is built in one go: house.md).
LIST_PAGE_ROWS = 25
EXPORT_XLSX_MAX_ROWS = 20_000

# Hours between two attempts to send a mail grow from minutes up to this. Source: RFC 5321, 4.5.4.1.
SORTINT_ESPERA_MAXIMA_HORES = env.int("SORTINT_ESPERA_MAXIMA_HORES", default=4)
SORTINT_INTENTS_MAXIMS = env.int("SORTINT_INTENTS_MAXIMS", default=12)
# Seconds a worker keeps a mail to itself before another may take it.
SORTINT_RESERVA_SEGONS = env.int("SORTINT_RESERVA_SEGONS", default=120)

# A static path to the city's coat of arms, shown in the header. Empty until the council gives the file.
COAT_OF_ARMS = env.str("COAT_OF_ARMS", default="")

# Where mail goes when the service that must answer has no mailbox on file.
INCIDENCIES_BUSTIA_TRIATGE = env.str(
    "INCIDENCIES_BUSTIA_TRIATGE", default="promocio.industrial@terrassa.example"
)
