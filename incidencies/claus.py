"""The short key that comes with a reference: who left no e-mail follows a report with the two.

It is computed from the incidencia and the portal's secret each time; it is stored nowhere.
"""

import hashlib

from terrassa_portal.web import tokens

from .codis import ALFABET

LLARGADA = 8  # 40 bits, tried against one reference at a limited rate


def clau_seguiment(identificador):
    """The key of the incidencia with that uuid, in two groups: `7K4M-2Q9X`."""
    resum = hashlib.sha256(tokens.derive("incidencies.clau", identificador).encode()).digest()
    simbols = "".join(ALFABET[octet % len(ALFABET)] for octet in resum[:LLARGADA])
    return f"{simbols[:4]}-{simbols[4:]}"


def es_la_clau(identificador, escrita):
    """Whether what somebody typed is that key. Case and separators do not matter."""
    neta = "".join(lletra for lletra in escrita[:40].upper() if lletra.isalnum())
    neta = neta.translate(str.maketrans({"O": "0", "I": "1", "L": "1"}))
    return tokens.same(neta, clau_seguiment(identificador).replace("-", ""))
