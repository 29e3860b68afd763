"""What the law asks to publish of each plan, and what of it the portal has found.

Source: Llei 19/2014, de transparència, accés a la informació pública i bon govern, art. 12.
"""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from terrassa_portal.web import figures

LAW_URL = "https://www.boe.es/buscar/act.php?id=BOE-A-2015-470"


@dataclass(frozen=True)
class Document:
    """One thing the law asks for: whether it was found, and what was found in words."""

    name: str
    found: bool
    words: str
    url: str = ""


def documents(pla, outline, actes, partides, balances):
    """The seven things, in the order of the law."""
    return [
        _actions(outline),
        _means(partides),
        _deadlines(pla, outline),
        Document(
            _("Memòria econòmica"),
            found=False,
            words=_("No hem trobat la memòria: només els imports publicats.")
            if partides
            else _("No l’hem trobada."),
        ),
        Document(
            _("Mètode per avaluar-lo"),
            found=bool(pla.metode),
            words=_("S’explica en aquesta pàgina.") if pla.metode else _("No l’hem trobat."),
            url="#metode" if pla.metode else "",
        ),
        _result(balances),
        _modifications(actes, outline),
    ]


def _actions(outline):
    if not outline.number:
        return Document(_("Actuacions"), found=False, words=_("No n’hem trobat la llista."))
    words = ngettext("%(n)s element recollit.", "%(n)s elements recollits.", outline.number)
    return Document(
        _("Actuacions"),
        found=True,
        words=words % {"n": figures.number(outline.number)},
        url="#elements",
    )


def _means(partides):
    if not partides:
        return Document(_("Mitjans"), found=False, words=_("No n’hem trobat cap import."))
    words = ngettext("%(n)s import publicat.", "%(n)s imports publicats.", len(partides))
    return Document(
        _("Mitjans"), found=True, words=words % {"n": figures.number(len(partides))}, url="#diners"
    )


def _deadlines(pla, outline):
    if outline.with_deadline:
        words = ngettext(
            "%(n)s element amb termini propi.",
            "%(n)s elements amb termini propi.",
            outline.with_deadline,
        )
        return Document(
            _("Terminis"), found=True, words=words % {"n": figures.number(outline.with_deadline)}
        )
    if pla.fi:
        words = _("Només el del pla sencer: %(anys)s.") % {"anys": pla.periode}
        return Document(_("Terminis"), found=True, words=words)
    return Document(_("Terminis"), found=False, words=_("No n’hem trobat cap."))


def _result(balances):
    if not balances:
        return Document(
            _("Resultat de l’avaluació"), found=False, words=_("No n’hem trobat cap balanç.")
        )
    words = ngettext("%(n)s balanç publicat.", "%(n)s balanços publicats.", len(balances))
    return Document(
        _("Resultat de l’avaluació"),
        found=True,
        words=words % {"n": figures.number(len(balances))},
        url=balances[0].get_absolute_url(),
    )


def _modifications(actes, outline):
    if outline.reworded:
        words = ngettext(
            "%(n)s element amb la redacció canviada.",
            "%(n)s elements amb la redacció canviada.",
            outline.reworded,
        )
        return Document(
            _("Modificacions"), found=True, words=words % {"n": figures.number(outline.reworded)}
        )
    later = _acts_after_approval(actes)
    if later:
        words = ngettext(
            "%(n)s acte posterior a l’aprovació.", "%(n)s actes posteriors a l’aprovació.", later
        )
        return Document(
            _("Modificacions"), found=True, words=words % {"n": figures.number(later)}, url="#actes"
        )
    return Document(_("Modificacions"), found=False, words=_("No n’hem trobat cap."))


def _acts_after_approval(actes):
    dated = [acte for acte in actes if acte.data_acte]
    approvals = [acte.data_acte for acte in dated if acte.es_aprovacio]
    return sum(acte.data_acte > min(approvals) for acte in dated) if approvals else 0
