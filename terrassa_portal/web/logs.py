"""Log lines: each carries the id of its request and none carries a secret link."""

import logging
import re

from .middleware import request_id

# /s/<token>/ and the like: a token is 43 letters of base64.
_TOKEN = re.compile(r"(?<![\w-])[\w-]{43}(?![\w-])")


def redact(text):
    """`text` with every secret token replaced by «[…]»."""
    return _TOKEN.sub("[…]", text)


class RequestIdFilter(logging.Filter):
    def filter(self, record):
        record.request_id = request_id.get()
        return True


class RedactingFormatter(logging.Formatter):
    def format(self, record):
        return redact(super().format(record))
