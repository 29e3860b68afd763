"""Valid objects of this app; a test names only what it is about."""

from itertools import count

from empreses.models import Activitat, Empresa, Establiment, Sector
from empreses.transitions import desa_empresa, desa_establiment

_numero = count(1)


def crea_sector(nom="", **camps):
    n = next(_numero)
    camps = {"slug": f"sector-{n}", "ordre": 1000 + n, "nom": nom or f"Sector {n}"} | camps
    return Sector.objects.create(**camps)


def crea_activitat(titol="", **camps):
    n = next(_numero)
    camps = {"classificacio": "cnae2025", "codi": f"X{n}"} | camps
    return Activitat.objects.create(titol=titol or f"Activitat {n}", **camps)


def crea_empresa(nom="", **camps):
    """A company that the directory may show: a legal person, without NIF."""
    camps = {"classe": Empresa.Classe.JURIDICA} | camps
    return desa_empresa(Empresa(rao_social=nom or f"Empresa {next(_numero)}, SL", **camps))


def crea_persona(nom="", **camps):
    """A self-employed person: unlisted, unless told otherwise."""
    return crea_empresa(nom or f"Persona {next(_numero)}", **{"classe": "fisica"} | camps)


def crea_establiment(empresa=None, **camps):
    empresa = empresa or crea_empresa()
    camps = {"adreca": f"carrer del Teler, {next(_numero)}"} | camps
    return desa_establiment(Establiment(empresa=empresa, **camps))
