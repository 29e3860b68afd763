"""How many times an address may do something, counted in the cache that all workers share."""

import hashlib
import time

from django.conf import settings
from django.core.cache import cache

TOO_MANY = 429


def allow(request, scope, limit, seconds):
    """Count one try of `scope` from the request's address; False from the one after `limit`.

    Windows are fixed, of `seconds`. The address itself is not stored, only a keyed digest.
    """
    window = int(time.time() // seconds)
    who = hashlib.blake2s(
        client_address(request).encode(), key=settings.SECRET_KEY.encode()[:32], digest_size=12
    ).hexdigest()
    return allow_key(f"{scope}:{who}:{window}", limit, seconds)


def allow_key(key, limit, seconds):
    """Count one try of `key`, whoever makes it."""
    key = f"limit:{key}"
    if cache.add(key, 1, seconds):
        return limit >= 1
    try:
        count = cache.incr(key)
        cache.touch(key, seconds)  # counting in the database cache sets the default time to live
    except ValueError:  # it expired between the two calls
        cache.set(key, 1, seconds)
        return limit >= 1
    return count <= limit


def client_address(request):
    """The address of who asks; behind our own proxy (HTTPS=1), the last one that it saw."""
    forwarded = request.headers.get("X-Forwarded-For", "")
    if settings.HTTPS and forwarded:
        return forwarded.rsplit(",", 1)[-1].strip()
    return request.META.get("REMOTE_ADDR", "")
