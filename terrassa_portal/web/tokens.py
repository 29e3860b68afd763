"""Secret links: a token is derived from what it opens, so that it is never stored."""

import base64
import hashlib
import hmac

from django.conf import settings


def derive(purpose, *parts):
    """A 256-bit token, safe in an address, for `purpose` and the identifying `parts`.

    The same parts give the same token while SECRET_KEY is the same.
    """
    message = "\x1f".join([purpose, *map(str, parts)]).encode()
    mac = hmac.new(b"portal.tokens" + settings.SECRET_KEY.encode(), message, hashlib.sha256)
    return base64.urlsafe_b64encode(mac.digest()).rstrip(b"=").decode()


def digest(token):
    """What is stored of a token: enough to recognise it, not to make it."""
    return hashlib.sha256(token.encode()).hexdigest()


def same(one, other):
    """Compare two secrets in a time that tells nothing about them."""
    return hmac.compare_digest(one.encode(), other.encode())
