"""`/salut/`: whether the process lives, and whether it can do its work. For monitors, not people."""

import tempfile
from datetime import timedelta

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from terrassa_portal.web.models import Sortint

MAIL_QUEUE_MAX_MINUTES = 15  # past this the worker is surely stopped


@login_not_required
@never_cache
@require_safe
def live(request):
    return HttpResponse("viu\n", content_type="text/plain; charset=utf-8")


@login_not_required
@never_cache
@require_safe
def ready(request):
    """Ask each thing the portal needs; 503 and the name of what fails."""
    checks = {
        "base_de_dades": _database,
        "migracions": _migrations,
        "cua_de_correu": _mail_queue,
        "fitxers": _storage,
    }
    answers = {name: _holds(check) for name, check in checks.items()}
    return JsonResponse(answers, status=200 if all(answers.values()) else 503)


def _holds(check):
    try:
        return check()
    except (DatabaseError, OSError):
        return False


def _database():
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        return cursor.fetchone() == (1,)


def _migrations():
    executor = MigrationExecutor(connection)
    return not executor.migration_plan(executor.loader.graph.leaf_nodes())


def _mail_queue():
    late = timezone.now() - timedelta(minutes=MAIL_QUEUE_MAX_MINUTES)
    return not Sortint.objects.pendents().filter(proper_intent_el__lt=late).exists()


def _storage():
    settings.MEDIA_ROOT.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryFile(dir=settings.MEDIA_ROOT):
        return True
