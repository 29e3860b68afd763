"""Where the time of a page goes: `python benchmarks/where_time_goes.py /path/ …` prints JSON.

Runs inside Django, one page at a time, with the environment of the portal that is measured.
"""

import json
import os
import statistics
import sys
import time
from contextlib import ExitStack
from pathlib import Path
from unittest.mock import patch

TIMES = 15
WARM_UP = 3


class Stopwatch:
    """Milliseconds spent in SQL, and in templates without the SQL they provoke."""

    def __init__(self):
        self.sql = self.queries = self.render = self.depth = 0

    def query(self, execute, sql, params, many, context):
        began = time.perf_counter()
        try:
            return execute(sql, params, many, context)
        finally:
            self.sql += time.perf_counter() - began
            self.queries += 1

    def rendering(self, original):
        def render(template, context):
            if self.depth:
                return original(template, context)
            self.depth, began, sql = 1, time.perf_counter(), self.sql
            try:
                return original(template, context)
            finally:
                self.depth = 0
                self.render += time.perf_counter() - began - (self.sql - sql)

        return render


def measure(client, path):
    from django.db import connection
    from django.template.base import Template

    rows = []
    for _ in range(WARM_UP + TIMES):
        watch = Stopwatch()
        with ExitStack() as stack:
            stack.enter_context(connection.execute_wrapper(watch.query))
            stack.enter_context(patch.object(Template, "render", watch.rendering(Template.render)))
            began = time.perf_counter()
            client.get(path)
            total = time.perf_counter() - began
        rows.append((total * 1000, watch.sql * 1000, watch.render * 1000, watch.queries))
    total, sql, render, queries = (
        statistics.median(row) for row in zip(*rows[WARM_UP:], strict=True)
    )
    return {"ms": total, "sql_ms": sql, "template_ms": render, "queries": int(queries)}


def main(paths):
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "terrassa_portal.settings")
    import django

    django.setup()
    from django.test import Client

    client = Client(headers={"host": "127.0.0.1", "x-forwarded-proto": "https"})
    print(json.dumps({path: measure(client, path) for path in paths}))


if __name__ == "__main__":
    main(sys.argv[1:])
