"""Middleware of the portal: request ids, headers Django has no setting for, the language, NULs."""

import re
import uuid
from contextvars import ContextVar

from auditlog.middleware import AuditlogMiddleware
from django.conf import settings
from django.core.exceptions import BadRequest
from django.utils import translation
from django.utils.cache import patch_cache_control
from django.utils.translation import get_language_from_path

request_id: ContextVar[str] = ContextVar("request_id", default="-")

_INCOMING_ID = re.compile(r"[A-Za-z0-9-]{8,64}")
PERMISSIONS_POLICY = (
    "accelerometer=(), browsing-topics=(), camera=(), geolocation=(self), gyroscope=(), "
    "magnetometer=(), microphone=(), payment=(), usb=()"
)


class RequestIdMiddleware:
    """Give each request an id, in its log lines and in its answer; nginx may bring one."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        brought = request.headers.get("X-Request-ID", "")
        request.id = brought if _INCOMING_ID.fullmatch(brought) else uuid.uuid4().hex
        # It stays until the thread takes another: Django logs a refusal once the answer is made.
        request_id.set(request.id)
        response = self.get_response(request)
        response["X-Request-ID"] = request.id
        return response


class HeadersMiddleware:
    """Headers of the whole site: permissions policy, resource policy, no caching of personal pages."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        response.setdefault("Permissions-Policy", PERMISSIONS_POLICY)
        response.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        user = getattr(request, "_cached_user", None)  # only if the page asked who it is
        if user is not None and user.is_authenticated:
            patch_cache_control(response, private=True, no_store=True)
        return response


class LanguageMiddleware:
    """Read the language from the address alone: /es/, /en/, and Catalan without a prefix.

    Django's own middleware also looks at cookies and Accept-Language, and says so in `Vary`,
    which would keep any shared cache from working.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        language = get_language_from_path(request.path_info) or settings.LANGUAGE_CODE
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = self.get_response(request)
            response.setdefault("Content-Language", language)
        return response


class NulMiddleware:
    """Refuse an address or a cookie with a NUL: PostgreSQL cannot hold one, nor look for it.

    What is posted is looked at by the fields of its form, which say so beside the field.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        asked = (request.path_info, *request.COOKIES.values())
        if "%00" in request.META["QUERY_STRING"] or any("\0" in text for text in asked):
            raise BadRequest("NUL")
        return self.get_response(request)


class WritingAuditMiddleware(AuditlogMiddleware):
    """Tell the audit log who acts, in the requests that may write: a GET changes nothing."""

    def __call__(self, request):
        if request.method in {"GET", "HEAD", "OPTIONS"}:
            return self.get_response(request)
        return super().__call__(request)
