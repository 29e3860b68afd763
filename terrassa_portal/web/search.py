"""Search that forgives: accents, articles, `l·l`, how a word is written, and one typo a word.

Each collection («empreses.establiment») has its words in an index of ours that works alike on
SQLite and PostgreSQL. A query looks for each of its words among the *vocabulary* (some thousands
of rows whatever the number of records), by equality, by beginning, by sound, and by trigrams with
at most one letter of difference; then for the records that have them all.
"""

from functools import cached_property

from django.db import connection, transaction
from django.db.models import Case, Count, F, IntegerField, Max, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce

from .models import Apunt, Mot, Trigrama
from .text import normalize, one_edit_apart, sound, trigrams

WORD_LENGTH = 60
BATCH = 2000
MOST_WORDS = 8  # of a query
MOST_MATCHES = 60  # words of the vocabulary that one word of a query may stand for
EXACT, BEGINNING, SOUND, TYPO = 100, 70, 60, 35
TRIGRAMS_OF_AN_EDIT = 4
# They are in half of the records and tell nothing: neither indexed nor looked for.
STOP_WORDS = frozenset(
    {
        "a", "al", "als", "amb", "d", "de", "del", "dels", "el", "els", "en", "i", "l", "la",
        "les", "o", "per", "s", "un", "una", "y", "sa", "sl", "sau", "slu", "sll", "slp", "sccl",
        "carrer", "avinguda", "av", "c",
    }
)  # fmt: skip


def words(text):
    """The words of a text as the index has them, at most sixty letters each."""
    return [word[:WORD_LENGTH] for word in normalize(text).split() if word not in STOP_WORDS]


@transaction.atomic
def index(collection, texts):
    """Put records into the index, instead of what it had of them.

    `texts` maps each primary key to pairs (text, weight 1–9). A word keeps its highest weight.
    """
    weights = {pk: _weights(pairs) for pk, pairs in texts.items()}
    ids = _word_ids({word for record in weights.values() for word in record})
    remove(collection, weights)
    _insert(
        Apunt,
        ["colleccio", "mot", "objecte", "pes"],
        [
            (collection, ids[word], pk, weight)
            for pk, record in weights.items()
            for word, weight in record.items()
        ],
    )


def _insert(model, names, rows):
    """Write many small rows at once: `bulk_create` would take five times as long to make them.

    A row that another transaction wrote meanwhile is left as it is.
    """
    quote = connection.ops.quote_name
    columns = ", ".join(quote(model._meta.get_field(name).column) for name in names)
    marks = ", ".join(["%s"] * len(names))
    into = f"INSERT INTO {quote(model._meta.db_table)} ({columns})"
    sql = f"{into} VALUES ({marks}) ON CONFLICT DO NOTHING"
    with connection.cursor() as cursor:
        cursor.executemany(sql, rows)


def _weights(pairs):
    weights = {}
    for text, weight in pairs:
        for word in words(text):
            weights[word] = max(weight, weights.get(word, 0))
    return weights


def _word_ids(vocabulary):
    """The id of each word, making those that are new, with their trigrams."""
    ids = _known(vocabulary)
    new = sorted(vocabulary - ids.keys())
    if new:
        Mot.objects.bulk_create(
            [Mot(mot=word, so=sound(word)) for word in new],
            batch_size=BATCH,
            ignore_conflicts=True,
        )
        fresh = _known(new)
        _insert(
            Trigrama,
            ["trigrama", "mot"],
            [
                (trigram, pk)
                for word, pk in fresh.items()
                for trigram in sorted(trigrams(sound(word)))
            ],
        )
        ids |= fresh
    return ids


def _known(vocabulary):
    vocabulary = sorted(vocabulary)
    known = {}
    for start in range(0, len(vocabulary), BATCH):
        found = Mot.objects.filter(mot__in=vocabulary[start : start + BATCH])
        known.update(found.values_list("mot", "pk"))
    return known


def remove(collection, pks):
    """Take records out of the index."""
    pks = list(pks)
    for start in range(0, len(pks), BATCH):
        Apunt.objects.filter(colleccio=collection, objecte__in=pks[start : start + BATCH]).delete()


class Query:
    """What somebody typed, looked up in one collection."""

    def __init__(self, collection, text):
        self.collection = collection
        self.words = list(dict.fromkeys(words(text)))[:MOST_WORDS]

    def filter(self, queryset):
        """The rows that have every word, or something like it, annotated with `rellevancia`.

        Without words, every row, all equally relevant.
        """
        rank = Value(0)
        for matches in self.matches:
            entries = Apunt.objects.filter(
                colleccio=self.collection, objecte=OuterRef("pk"), mot_id__in=list(matches)
            )
            queryset = queryset.filter(
                pk__in=Apunt.objects.filter(
                    colleccio=self.collection, mot_id__in=list(matches)
                ).values("objecte")
            )
            rank = rank + Coalesce(_best(entries, matches), 0)
        return queryset.annotate(rellevancia=rank)

    def ranked(self, queryset):
        """The rows of `filter`, the best first; between equals, their own order."""
        own = queryset.query.order_by or queryset.model._meta.ordering
        return self.filter(queryset).order_by("-rellevancia", *own, "pk")

    @cached_property
    def matches(self):
        """For each word typed, the ids of the words it may stand for, with how well (1–100)."""
        typos = _typos(self.words)
        return [dict.fromkeys(typos[word], TYPO) | _alike(word) for word in self.words]


def _alike(word):
    """Ids of the words that begin like `word` or sound like it, with how well they stand for it."""
    # A range and not `startswith`, which SQLite answers without its index.
    alike = Mot.objects.filter(Q(mot__range=(word, word + "z" * 8)) | Q(so=sound(word)))
    rows = alike.order_by("mot").values_list("pk", "mot")[: MOST_MATCHES * 2]
    return {pk: _likeness(word, mot) for pk, mot in rows}


def _likeness(typed, mot):
    if mot == typed:
        return EXACT
    return BEGINNING if mot.startswith(typed) else SOUND


def _best(entries, matches):
    """How well the best of the matching words of a record stands for the one typed."""
    score = Case(
        *[
            When(mot_id__in=[pk for pk, s in matches.items() if s == level], then=F("pes") * level)
            for level in sorted(set(matches.values()))
        ],
        output_field=IntegerField(),
    )
    # `order_by` and `values` of a constant make one group of all the entries of the record.
    best = entries.order_by().values("objecte").annotate(best=Max(score)).values("best")
    return Subquery(best, output_field=IntegerField())


def _typos(typed):
    """For each word, ids of those that are, or sound, one letter apart from it. One query for all.

    Both ways, because the sound of a doubled letter is that of one: «Drasvaan» for «Drasvazan».
    """
    wanted = {word: trigrams(sound(word)) for word in typed if len(sound(word)) > 2}
    found = {word: [] for word in typed}
    if not wanted:
        return found
    # What two letters swapped, or a doubled one, leave of the trigrams of a word.
    least = max(1, min(map(len, wanted.values())) - TRIGRAMS_OF_AN_EDIT)
    rows = Trigrama.objects.filter(trigrama__in=set().union(*wanted.values()))
    words = rows.values("mot_id", "mot__so", "mot__mot").annotate(shared=Count("pk"))
    candidates = words.filter(shared__gte=least).order_by("-shared", "mot_id")
    for row in candidates[: MOST_MATCHES * 20 * len(wanted)]:
        for word in wanted:
            apart = one_edit_apart(sound(word), row["mot__so"])
            if apart or one_edit_apart(word, row["mot__mot"]):
                found[word].append(row["mot_id"])
    return {word: pks[:MOST_MATCHES] for word, pks in found.items()}
