"""The measure of everything else: the same 14 KB, always, without a framework."""

BODY = b"<!doctype html>" + b"x" * (14 * 1024 - 15)
HEADERS = [("Content-Type", "text/html; charset=utf-8"), ("Content-Length", str(len(BODY)))]


def application(environ, start_response):
    start_response("200 OK", HEADERS)
    return [BODY]
