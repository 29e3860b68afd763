"""Tagged PDF (PDF/UA-1) by typst, with the portal's own fonts."""

import json
from pathlib import Path

import typst
from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.utils.encoding import force_str
from django.utils.functional import Promise

STANDARDS = ["ua-1"]


class _Encoder(DjangoJSONEncoder):
    def default(self, o):
        return force_str(o) if isinstance(o, Promise) else super().default(o)


def render(template, data, *, standards=STANDARDS):
    """The PDF that the typst file `template` makes of `data`, as bytes.

    `data` reaches the template as JSON in `sys.inputs.data`. The template may import only from
    its own folder. Raises RuntimeError with typst's own words if it cannot be made.
    """
    template = Path(template)
    return typst.compile(
        template,
        root=template.parent,
        font_paths=[str(path) for path in font_folders()],
        ignore_system_fonts=True,
        sys_inputs={"data": json.dumps(data, cls=_Encoder)},
        pdf_standards=standards,
    )


def font_folders():
    """Where set-up left the fonts as TTF (`manage.py prepara_fonts`)."""
    return [settings.VAR_DIR / "fonts"]
