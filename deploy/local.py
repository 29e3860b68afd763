"""What `make run` does once the packages are in: set up what is missing, then serve.

Every step may run again and is skipped when what it reads has not changed.
`--prepare` stops before serving, for production; `--prepare-files`, before touching the database.
"""

import functools
import hashlib
import io
import json
import os
import secrets
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PORT = os.environ.get("PORT", "8000")
ADDRESS = f"http://127.0.0.1:{PORT}"
PATIENCE_SECONDS = 60
CODE = ("terrassa_portal", "poligons", "empreses", "incidencies", "plans")
# What libraries ship beside what pages load. Compressing it took most of the set-up.
UNUSED_STATIC = ["leaflet-src*", "xregexp.js", "jquery.js", "select2.full.js"]


def ensure_secret_key():
    """Keep a random SECRET_KEY in `.env`: sessions and secret links must outlive a restart."""
    env_file = ROOT / ".env"
    text = env_file.read_text("utf-8") if env_file.exists() else ""
    if os.environ.get("SECRET_KEY") or any(
        line.startswith("SECRET_KEY=") for line in text.splitlines()
    ):
        return
    env_file.touch(mode=0o600)
    with env_file.open("a", encoding="utf-8") as file:
        file.write(f"SECRET_KEY={secrets.token_urlsafe(50)}\n")


def digest(*patterns):
    """Fingerprint the files that a step reads, by name, size and time of change."""
    total = hashlib.sha256()
    for pattern in patterns:
        for path in sorted(ROOT.glob(pattern)):
            state = path.stat()
            total.update(f"{path}\0{state.st_size}\0{state.st_mtime_ns}\n".encode())
    return total.hexdigest()


class Stamps:
    """Which steps were done, and from what; a file in `var/`."""

    def __init__(self, path):
        self.path = path
        self.done = json.loads(path.read_text()) if path.exists() else {}

    def once(self, name, inputs, step, *, result=None):
        """Run `step` unless it was done from the same `inputs` and its `result` still stands."""
        if self.done.get(name) == inputs and (result is None or result.exists()):
            return
        print(f"  {name} …", flush=True)
        step()
        self.done[name] = inputs
        self.path.write_text(json.dumps(self.done, indent=1, sort_keys=True))


def prepare_files(stamps, call):
    packages = digest("requirements.txt")
    texts = digest("locale/*/LC_MESSAGES/*.po")
    fonts = ROOT / "static" / "fonts"
    stamps.once("compila_missatges", texts, lambda: call("compila_missatges"))
    stamps.once("prepara_fonts", packages, lambda: call("prepara_fonts"), result=fonts)


def prepare_database(stamps, call, settings):
    database = settings.DATABASES["default"]
    identity = f"{database['HOST']}/{database['NAME']} "
    if lacks_migrations():  # a new database, or an older copy put back
        stamps.done.pop("migrate", None)
        stamps.done.pop("carrega_terrassa", None)

    def migrate():
        call("migrate", interactive=False)
        call("createcachetable")
        call("grups")

    # Permissions and triggers are declared in code, and put in place by migrating.
    code = digest(*(f"{area}/**/*.py" for area in CODE))
    stamps.once("migrate", identity + code, migrate)
    data = digest("*/dades/**/*", "*/importing.py")
    load = functools.partial(call, "carrega_terrassa", show=True)
    stamps.once("carrega_terrassa", identity + data, load)


def lacks_migrations():
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def collect(call):
    call("collectstatic", interactive=False, ignore_patterns=UNUSED_STATIC)


def prepare():
    """Set up everything that is not set up yet."""
    sys.path.insert(0, str(ROOT))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "terrassa_portal.settings")
    if PORT != "8000":  # the address that mails and links give must be the one that answers
        os.environ.setdefault("PORTAL_URL", ADDRESS)
    import django
    from django.conf import settings
    from django.core.management import call_command

    def call(name, *, show=False, **options):
        call_command(name, verbosity=0, stdout=None if show else io.StringIO(), **options)

    settings.VAR_DIR.mkdir(parents=True, exist_ok=True)
    django.setup()
    stamps = Stamps(settings.VAR_DIR / "prepared.json")
    prepare_files(stamps, call)
    if "--prepare-files" in sys.argv:
        return
    prepare_database(stamps, call, settings)
    static = digest("static/**/*", "requirements.txt")
    manifest = settings.STATIC_ROOT / "staticfiles.json"
    stamps.once("collectstatic", static, lambda: collect(call), result=manifest)
    call("primer_administrador", show=True)


def port_is_free():
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", int(PORT)))
        except OSError:
            return False
    return True


def answers():
    try:
        with urllib.request.urlopen(f"{ADDRESS}/salut/", timeout=2):  # noqa: S310 — our own
            return True
    except urllib.error.HTTPError:
        return True
    except OSError:
        return False


def wait_until_it_answers(children):
    for _ in range(PATIENCE_SECONDS * 10):
        if any(child.poll() is not None for child in children):
            return False
        if answers():
            return True
        time.sleep(0.1)
    return False


def serve():
    """Run the web server and the worker together: when one ends, so does the other."""
    python = sys.executable
    web = [python, "-m", "gunicorn", "-c", "deploy/gunicorn.conf.py", "terrassa_portal.wsgi"]
    worker = [python, "manage.py", "feines", "--continua"]
    quiet = os.environ | {"GUNICORN_LOG_LEVEL": "warning"}
    children = [subprocess.Popen(command, cwd=ROOT, env=quiet) for command in (web, worker)]
    try:
        if wait_until_it_answers(children):
            print(f"\n  Portal       {ADDRESS}/\n  Back office  {ADDRESS}/gestio/", flush=True)
            print("  Stop it with Ctrl-C. Nothing is lost: make run starts it again.\n", flush=True)
        while all(child.poll() is None for child in children):
            time.sleep(0.3)
        return max(abs(child.returncode or 0) for child in children) or 1
    except KeyboardInterrupt:
        return 0
    finally:
        stop(children)


def stop(children):
    for child in children:
        if child.poll() is None:
            child.terminate()
    for child in children:
        try:
            child.wait(timeout=25)
        except subprocess.TimeoutExpired:
            child.kill()


def main():
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    ensure_secret_key()
    only_prepare = {"--prepare", "--prepare-files"} & set(sys.argv)
    if not only_prepare and not port_is_free():
        return f"Something already listens on port {PORT}: make run PORT={int(PORT) + 1}"
    try:
        prepare()
    except KeyboardInterrupt:
        return 1
    return 0 if only_prepare else serve()


if __name__ == "__main__":
    sys.exit(main())
