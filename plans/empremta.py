"""The canonical text of a balanç and its digest: what lets anybody check that nothing has changed.

A format never changes: a new one gets a new name, and balances keep the format they were
published with. The text is JSON as RFC 8785 would write it for what it holds (text, whole
numbers, lists and objects: no decimals): UTF-8, keys in order, no blanks. It holds only what the
balanç froze, never database ids, times of publication or names of officers.
"""

import hashlib
import json

FORMAT = "terrassa-balanc/1"


def serialitza(document):
    """The bytes of a canonical document. Raises TypeError for a value it may not hold."""
    _comprova(document)
    text = json.dumps(document, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text.encode()


def empremta(document):
    """SHA-256 of the canonical text, in hexadecimal."""
    return hashlib.sha256(serialitza(document)).hexdigest()


def _comprova(valor):
    if isinstance(valor, dict):
        for clau, contingut in valor.items():
            if not isinstance(clau, str):
                raise TypeError(f"key {clau!r} is not text")
            _comprova(contingut)
    elif isinstance(valor, list):
        for contingut in valor:
            _comprova(contingut)
    elif not (valor is None or isinstance(valor, str | bool | int)):
        raise TypeError(f"{valor!r} may not be in a canonical document")


def document(balanc, fitxes, recomptes):
    """The document of a balanç in its own format.

    `fitxes` are pairs (fitxa, its evidencies). Raises KeyError for a format nobody knows.
    """
    return FORMATS[balanc.format](balanc, fitxes, recomptes)


def _document_1(balanc, fitxes, recomptes):
    ordenades = sorted(fitxes, key=lambda parella: parella[0].codi)
    return {
        "format": FORMAT,
        "pla": {"slug": balanc.pla_slug, "titol": balanc.pla_titol},
        "balanc": {
            "codi": balanc.codi,
            "data_referencia": _data(balanc.data_referencia),
            "esquema": balanc.esquema,
            "fonts": _linies(balanc.fonts),
            "precisio": balanc.precisio,
            "presentacio": balanc.presentacio,
            "tipus": balanc.tipus,
        },
        "anterior": balanc.anterior
        and {"codi": balanc.anterior.codi, "empremta": balanc.anterior.empremta},
        "fitxes": [_fitxa_1(fitxa, evidencies) for fitxa, evidencies in ordenades],
        "recomptes": [
            {"estat": r.estat, "etiqueta": r.etiqueta, "nombre": r.nombre}
            for r in sorted(recomptes, key=lambda r: r.estat)
        ],
        "total": len(ordenades) if balanc.nombre_elements is None else balanc.nombre_elements,
    }


def _fitxa_1(fitxa, evidencies):
    return {
        "acabat_el": _data(fitxa.acabat_el),
        "area": fitxa.area,
        "ascendents": fitxa.ascendents,
        "base": fitxa.base,
        "codi": fitxa.codi,
        "codi_oficial": fitxa.codi_oficial,
        "estat": {"etiqueta": fitxa.estat_etiqueta, "valor": fitxa.estat},
        "evidencies": [
            _evidencia_1(evidencia) for evidencia in sorted(evidencies, key=lambda e: e.ordre)
        ],
        "fonts": _linies(fitxa.fonts),
        "literal": fitxa.literal,
        "motiu": fitxa.motiu,
        "nivell": fitxa.nivell,
        "observacions": fitxa.observacions,
        "text_planer": fitxa.text_planer,
        "titol": fitxa.titol,
        "uid": str(fitxa.uid),
    }


def _evidencia_1(evidencia):
    return {
        "comprovada_el": _data(evidencia.comprovada_el),
        "data": _data(evidencia.data_evidencia),
        "ordre": evidencia.ordre,
        "resultat": evidencia.resultat,
        "sha256": evidencia.sha256,
        "tipus": evidencia.tipus,
        "titol": evidencia.titol,
        "url": evidencia.url,
    }


def _data(valor):
    return valor.isoformat() if valor else None


def _linies(text):
    return [linia.strip() for linia in text.splitlines() if linia.strip()]


FORMATS = {FORMAT: _document_1}
