"""What differs between machines is documented, and production is strict about it."""

import os
import re
import secrets
import subprocess
import sys

import pytest
from django.conf import settings

pytestmark = pytest.mark.house

READS = re.compile(r"""(?:env\.\w+|environ\.get)\(\s*["']([A-Z][A-Z0-9_]+)["']""")
PRODUCTION = {
    "SECRET_KEY": secrets.token_urlsafe(50),
    "DEBUG": "0",
    "HTTPS": "1",
    "ALLOWED_HOSTS": "poligons.example",
    "PORTAL_URL": "https://poligons.example",
    "EMAIL_URL": "smtp://mail.example:25",
}


def variables_that_are_read():
    root = settings.BASE_DIR
    sources = [root / "terrassa_portal" / "settings.py", *root.glob("deploy/*.py")]
    sources += root.glob("*/management/commands/*.py")
    return {name for path in sources for name in READS.findall(path.read_text("utf-8"))}


def python(*arguments, **environment):
    known = {"PATH": os.environ["PATH"], "VAR_DIR": os.environ["VAR_DIR"]}
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=settings.BASE_DIR,
        env=known | environment,
        capture_output=True,
        text=True,
    )


def test_every_variable_is_in_the_settings_page_and_only_those():
    page = (settings.BASE_DIR / "docs" / "settings.md").read_text("utf-8")

    documented = set(re.findall(r"^\| `([A-Z][A-Z0-9_]+)`", page, re.MULTILINE))

    assert documented == variables_that_are_read()


def test_every_variable_is_in_the_example_and_only_those():
    example = (settings.BASE_DIR / ".env.example").read_text("utf-8")

    shown = set(re.findall(r"^#? ?([A-Z][A-Z0-9_]+)=", example, re.MULTILINE))

    assert shown == variables_that_are_read()


def test_production_settings_leave_nothing_to_the_security_check():
    result = python("manage.py", "check", "--deploy", "--fail-level", "WARNING", **PRODUCTION)

    assert result.returncode == 0, result.stderr
    assert "0 silenced" in result.stdout + result.stderr


def test_the_portal_does_not_start_without_a_secret_key():
    start = (
        "import environ; environ.Env.read_env = lambda *_, **__: None;"  # the laptop's own .env
        "import terrassa_portal.settings"
    )
    bare = {name: value for name, value in PRODUCTION.items() if name != "SECRET_KEY"}

    result = python("-c", start, **bare)

    assert result.returncode != 0
    assert "SECRET_KEY" in result.stderr


@pytest.mark.parametrize(
    ("environment", "folder"),
    [
        ({}, f"{os.environ['VAR_DIR']}/mail"),
        ({"EMAIL_URL": "filemail:///var/lib/portal/mail"}, "/var/lib/portal/mail"),
    ],
    ids=["by default", "by EMAIL_URL"],  # a path of this process would be another name in the next
)
def test_mail_as_files_goes_where_it_is_said(environment, folder):
    known = {
        "SECRET_KEY": secrets.token_urlsafe(50),
        "DJANGO_SETTINGS_MODULE": os.environ["DJANGO_SETTINGS_MODULE"],
    }
    code = "from django.conf import settings; print(settings.EMAIL_FILE_PATH)"

    assert python("-c", code, **known, **environment).stdout.strip() == folder
