"""Whether made-up data are loaded, so that every page can say so."""

from django.core.cache import caches

_CHECKS = []


def register_check(check):
    """Declare a function that tells whether an app holds synthetic records."""
    if check not in _CHECKS:
        _CHECKS.append(check)


def has_sample_data():
    """Whether any app holds synthetic records; asked of the database once a minute per worker."""
    cache = caches["memory"]
    answer = cache.get("sample_data")
    if answer is None:
        answer = any(check() for check in _CHECKS)
        cache.set("sample_data", answer, 60)
    return answer
