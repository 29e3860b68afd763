"""The HTML of a table's rows, headings and pages, in Python: a template loop costs far more."""

from datetime import date, datetime
from decimal import Decimal
from inspect import signature

from django.utils.html import conditional_escape, escape
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from . import dates, figures

ARROWS = {"ascending": "↑", "descending": "↓", "none": "↕"}
PAGES_AROUND = 1
# What django-tables2 may hand to the `render` of a column.
RENDER_ARGUMENTS = {"value", "record", "column", "bound_column", "bound_row", "table"}


def body(table):
    """The rows of the page. Each cell carries its heading, for the narrow screens where rows stack."""
    columns = [(reader(c), escape(c.header), cell_class(c)) for c in table.columns]
    lines = []
    for row in table.paginated_rows:
        cells = [
            cell(read(row), heading, css, first=not n)
            for n, (read, heading, css) in enumerate(columns)
        ]
        lines.append(f'<tr role="row">{"".join(cells)}</tr>')
    return SafeString("\n".join(lines))


def reader(bound_column):
    """A function of a row that gives its cell in this column, as `BoundRow.get_cell` does.

    django-tables2 asks for the signature of `render` at every cell, which takes half the time of a
    page of rows; here it is asked once for each column.
    """
    names = tuple(signature(bound_column.render).parameters)
    if bound_column.link or not RENDER_ARGUMENTS.issuperset(names):
        return lambda row: row.get_cell(bound_column.name)

    def read(row):
        given = {"record": row.record, "bound_row": row, "table": row.table}
        given |= {"column": bound_column.column, "bound_column": bound_column}

        def render(_bound_column, value=None):
            given["value"] = value
            return bound_column.render(**{name: given[name] for name in names})

        return row._get_and_render_with(
            bound_column, render_func=render, default=bound_column.default
        )

    return read


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
