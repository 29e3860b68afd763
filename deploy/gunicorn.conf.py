"""gunicorn, on a laptop and in production. Why these numbers: docs/decisions/0012-workers.md."""

import gc
import os

bind = os.environ.get("GUNICORN_BIND", f"127.0.0.1:{os.environ.get('PORT', '8000')}")
workers = int(os.environ.get("WEB_CONCURRENCY", os.cpu_count() or 2))
worker_class = "gthread"
threads = 2
# Loaded once before the workers part: they start at once and share memory.
preload_app = True
timeout = 60
graceful_timeout = 20
# nginx keeps its connections open; it closes them first.
keepalive = 75
# A worker is replaced before a slow leak could matter; never both at once.
max_requests = 20_000
max_requests_jitter = 4_000
# A heartbeat on a real disk may wait for it.
worker_tmp_dir = "/dev/shm" if os.path.isdir("/dev/shm") else None  # noqa: S108 — not a file name
# The request line may carry a secret link: nginx writes the access log, with those redacted.
accesslog = None
errorlog = "-"
loglevel = os.environ.get("GUNICORN_LOG_LEVEL", "info")


def when_ready(server):
    """Keep what was loaded once out of every later search for garbage: a tenth of a page's time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)
