"""Settings, read from the environment. docs/operations.md lists every variable."""

import sqlite3
from pathlib import Path
from urllib.parse import urlsplit

from qualitymonth import env, masking, schedule

BASE_DIR = Path(__file__).resolve().parent.parent
DATA_DIR = env.directory(
    "QM_DATA_DIR",
    BASE_DIR / "var",
    inside=("db", "media/private", "media/public", "queue", "mail", "exports", "uploads", "logs", "cache", "static"),
)

# ---- The address decides about cookies and transport -------------------------------------------------------------
PORT = env.integer("PORT", 8000, least=1, most=65535)
BASE_URL = env.base_url("QM_BASE_URL", f"http://127.0.0.1:{PORT}")
BASE_HOST = urlsplit(BASE_URL).hostname or ""
ON_HTTPS = BASE_URL.startswith("https://")
LOOPBACK = ("127.0.0.1", "localhost", "::1")
ON_LOOPBACK = BASE_HOST in LOOPBACK

DEBUG = env.flag("DEBUG", default=False)
SECRET_KEY = env.secret("SECRET_KEY", DATA_DIR / "secret_key")
# Loopback names stay allowed so that a health probe on the machine itself needs no forged Host header.
ALLOWED_HOSTS = sorted({BASE_HOST, "127.0.0.1", "localhost", "[::1]"})
CSRF_TRUSTED_ORIGINS = [BASE_URL]
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = ON_HTTPS
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SECURE_SSL_REDIRECT = ON_HTTPS
SECURE_REDIRECT_EXEMPT = [r"^(healthz|readyz)$"]
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if ON_HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = ON_HTTPS
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin" if ON_HTTPS or ON_LOOPBACK else None
X_FRAME_OPTIONS = "DENY"

# ---- Applications ------------------------------------------------------------------------------------------------
INSTALLED_APPS = [
    "qualitymonth",
    "activities",
    "campaigns",
    "orgs",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.forms",
    "treebeard",
    "rules.apps.AutodiscoverRulesConfig",
    "allauth",
    "allauth.account",
    "import_export",
    "django_htmx",
    "django_filters",
]
MIDDLEWARE = [
    "qualitymonth.middleware.Headers",  # outermost: redirects and refusals of those below carry them too
    "django.middleware.security.SecurityMiddleware",
    "qualitymonth.middleware.PlainAddress",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.http.ConditionalGetMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "qualitymonth.middleware.IdleSession",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]
ROOT_URLCONF = "qualitymonth.urls"
WSGI_APPLICATION = "qualitymonth.wsgi.application"
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
                "campaigns.context.campaign",
                "orgs.context.frame",
                "qualitymonth.context.site",
            ],
        },
    },
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

# ---- Database, cache ---------------------------------------------------------------------------------------------
# SQLite 3.7.0 to 3.51.2 can lose commits when a write-ahead log is reset; older ones keep the rollback journal.
SQLITE_JOURNAL = "WAL" if sqlite3.sqlite_version_info >= (3, 51, 3) else "DELETE"
SQLITE_SYNCHRONOUS = env.choice("QM_SQLITE_SYNCHRONOUS", "FULL", among=("FULL", "NORMAL", "OFF"))
SQLITE = {
    "ENGINE": "django.db.backends.sqlite3",
    "NAME": DATA_DIR / "db" / "qualitymonth.sqlite3",
    "CONN_MAX_AGE": 60,  # opening it anew for each request takes longer than answering from the cache
    "OPTIONS": {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": f"PRAGMA journal_mode={SQLITE_JOURNAL}; PRAGMA synchronous={SQLITE_SYNCHRONOUS};",
    },
    # A file, not memory: the live server and the workers of a test are other threads and processes.
    "TEST": {"NAME": DATA_DIR / "db" / "test.sqlite3"},
}
POSTGRES = env.database("DATABASE_URL", first=env.NO_TURNING_DISK)
DATABASES = {"default": SQLITE if POSTGRES is None else POSTGRES | {"CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True}}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

REDIS_URL = env.address("REDIS_URL", schemes=("redis", "rediss"))


def _cache(name: str, entries: int) -> dict[str, object]:
    if REDIS_URL:
        patience = {"socket_connect_timeout": 2, "socket_timeout": 5}  # a line gone dead must not hold a worker
        cache = "django.core.cache.backends.redis.RedisCache"
        return {"BACKEND": cache, "LOCATION": REDIS_URL, "KEY_PREFIX": name, "OPTIONS": patience}
    return {
        "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
        "LOCATION": DATA_DIR / "cache" / name,
        "OPTIONS": {"MAX_ENTRIES": entries},
    }


# Whole pages are kept by each process for itself: their keys carry a stamp from the database (orgs/freshness.py), so no
# process can hold a stale one, and memory is ten times as quick as files or Redis.
_pages = {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "OPTIONS": {"MAX_ENTRIES": 300}}
CACHES = {"default": _cache("state", 5000), "pages": _pages}

# ---- People ------------------------------------------------------------------------------------------------------
AUTH_USER_MODEL = "orgs.User"
AUTHENTICATION_BACKENDS = [
    "rules.permissions.ObjectPermissionBackend",
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "orgs.passwords.LengthAndClasses"},
]
LOGIN_URL = "/accounts/login/"
LOGIN_REDIRECT_URL = "/work/"
LOGOUT_REDIRECT_URL = ACCOUNT_LOGOUT_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "orgs.accounts.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "email", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_SESSION_REMEMBER = False
# Five failures lock for a quarter of an hour (GB/T 22239 asks for a lock); void links are counted by visitors' address.
ACCOUNT_RATE_LIMITS = {"login": "60/m/ip", "login_failed": "30/5m/ip,5/15m/key", "secret_link": "30/5m/ip"}
ACCOUNT_RATE_LIMITS |= {"api_key_miss": "30/5m/ip", "api_call": "300/m/key", "calendar_feed": "60/h/key"}
ALLAUTH_TRUSTED_PROXY_COUNT = env.integer("QM_TRUSTED_PROXIES", 0, least=0, most=5)
IDLE_MINUTES = env.integer("QM_IDLE_MINUTES", 30, least=1, most=1440)
SESSION_COOKIE_AGE = IDLE_MINUTES * 60

# ---- Language, time, files ---------------------------------------------------------------------------------------
LANGUAGE_CODE = "zh-hans"
USE_I18N = USE_TZ = True
TIME_ZONE = "Asia/Shanghai"

STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
# Hashed names need a `collectstatic`, which script/server runs; DEBUG and the tests read the sources.
STATIC_HASHED = env.flag("QM_STATIC_HASHED", default=not DEBUG)
WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = not STATIC_HASHED
MEDIA_ROOT = DATA_DIR / "media" / "private"
MEDIA_URL = "/media-is-not-served/"
PUBLIC_MEDIA_ROOT = DATA_DIR / "media" / "public"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if STATIC_HASHED
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000  # a draft's outline posts one position per item

# ---- Mail --------------------------------------------------------------------------------------------------------
EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = DATA_DIR / "mail"
EMAIL_TIMEOUT = 20
vars().update(env.mail("EMAIL_URL"))
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.text("QM_MAIL_FROM", f"portal@{BASE_HOST if '.' in BASE_HOST else 'localhost'}")

# ---- Short messages and robots of chat groups ------------------------------------------------------------------------
SMS_GATEWAY, SMS_URL = env.choice("QM_SMS_GATEWAY", "OFF", among=("OFF", "FILE", "HTTP")), env.address("QM_SMS_URL")
SMS_BODY = env.template("QM_SMS_BODY", '{"to": "{to}", "text": "{text}", "id": "{id}"}')
SMS_TOKEN, SMS_SECRET = env.text("QM_SMS_TOKEN"), env.text("QM_SMS_SECRET")
SMS_SIGN, SMS_OK = env.text("QM_SMS_SIGN", "质量月"), env.text("QM_SMS_OK")
HOOKS_MAY_BE_LOCAL = env.flag("QM_HOOKS_MAY_BE_LOCAL", default=False)  # for tests; never in service
OUTBOX_CLAIM_SECONDS = env.integer("QM_OUTBOX_CLAIM_SECONDS", 600, least=2, most=3600)  # then its worker has died

# ---- Jobs: ticks that look into the database; the broker is only a doorbell -----------------------------------------
QUEUE_DIR = DATA_DIR / "queue"
CELERY_BROKER_URL = REDIS_URL or "filesystem://localhost"
CELERY_BROKER_TRANSPORT = None if REDIS_URL else "qualitymonth.filequeue:Transport"  # one file per job at the most
# One quick attempt: a request that rings must not wait for a broker that is away (kombu's default takes six seconds).
BROKER_ON_REDIS = {"visibility_timeout": 3600, "socket_connect_timeout": 1, "socket_timeout": 5, "max_retries": 0}
BROKER_ON_FILES = {"data_folder_in": QUEUE_DIR, "data_folder_out": QUEUE_DIR, "control_folder": QUEUE_DIR / "control"}
CELERY_BROKER_TRANSPORT_OPTIONS = BROKER_ON_REDIS if REDIS_URL else BROKER_ON_FILES
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_TASK_SOFT_TIME_LIMIT, CELERY_TASK_TIME_LIMIT = 540, 600  # seconds, far below the visibility timeout
CELERY_TIMEZONE, CELERY_WORKER_HIJACK_ROOT_LOGGER = TIME_ZONE, False
CELERY_WORKER_ENABLE_REMOTE_CONTROL = bool(REDIS_URL)  # on files its answers would pile up
CELERY_BEAT_SCHEDULE_FILENAME, CELERY_BEAT_SCHEDULER = str(DATA_DIR / "queue.beat"), "qualitymonth.beating.Scheduler"
DEAF_SECONDS = env.integer("QM_DEAF_SECONDS", 90, least=5, most=3600)  # without a tick though beat sends
CELERY_BEAT_SCHEDULE = schedule.every(env.integer("QM_BEAT_SECONDS", 0, least=0, most=3600))
LOGGING = masking.logging_from(env.choice("QM_LOG_LEVEL", "INFO", among=("DEBUG", "INFO", "WARNING")))
LOG_DAYS = env.integer("QM_LOG_DAYS", 200, least=184, most=3650)  # Cybersecurity Law, article 21: six months

# ---- The portal's own numbers and words ----------------------------------------------------------------------------
REMINDER_STEPS = env.integers("QM_REMINDER_STEPS", "-5,-1,1")  # working days from the due date
REMINDER_COOLDOWN_HOURS = env.integer("QM_REMINDER_COOLDOWN_HOURS", 24, least=0, most=240)  # after one by hand
PHOTO_MAX_BYTES = env.integer("QM_PHOTO_MAX_MB", 20, least=1, most=200) * 1024 * 1024
PHOTO_MAX_PIXELS = env.integer("QM_PHOTO_MAX_MEGAPIXELS", 50, least=1, most=200) * 1_000_000
PHOTOS_PER_ACTIVITY = env.integer("QM_PHOTOS_PER_ACTIVITY", 30, least=1, most=500)
VIDEO_MAX_BYTES = env.integer("QM_VIDEO_MAX_MB", 0, least=0, most=500) * 1024 * 1024  # 0 = no videos
UPLOAD_DIR = DATA_DIR / "uploads"  # files on their way; with several web machines a folder that all of them share
KEPT_DAYS = env.integer("QM_KEPT_DAYS", 7, least=0, most=30)  # the logging page opens without a line; 0: never
UPLOADS_MAX_BYTES = env.integer("QM_UPLOADS_MAX_MB", 1024, least=20, most=100_000) * 1024 * 1024  # one person, at once
ATTACHMENT_MAX_BYTES = env.integer("QM_ATTACHMENT_MAX_MB", 50, least=1, most=500) * 1024 * 1024
EXPORT_MAX_ROWS = env.integer("QM_EXPORT_MAX_ROWS", 500_000, least=100, most=1_000_000)  # .xlsx ends at 1,048,576
EXPORTS_AT_ONCE = 1 if POSTGRES is None else 3  # files made at the same time; workers have other jobs as well
BIND = env.text("QM_BIND", "127.0.0.1")
# Accounts with a known password: only on loopback, and beside a PostgreSQL database only when asked for.
DEMO_ALLOWED = ON_LOOPBACK and BIND in LOOPBACK and env.flag("QM_DEMO", default=POSTGRES is None)
DEMO_PASSWORD = env.text("QM_DEMO_PASSWORD", "Quality-Month-2024")
SITE = {
    "name": env.text("QM_SITE_NAME", "全国“质量月”活动门户"),
    "host_unit": env.text("QM_SITE_HOST_UNIT"),
    "contact": env.text("QM_SITE_CONTACT"),
    "site_code": env.text("QM_SITE_CODE"),
    "icp": env.text("QM_SITE_ICP"),
    "police": env.text("QM_SITE_POLICE"),
}
