"""The HTML of a table's rows, headings and pages, in Python: a template loop costs far more."""

from datetime import date, datetime
from decimal import Decimal

from django.utils.html import conditional_escape, escape
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from . import dates, figures

ARROWS = {"ascending": "↑", "descending": "↓", "none": "↕"}
PAGES_AROUND = 1


def body(table):
    """The rows of the page. Each cell carries its heading, for the narrow screens where rows stack."""
    columns = [(escape(column.header), cell_class(column)) for column in table.columns]
    lines = []
    for row in table.paginated_rows:
        cells = [
            cell(value, *columns[n], first=not n) for n, (_column, value) in enumerate(row.items())
        ]
        lines.append(f'<tr role="row">{"".join(cells)}</tr>')
    return SafeString("\n".join(lines))


def cell(value, heading, css, *, first):
    """One cell; the first one names its row."""
    text = words(value)
    if first:
        return f'<th scope="row" role="rowheader"{css}>{text}</th>'
    return f'<td role="cell"{css} data-label="{heading}">{text}</td>'


def words(value):
    """A value as a list shows it: short dates, numbers with their separators, the rest escaped."""
    if isinstance(value, datetime | date):
        return dates.short_date(value)
    if isinstance(value, int | float | Decimal) and not isinstance(value, bool):
        return figures.number(value)
    return conditional_escape(value)


def cell_class(column):
    """The class that a column asks for its cells, as an attribute."""
    names = set(str(column.attrs.get("td", {}).get("class", "")).split())
    return f' class="{escape(" ".join(sorted(names)))}"' if names else ""


def head(table, query):
    """The headings; one that sorts is a link that turns the order round. `query`: the QueryDict."""
    return SafeString("".join(heading(table, column, query) for column in table.columns))


def heading(table, column, query):
    """One heading."""
    css = cell_class(column)
    if not column.orderable:
        return f'<th scope="col" role="columnheader"{css}>{escape(column.header)}</th>'
    order = "none"
    if column.is_ordered:
        order = "descending" if column.order_by_alias.is_descending else "ascending"
    following = str(column.order_by_alias.next)
    url = escape(address(query, {table.prefixed_order_by_field: following}, table))
    sort = "" if order == "none" else f' aria-sort="{order}"'
    return (
        f'<th scope="col" role="columnheader"{css}{sort}><a href="{url}">{escape(column.header)}'
        f'<span class="sort sort--{order}" aria-hidden="true">{ARROWS[order]}</span></a></th>'
    )


def address(query, changes, table):
    """The query string with some parameters changed, back on the first page unless it says which."""
    query = query.copy()
    query.pop(table.prefixed_page_field, None)
    for name, value in changes.items():
        query[name] = value
    return f"?{query.urlencode()}"


def pages(table, query):
    """What pagination.html shows: None if there is only one page."""
    page = getattr(table, "page", None)
    if page is None or page.paginator.num_pages < 2:
        return None

    def url(number):
        return address(query, {table.prefixed_page_field: number}, table)

    numbers = shown_numbers(page.number, page.paginator.num_pages)
    return {
        "previous_url": url(page.number - 1) if page.has_previous() else "",
        "next_url": url(page.number + 1) if page.has_next() else "",
        "pages": [
            {"number": n, "url": url(n), "current": n == page.number} if n else None
            for n in numbers
        ],
        "of": _("Pàgina %(number)s de %(total)s")
        % {
            "number": figures.number(page.number),
            "total": figures.number(page.paginator.num_pages),
        },
    }


def shown_numbers(current, last):
    """The page numbers to show: the ends, and those near the current one; None stands for a gap."""
    near = set(range(current - PAGES_AROUND, current + PAGES_AROUND + 1))
    wanted = sorted(n for n in near | {1, last} if 1 <= n <= last)
    shown, last_shown = [], 0
    for n in wanted:
        skipped = n - last_shown - 1
        shown += [n - 1] if skipped == 1 else [None] if skipped else []
        shown.append(n)
        last_shown = n
    return shown
