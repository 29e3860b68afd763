"""Downloads of lists: every row of the filter, streamed; cells a spreadsheet would run made inert."""

import csv
import json
import tempfile
from decimal import Decimal

from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import Model
from django.http import FileResponse, StreamingHttpResponse
from django.utils import timezone, translation
from django.utils.encoding import force_str
from django.utils.functional import Promise
from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

CHUNK = 2000
LICENCE = "CC BY 4.0"
_STARTS_FORMULA = ("=", "+", "-", "@", "\t", "\r", "|", "%")


def inert(value):
    """A text that a spreadsheet would run as a formula, made plain text; numbers stay numbers.

    Source: OWASP, CSV injection.
    """
    if not isinstance(value, str) or not value.lstrip(" \u00a0").startswith(_STARTS_FORMULA):
        return value
    return value if _is_number(value) else "'" + value


def _is_number(text):
    try:
        float(text.replace(",", "."))
    except ValueError:
        return False
    return True


def plain(value):
    """A cell as data: no lazy text, no record, no moment with a zone a spreadsheet cannot keep."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "sí" if value else "no"
    if isinstance(value, Promise | Model):
        return force_str(value)
    return value


class _Line:
    """A file whose `write` gives the text back, for csv.writer."""

    def write(self, text):
        return text


def csv_response(columns, records, name):
    """Stream `records` as CSV (UTF-8 with BOM, so that a spreadsheet reads its accents)."""
    return _attachment(_csv_lines(columns, records), "text/csv; charset=utf-8", name, "csv")


def _csv_lines(columns, records):
    writer = csv.writer(_Line())
    yield "\ufeff" + writer.writerow([heading for heading, _get in columns])
    for record in records:
        yield writer.writerow([inert(_text(plain(get(record)))) for _heading, get in columns])


def _text(value):
    if hasattr(value, "isoformat"):
        return value.isoformat()
    return format(value, "f") if isinstance(value, Decimal) else value


def json_response(columns, records, name, **about):
    """Stream `records` as one JSON object: what it is, its licence, and the list under `dades`."""
    return _attachment(
        _json_parts(columns, records, about), "application/json; charset=utf-8", name, "json"
    )


def _json_parts(columns, records, about):
    head = {"llicencia": LICENCE, "generat_el": timezone.now().isoformat(), **about}
    yield json.dumps(head, ensure_ascii=False, cls=DjangoJSONEncoder)[:-1] + ', "dades": ['
    for n, record in enumerate(records):
        yield (",\n" if n else "\n") + _json_object(columns, record)
    yield "\n]}\n"


def _json_object(columns, record):
    return json.dumps(
        {heading: _json_value(get(record)) for heading, get in columns},
        ensure_ascii=False,
        cls=DjangoJSONEncoder,
    )


def _json_value(value):
    if isinstance(value, Decimal):
        return float(value) if value % 1 else int(value)
    return value if value is None or isinstance(value, bool) else plain(value)


def geojson_response(columns, records, geometry, name):
    """Stream `records` as a GeoJSON FeatureCollection (RFC 7946), WGS84."""
    return _attachment(
        _geojson_parts(columns, records, geometry), "application/geo+json", name, "geojson"
    )


def _geojson_parts(columns, records, geometry):
    yield '{"type": "FeatureCollection", "features": ['
    for n, record in enumerate(records):
        shape = json.dumps(geometry(record), cls=DjangoJSONEncoder)
        yield (
            (",\n" if n else "\n")
            + f'{{"type": "Feature", "geometry": {shape}, "properties": '
            + _json_object(columns, record)
            + "}"
        )
    yield "\n]}\n"


def xlsx_response(columns, records, name):
    """`records` as a workbook of one sheet, written row by row to a temporary file."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(name[:31])
    sheet.append([heading for heading, _get in columns])
    for record in records:
        sheet.append([_cell(plain(get(record))) for _heading, get in columns])
    file = tempfile.TemporaryFile()  # noqa: SIM115 — FileResponse closes it, once it is sent
    book.save(file)
    file.seek(0)
    response = FileResponse(file, as_attachment=True, filename=_filename(name, "xlsx"))
    response["X-Robots-Tag"] = "noindex"
    return response


def _cell(value):
    """A value as a sheet can hold it: no zone, and none of the control characters XML refuses."""
    if getattr(value, "tzinfo", None) is not None:
        return timezone.localtime(value).replace(tzinfo=None)
    if isinstance(value, int | float | Decimal) or hasattr(value, "year"):
        return value
    return inert(ILLEGAL_CHARACTERS_RE.sub(" ", str(value)))


def _attachment(parts, content_type, name, extension):
    parts = _in_language(translation.get_language(), parts)
    response = StreamingHttpResponse(parts, content_type=content_type)
    response["Content-Disposition"] = f'attachment; filename="{_filename(name, extension)}"'
    response["X-Robots-Tag"] = "noindex"
    return response


def _in_language(language, parts):
    """Make the parts in the language of the page: they are made once its request is over."""
    with translation.override(language):
        yield from parts


def _filename(name, extension):
    return f"{name}-{timezone.localdate():%Y-%m-%d}.{extension}"
