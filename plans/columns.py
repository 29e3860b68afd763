"""What each column of the downloads of elements holds. A test keeps it true."""

from django.utils.translation import gettext_lazy as _

COLUMNS = [
    ("titol", _("Títol de l’element. Buit si no s’ha trobat.")),
    ("nivell", _("Com en diu el pla: prioritat, compromís, repte, acció…")),
    ("prioritat", _("Títol de l’element de més amunt del qual forma part.")),
    ("area", _("Àrea o servei municipal responsable. Buit si el document no ho diu.")),
    ("codi", _("Codi del portal, a l’adreça de la pàgina. No canvia mai.")),
    ("codi_oficial", _("Codi tal com surt al document. Buit si no en porta.")),
    ("uid", _("Identificador permanent (UUID).")),
    ("literal", _("De qui és el text: «oficial», «parafrasi» del portal o «no_trobat».")),
    ("termini", _("Data límit, si en té una de pròpia (AAAA-MM-DD).")),
    ("poligons", _("Polígons que l’element anomena, separats per punt i coma.")),
    ("url", _("Adreça de la pàgina de l’element.")),
    ("fonts", _("D’on surt, una font per línia.")),
]
COLUMNS_OF_STATES = [
    (
        "estat",
        _("Estat al darrer balanç publicat, amb les paraules oficials, o per què no se sap."),
    ),
    ("estat_codi", _("El mateix estat amb un codi que no canvia.")),
    ("balanc", _("Codi del balanç del qual surt l’estat.")),
]
