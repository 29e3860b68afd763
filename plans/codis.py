"""The portal's own codes of elements (`1.9`, `141.2`, `o10`): how they are written and ordered."""

import re

from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

FORMA = r"^[a-z0-9]+([.-][a-z0-9]+)*$"
valida_codi = RegexValidator(
    FORMA,
    _("Escriviu el codi amb lletres minúscules, xifres i punts: per exemple, «1.9»."),
)
_TROS = re.compile(r"(\d+)")


def clau_ordre(codi):
    """What a code is ordered by, so that `1.10` comes after `1.9`: numbers padded to five digits."""
    return _TROS.sub(lambda tros: tros.group().zfill(5), codi)
