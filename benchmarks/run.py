"""What a page costs, as a ratio to a constant answer measured in the same run.

Two workers each, eight clients, rounds interleaved so that a busy machine slows all alike; the
median of the rounds counts. Ends with an error when a page falls below its floor.
"""

import argparse
import itertools
import json
import os
import statistics
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks.client import Clients, get  # noqa: E402 — the path comes first
from benchmarks.incident import prepared_posts  # noqa: E402
from terrassa_portal.tests.running import RunningPortal, free_port  # noqa: E402

CLIENTS = 8
WORKERS = 2
POSTS_PER_ROUND = 90  # six rounds stay below the hourly limit of all reports together
# The least that each page must reach of the constant answer. A bare Django list of 25 rows: 0.021.
FLOORS = {
    "home": 0.010,
    "estates list": 0.010,
    "directory (1,700 establishments)": 0.010,
    "estate": 0.025,
    "plan": 0.025,
    "incident POST": 0.010,
}


@contextmanager
def constant_server():
    port = free_port()
    environment = os.environ | {
        "GUNICORN_BIND": f"127.0.0.1:{port}",
        "WEB_CONCURRENCY": str(WORKERS),
        "GUNICORN_LOG_LEVEL": "warning",
    }
    command = [sys.executable, "-m", "gunicorn", "-c", "deploy/gunicorn.conf.py"]
    command += ["--max-requests", "0"]  # it answers so often that its workers would be replaced
    server = subprocess.Popen([*command, "benchmarks.constant"], cwd=ROOT, env=environment)
    try:
        time.sleep(1.5)
        yield port
    finally:
        server.terminate()
        server.wait()


def pages(portal):
    """The addresses that are measured: the estate and the plan with most to show."""
    estate, plan = portal.shell(
        "from poligons.models import Poligon\n"
        "from plans.models import Pla\n"
        "from django.db.models import Count\n"
        "print(Poligon.objects.annotate(n=Count('xifres')).order_by('-n')[0].get_absolute_url())\n"
        "print(Pla.objects.annotate(n=Count('elements')).order_by('-n')[0].get_absolute_url())\n"
    ).split()[-2:]
    return {
        "home": "/",
        "estates list": "/poligons/",
        "directory (1,700 establishments)": "/empreses/",
        "estate": estate,
        "plan": plan,
    }


def forever(request):
    return [itertools.repeat(request) for _ in range(CLIENTS)]


def measure(portal, constant_port, rounds, seconds):
    """Requests per second of each target, one value a round."""
    ours, constant = Clients(portal.port, CLIENTS), Clients(constant_port, CLIENTS)
    rates = {"constant": [], **{name: [] for name in FLOORS}}
    targets = pages(portal)
    posts = prepared_posts(portal, (rounds + 1) * POSTS_PER_ROUND)
    for number in range(rounds + 1):
        found = {"constant": constant.rate(forever(get("/")), seconds)}
        for name, path in targets.items():
            found[name] = ours.rate(forever(get(path)), seconds)
        batch = list(itertools.islice(posts, POSTS_PER_ROUND))
        shares = [iter(batch[n::CLIENTS]) for n in range(CLIENTS)]
        found["incident POST"] = ours.rate(shares, seconds * 10)
        if number:  # the first round only warms up
            for name, rate in found.items():
                rates[name].append(rate)
    return rates, targets


def where_time_goes(portal, targets):
    result = subprocess.run(
        [sys.executable, "benchmarks/where_time_goes.py", *targets.values()],
        cwd=ROOT,
        env=portal.environment,
        capture_output=True,
        text=True,
        check=True,
    )
    return json.loads(result.stdout.splitlines()[-1])


def report(rates, targets, costs):
    """Print the table; return the names that fell below their floor."""
    constant = statistics.median(rates["constant"])
    print(f"\nconstant 14 KB answer: {constant:.0f} requests a second = 1\n")
    print(f"{'page':34}{'ratio':>7}{'floor':>7}{'ms':>8}{'SQL':>7}{'template':>10}{'queries':>9}")
    low = []
    for name, floor in FLOORS.items():
        ratio = statistics.median(rates[name]) / constant
        cost = costs.get(targets.get(name))
        row = f"{name:34}{ratio:7.4f}{floor:7.3f}"
        if cost:
            row += f"{cost['ms']:8.1f}{cost['sql_ms']:7.1f}{cost['template_ms']:10.1f}"
            row += f"{cost['queries']:9d}"
        print(row + ("" if ratio >= floor else "   below its floor"))
        low += [name] if ratio < floor else []
    print("\nms, SQL, template: milliseconds of one request inside Django, the median of fifteen;")
    print("what is neither SQL nor template is Python: middleware, view, filter, table rows.")
    return low


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=2.0, help="for each page in each round")
    options = parser.parse_args()
    busy = os.getloadavg()[0]
    if busy > 0.5 * WORKERS:
        print(f"The machine is busy (load {busy:.1f}): long answers look worse than they are.")
    with RunningPortal(workers=WORKERS, HTTPS="1") as portal, constant_server() as constant_port:
        portal.manage("carrega_mostra")
        rates, targets = measure(portal, constant_port, options.rounds, options.seconds)
        costs = where_time_goes(portal, targets)
    low = report(rates, targets, costs)
    return f"below the floor: {', '.join(low)}" if low else None


if __name__ == "__main__":
    sys.exit(main())
