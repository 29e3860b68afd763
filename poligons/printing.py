"""The dossier of one estate as a tagged PDF that one would hand over at a meeting."""

from pathlib import Path

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from terrassa_portal.web import pdf
from terrassa_portal.web.dates import known_language, long_date
from terrassa_portal.web.figures import number

TEMPLATE = Path(__file__).parent / "typst" / "dossier.typ"


def dossier(context):
    """The PDF of what the dossier page shows (`terrassa_portal.dossier`), as bytes."""
    return pdf.render(TEMPLATE, content(context))


def content(context):
    """The words of the PDF: only text, so that the template computes nothing."""
    poligon = context["poligon"]
    return {
        "lang": known_language(),
        "title": poligon.nom,
        "kicker": _("Dossier del polígon"),
        "portal": str(settings.PORTAL_NAME),
        "owner": _("Servei de Promoció Industrial · Ajuntament de Terrassa"),
        "when": _("Fet el %(dia)s a %(adreca)s")
        % {
            "dia": long_date(timezone.localdate()),
            "adreca": settings.PORTAL_URL + poligon.get_absolute_url(),
        },
        "page_of": _("Pàgina"),
        "estat": poligon.get_estat_display(),
        "descripcio": poligon.descripcio,
        "facts": [[str(term), str(value)] for term, value in context["facts"]],
        "sections": [section for section in _sections(context) if section["rows"]],
    }


def _sections(context):
    """Each table of the PDF: title, headings and rows of text."""
    yield _section(
        _("Xifres"),
        [3, 2, 2, 3],
        [_("Concepte"), _("Valor"), _("De quan és"), _("Font")],
        [
            [x.concepte_text(), x.valor_text(), x.data_text(), _with_note(x.font, x.nota)]
            for x in context["xifres"]
        ],
    )
    yield _section(
        _("Com s’hi arriba"),
        [2, 2, 4],
        [_("Mitjà"), _("Accés"), _("Detall")],
        [
            [a.get_tipus_display(), a.nom, _with_note(a.parada, a.nota, _planned(a))]
            for a in context["accessos"]
        ],
    )
    yield _section(
        _("Dotacions"),
        [3, 1.5, 3, 2],
        [_("Dotació"), _("Estat"), _("Detall"), _("Font")],
        [[d.nom, d.tag[0], _with_note(d.operador, d.nota), d.font] for d in context["dotacions"]]
        + _unknown(context["dotacions_desconegudes"]),
    )
    yield _section(
        _("Planejament"),
        [2.6, 2, 4, 2],
        [_("Figura"), _("Data"), _("Què hi diu"), _("Font")],
        [
            [_with_note(p.figura, _phase(p)), p.data_text(), _planning(p), p.font]
            for p in context["planejaments"]
        ],
    )
    yield _section(
        _("Qui el gestiona"),
        [4, 3, 2],
        [_("Ens"), _("Què hi fa"), _("Des de")],
        [[t.ens.nom, t.get_rol_display(), t.inici_text()] for t in context["lligams"]],
    )
    yield _section(
        _("Empreses per sector"),
        [4, 1],
        [_("Sector"), _("Empreses")],
        [[s["nom"], number(s["nombre"])] for s in context["sectors"]],
    )
    yield _section(
        _("Plans que hi tenen actuacions"),
        [5, 2],
        [_("Pla"), _("Període")],
        [[pla.titol, str(pla.periode)] for pla in context["plans"]],
    )
    yield _section(
        _("Fonts i dates"),
        [4, 2, 5],
        [_("Font"), _("Data"), _("Adreça")],
        [[f.font, f.data_text(), f.font_url] for f in context["fonts"]],
    )


def _section(title, widths, headings, rows):
    return {
        "title": title,
        "widths": widths,
        "headings": headings,
        "rows": [[str(cell) for cell in row] for row in rows],
    }


def _unknown(noms):
    """One row for all the facilities of which nothing is known."""
    return [[", ".join(noms), _("No consta"), "", ""]] if noms else []


def _with_note(*parts):
    return " · ".join(str(part) for part in parts if part)


def _planned(acces):
    return _("previst") if acces.previst else ""


def _phase(planejament):
    if planejament.fase == planejament.Fase.DESCONEGUDA:
        return ""
    return planejament.get_fase_display()


def _planning(planejament):
    """What an instrument lets be built, in one line; what it does not say is left out."""
    sizes = [f"{term}: {value}" for term, value in planejament.mides()]
    return _with_note(*sizes, planejament.nota)
