"""Made-up names, streets and figures of the synthetic census: plausible, and nobody's.

A name is a trade and an invented root («Mecanitzats Torvalenca»): the roots are syllables put
together, so that they look Catalan and are in no register, and each one is far enough from the
others for a search with a typo.
"""

# Onset, middle and ending of a root: 40 × 25 × 20 = 20,000 of them.
INICIS = (
    "Bal", "Bor", "Cal", "Cor", "Dal", "Dor", "Fal", "Fer", "Gal", "Gor",
    "Jol", "Lar", "Lum", "Mar", "Mol", "Nar", "Nol", "Ol", "Pal", "Per",
    "Pul", "Quer", "Ral", "Rom", "Sal", "Ser", "Sol", "Tal", "Tor", "Tram",
    "Ul", "Val", "Ver", "Vim", "Xar", "Zar", "Brun", "Cler", "Dras", "Flor",
)  # fmt: skip
MITJANS = (
    "bi", "bra", "ca", "cu", "da", "de", "fi", "fo", "ga", "gui", "lla", "lo", "ma",
    "mi", "na", "no", "pa", "pe", "que", "ri", "ta", "te", "va", "vi", "xo",
)  # fmt: skip
FINALS = (
    "bell", "dosa", "fenc", "gol", "lenca", "massa", "nyac", "pols", "quim", "rell",
    "sart", "tec", "tona", "tx", "vall", "vex", "xell", "zan", "nix", "dur",
)  # fmt: skip

# Division of the CCAE-2009 and of the CNAE-2025, how common, and the trades that begin a name.
OFICIS = (
    ("10", "10", 4, ("Aliments", "Forn Industrial", "Conserves", "Pastisseria")),
    ("11", "11", 1, ("Begudes", "Cellers")),
    ("13", "13", 9, ("Filatures", "Teixits", "Tints", "Acabats Tèxtils", "Tissatges")),
    ("14", "14", 4, ("Confeccions", "Gèneres de Punt", "Uniformes")),
    ("16", "16", 2, ("Fusteria", "Palets", "Embalatges de Fusta")),
    ("17", "17", 2, ("Cartonatges", "Papers", "Capses")),
    ("18", "18", 3, ("Impremta", "Arts Gràfiques", "Retolació")),
    ("20", "20", 3, ("Química", "Pintures", "Detergents")),
    ("21", "21", 1, ("Laboratoris",)),
    ("22", "22", 4, ("Plàstics", "Injecció", "Cautxús")),
    ("23", "23", 2, ("Vidres", "Ceràmiques", "Marbres")),
    ("24", "24", 2, ("Foneria", "Acers")),
    ("25", "25", 14, ("Mecanitzats", "Caldereria", "Estampacions", "Torneria", "Motlles")),
    ("26", "26", 2, ("Electrònica", "Sensors")),
    ("27", "27", 3, ("Material Elèctric", "Quadres Elèctrics", "Bobinatges")),
    ("28", "28", 6, ("Maquinària", "Bombes i Vàlvules", "Elevació", "Automatismes")),
    ("29", "29", 1, ("Carrosseries", "Remolcs")),
    ("31", "31", 2, ("Mobles", "Matalassos")),
    ("33", "33", 4, ("Manteniments", "Reparacions Industrials")),
    ("38", "38", 2, ("Reciclatges", "Recuperacions")),
    ("43", "43", 8, ("Instal·lacions", "Construccions", "Aïllaments", "Climatització")),
    ("45", "95", 6, ("Tallers", "Planxa i Pintura", "Automoció")),
    ("46", "46", 10, ("Subministraments", "Distribucions", "Magatzems", "Ferreteria")),
    ("47", "47", 4, ("Botiga de Fàbrica", "Recanvis", "Bricolatge")),
    ("49", "49", 4, ("Transports", "Mudances")),
    ("52", "52", 4, ("Logística", "Emmagatzematge")),
    ("62", "62", 2, ("Programari", "Sistemes")),
    ("71", "71", 3, ("Enginyeria", "Assajos")),
    ("81", "81", 2, ("Neteges", "Jardineria")),
    ("93", "93", 1, ("Escalada", "Gimnàs")),
)  # fmt: skip

NOMS_DE_PILA = (
    "Aina", "Biel", "Carme", "Dídac", "Elvira", "Ferran", "Gemma", "Hug", "Iris", "Jofre",
    "Laia", "Martí", "Neus", "Oriol", "Pau", "Quima", "Roc", "Sira", "Teo", "Violant",
)  # fmt: skip

# The tools and the parts of a loom: no such streets exist in the estates.
CARRERS = (
    "carrer de la Llançadora", "carrer de la Bitlla", "carrer del Rodet", "carrer de l’Ordidor",
    "carrer del Teler", "carrer de la Trama", "carrer de l’Ordit", "carrer del Plegador",
    "carrer de la Filosa", "carrer del Batan", "carrer de la Carda", "carrer del Fus",
    "carrer de la Perxa", "carrer de l’Espiga", "carrer de la Sarja", "carrer del Pinte",
    "avinguda del Vapor", "avinguda de la Caldera", "passeig de la Xemeneia", "passatge de la Corretja",
)  # fmt: skip

# Largest staff of each step, and how common the step is among a hundred establiments.
PLANTILLES = ((4, 46), (9, 22), (19, 14), (49, 11), (99, 4), (249, 2), (620, 1))

_PAS = 7_919  # prime: it visits all the roots before the first comes again


def nombre_d_arrels():
    return len(INICIS) * len(MITJANS) * len(FINALS)


def arrel(numero):
    """The `numero`-th invented root; they only repeat after `nombre_d_arrels()`."""
    rest = numero * _PAS % nombre_d_arrels()
    rest, final = divmod(rest, len(FINALS))
    inici, mitja = divmod(rest, len(MITJANS))
    return INICIS[inici] + MITJANS[mitja] + FINALS[final]
