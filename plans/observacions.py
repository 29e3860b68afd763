"""Observations of a sheet: the little Markdown they may hold, which is paragraphs and bullets.

Everything else in them is text. A template escapes it, so a tag someone pasted is seen, not run.
"""

import re

_PIC = re.compile(r"^\s*[-*•]\s+")


def blocs(text):
    """The blocks of a text, in order: ("p", sentence) or ("ul", [items]).

    A line that follows a bullet without a bullet of its own continues it; an empty line ends it.
    """
    fets, obert = [], ""
    for linia in text.splitlines():
        if _PIC.match(linia):
            _afegeix_pic(fets, _PIC.sub("", linia).strip(), nova=obert != "ul")
            obert = "ul"
        elif not linia.strip():
            obert = ""
        else:
            _afegeix_text(fets, linia.strip(), obert)
            obert = obert or "p"
    return fets


def _afegeix_pic(fets, text, *, nova):
    if nova:
        fets.append(("ul", []))
    fets[-1][1].append(text)


def _afegeix_text(fets, text, obert):
    if obert == "ul":
        fets[-1][1][-1] += f" {text}"
    elif obert == "p":
        fets[-1] = ("p", f"{fets[-1][1]} {text}")
    else:
        fets.append(("p", text))
