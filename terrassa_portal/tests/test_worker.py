"""The worker sends, does what is due, checks at night, and outlives what fails."""

import logging
from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.core import mail
from django.core.management import call_command
from django.utils import timezone

from terrassa_portal.management.commands import feines
from terrassa_portal.web import outbox


@pytest.fixture
def worker(monkeypatch):
    """A worker that stops by itself after one turn."""
    command = feines.Command()
    command.running = True
    monkeypatch.setattr(feines.time, "sleep", lambda seconds: command._stop())
    return command


@pytest.fixture
def letter(db):
    outbox.register("test.worker", lambda sortint: outbox.Message("Hola", "text"))
    return outbox.enqueue("test.worker", "algu@terrassa.example", params={}, key="worker")


def test_once_sends_what_is_queued(letter, capsys):
    call_command("feines")

    assert len(mail.outbox) == 1
    assert "1 correus enviats" in capsys.readouterr().out


def test_what_is_due_failing_does_not_keep_mail_at_home(letter, worker, monkeypatch, caplog):
    monkeypatch.setattr(feines.due, "run", lambda now: 1 / 0)

    with caplog.at_level(logging.ERROR):
        worker._loop()

    assert len(mail.outbox) == 1
    assert "a job of the worker failed" in caplog.text


def test_every_new_day_begins_with_the_checks(letter, worker, monkeypatch):
    days = iter([1, 2, 2])
    monkeypatch.setattr(feines.timezone, "localdate", lambda: next(days))
    monkeypatch.setattr(feines.due, "run", lambda now: None)
    checked = []
    monkeypatch.setattr(feines, "nightly", lambda: checked.append(True))

    worker._loop()

    assert checked == [True]


def test_what_was_altered_goes_to_the_log(db, monkeypatch, caplog):
    monkeypatch.setattr(feines, "problemes", lambda: ["TRS-0000-00 no té torn"])

    with caplog.at_level(logging.ERROR):
        feines.nightly()

    assert "TRS-0000-00 no té torn" in caplog.text


def test_sessions_that_ended_are_forgotten_at_night(db):
    Session.objects.create(session_key="x" * 32, expire_date=timezone.now() - timedelta(days=1))

    feines.nightly()

    assert not Session.objects.exists()
