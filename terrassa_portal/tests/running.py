"""A whole portal of its own: database, reference data, hashed static files, gunicorn.

The browser tests, the benchmarks and the screenshots look at the same thing that people get.
"""

import os
import secrets
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PATIENCE_SECONDS = 40


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class RunningPortal:
    """Use it with `with`: it is ready inside, and gone afterwards."""

    def __init__(self, *, workers=1, database_url=None, **environment):
        self.var = Path(tempfile.mkdtemp(prefix="portal-"))
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        known = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
        self.environment = known | {
            "VAR_DIR": str(self.var),
            "DATABASE_URL": database_url or f"sqlite:///{self.var / 'portal.sqlite3'}",
            "CACHE_URL": "dbcache://portal_cache",
            "SECRET_KEY": secrets.token_urlsafe(50),
            "DEBUG": "0",
            "HTTPS": "0",
            "PORT": str(self.port),
            "PORTAL_URL": self.url,
            "WEB_CONCURRENCY": str(workers),
            "GUNICORN_LOG_LEVEL": "warning",
            "LOG_LEVEL": "WARNING",
        }
        self.environment |= environment
        self.server = None

    def __enter__(self):
        try:
            self.prepare()
            self.start()
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_):
        if self.server:
            self.server.terminate()
            self.server.wait(timeout=30)
        shutil.rmtree(self.var, ignore_errors=True)

    def prepare(self):
        """What `make run` does before it serves."""
        self.run("deploy/local.py", "--prepare")

    def start(self):
        gunicorn = [sys.executable, "-m", "gunicorn", "-c", "deploy/gunicorn.conf.py"]
        self.server = subprocess.Popen(
            [*gunicorn, "terrassa_portal.wsgi"], cwd=ROOT, env=self.environment
        )
        for _ in range(PATIENCE_SECONDS * 10):
            assert self.server.poll() is None, "the portal stopped at once: see above"
            if self.status("/salut/"):
                return
            time.sleep(0.1)
        raise TimeoutError(self.url)

    def run(self, *arguments, **environment):
        """Run Python in this portal's environment and return what it printed."""
        result = subprocess.run(
            [sys.executable, *arguments],
            cwd=ROOT,
            env=self.environment | environment,
            capture_output=True,
            text=True,
        )
        assert result.returncode == 0, result.stdout + result.stderr
        return result.stdout

    def manage(self, *arguments, **environment):
        return self.run("manage.py", *arguments, **environment)

    def shell(self, code):
        """Run Python with every model at hand, and return what it printed."""
        return self.manage("shell", "-v0", "-c", code)

    def status(self, path):
        """The status code of a GET; 0 if nobody answers."""
        try:
            # The header that a proxy adds: with HTTPS=1 the portal would send us to https.
            request = urllib.request.Request(
                self.url + path, headers={"X-Forwarded-Proto": "https"}
            )
            with urllib.request.urlopen(request, timeout=5) as answer:
                return answer.status
        except urllib.error.HTTPError as error:
            return error.code
        except OSError:
            return 0

    def person(self, email, *groups, superuser=False):
        """Make somebody who may enter, and return the password."""
        password = secrets.token_urlsafe(16)
        self.shell(
            "from django.contrib.auth.models import Group\n"
            "from terrassa_portal.web.models import Usuari\n"
            f"make = Usuari.objects.create_{'super' if superuser else ''}user\n"
            f"usuari = make(email={email!r}, password={password!r})\n"
            "usuari.is_staff = True\n"
            "usuari.save()\n"
            f"usuari.groups.set(Group.objects.filter(name__in={list(groups)!r}))\n"
        )
        return password

    def sign_in(self, page, email, password):
        page.goto(f"{self.url}/gestio/")
        page.fill("input[name=login]", email)
        page.fill("input[type=password]", password)
        page.press("input[type=password]", "Enter")
        page.wait_for_url("**/gestio/**")


class _Refuse(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_):
        return None


class Answer:
    """What the crawler needs to know of an answer."""

    streaming = False
    cookies = ()

    def __init__(self, status, headers, content):
        self.status_code = status
        self.get = headers.get
        self.headers = headers
        self.content = content

    def __getitem__(self, name):
        return self.headers[name]


class HttpClient:
    """The face of Django's test client that the crawler asks, on a running portal."""

    def __init__(self, base):
        self.base = base
        self.cookies = {}
        self.opener = urllib.request.build_opener(_Refuse)

    def get(self, path):
        try:
            with self.opener.open(self.base + path, timeout=30) as answer:
                return Answer(answer.status, answer.headers, answer.read())
        except urllib.error.HTTPError as error:
            return Answer(error.code, error.headers, error.read())
