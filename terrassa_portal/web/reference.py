"""Load reference rows three ways: what the file says, what it said before, what is stored now."""

import hashlib
import json
from decimal import Decimal

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models, transaction

from .models import FilaReferencia

KEY_LENGTH = FilaReferencia._meta.get_field("clau").max_length


@transaction.atomic
def load_row(collection, model, key, values):
    """Bring one reference row in and tell what happened: created, updated, unchanged or kept.

    `key` finds the record, `values` are its other fields. A value that somebody changed since the
    last load stays («kept»), and a record that somebody deleted is not made again («kept»).
    """
    said = _plain({**key, **values})
    row = FilaReferencia.objects.filter(colleccio=collection, clau=_key_text(key)).first()
    record = model._base_manager.filter(**key).first()
    if row is None:
        outcome = "created" if record is None else "kept"
        if record is None:
            model._base_manager.create(**key, **values)
        FilaReferencia.objects.create(colleccio=collection, clau=_key_text(key), valors=said)
        return outcome
    if row.valors == said:
        return "unchanged"
    outcome = "kept" if record is None else _bring_up_to_date(record, values, row.valors)
    row.valors = said
    row.save(update_fields=["valors", "carregat_el"])
    return outcome


def _bring_up_to_date(record, values, before):
    """Set the fields that nobody touched since `before` was loaded."""
    stored = _plain({name: getattr(record, name) for name in values})
    touched = [name for name in values if name in before and stored[name] != before[name]]
    fields = [
        name
        for name, value in values.items()
        if name not in touched and stored[name] != _plain({name: value})[name]
    ]
    for name in fields:
        setattr(record, name, values[name])
    if fields:
        record.save(update_fields=fields)
        return "updated"
    return "kept" if touched else "unchanged"


def _key_text(key):
    """The key as text; one too long for its column ends in a digest of the whole."""
    text = json.dumps(_plain(key), sort_keys=True, ensure_ascii=False)
    if len(text) <= KEY_LENGTH:
        return text
    return text[: KEY_LENGTH - 64] + hashlib.sha256(text.encode()).hexdigest()


def _plain(values):
    """Values as JSON gives them back, records by their text so that ids do not matter."""
    return json.loads(
        json.dumps({name: _readable(v) for name, v in values.items()}, cls=DjangoJSONEncoder)
    )


def _readable(value):
    if isinstance(value, models.Model):
        return str(value)
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
    return value
