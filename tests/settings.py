"""The site's settings for the test suite: nothing is read from the machine's environment but
``DATABASE_URL``.
"""

import atexit
import os
import shutil
import tempfile

KEY = "dGhlIGtleSBvZiB0aGUgdGVzdHMsIDMyIGJ5dGVzISE="

for name in [name for name in os.environ if name.startswith("TOCHUC_")]:
    del os.environ[name]
os.environ["TOCHUC_DATA_DIR"] = tempfile.mkdtemp(prefix="tochuc-tests-")
atexit.register(shutil.rmtree, os.environ["TOCHUC_DATA_DIR"], ignore_errors=True)
os.environ["TOCHUC_SECRET_KEY"] = "the secret of the tests, which protects nothing at all"
os.environ["TOCHUC_FIELD_KEYS"] = KEY
os.environ["TOCHUC_INDEX_KEY"] = KEY
os.environ["TOCHUC_LOG_LEVEL"] = "WARNING"
os.environ["TOCHUC_EMAIL_URL"] = "console:"

from tochuc.site.settings import *  # noqa: E402, F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_AUTOREFRESH = True
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
