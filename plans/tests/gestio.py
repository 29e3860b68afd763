"""What the tests of the back office say often: its addresses and the data of its forms."""

from django.urls import reverse


def url(name, *args):
    return reverse(f"admin:plans_{name}", args=args)


def formset(prefix, *rows, initial=0):
    """The fields of the rows within a form, as a browser sends them."""
    data = {f"{prefix}-TOTAL_FORMS": len(rows), f"{prefix}-INITIAL_FORMS": initial}
    for number, row in enumerate(rows):
        data |= {f"{prefix}-{number}-{name}": value for name, value in row.items()}
    return data


def fitxa_data(**fields):
    values = {"estat": "", "base": "", "motiu": "", "observacions": "", "text_planer": ""}
    return values | {"fonts": "", "acabat_el": ""} | formset("evidencies") | fields
