"""The portal's two typefaces, cut down from the families that pip installs.

Web: Latin woff2 in `static/fonts/`, ≤ 50 KB all together. PDF: the same letters as TTF in `var/fonts`.
"""

import hashlib
import io
import json
from dataclasses import asdict, dataclass
from importlib import metadata, resources
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.varLib import instancer

# Printable ASCII, Latin-1, Œ œ Ŀ ŀ, dashes, quotes, ellipsis, bullet, euro, arrows, minus, thin spaces.
LATIN = [
    *range(0x20, 0x7F), *range(0xA0, 0x100), 0x13F, 0x140, 0x152, 0x153, 0x2009, 0x200A, 0x2011,
    0x2013, 0x2014, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2026, 0x202F, 0x20AC, 0x2190, 0x2191,
    0x2192, 0x2193, 0x2195, 0x2197, 0x2212,
]  # fmt: skip
FEATURES = ["kern", "mark", "mkmk", "ccmp", "locl", "tnum", "lnum"]
RECIPE = 1  # raise it when the way of cutting changes, so that old files are made again


@dataclass(frozen=True)
class Face:
    """One face to cut: from which file, at which weight (a pair keeps the axis), under which name."""

    package: str
    file: str
    weight: float | tuple
    name: str
    family: str


WEB_FACES = (
    Face("fontpkg_schibsted_grotesk", "SchibstedGrotesk[wght].ttf", 650, "titols", ""),
    Face("fontpkg_source_sans_3", "SourceSans3[wght].ttf", (400, 600), "text", ""),
)
PDF_FACES = (
    Face(
        "fontpkg_schibsted_grotesk", "SchibstedGrotesk[wght].ttf", 650,
        "SchibstedGrotesk-650", "Schibsted Grotesk",
    ),
    Face("fontpkg_source_sans_3", "SourceSans3[wght].ttf", 400, "SourceSans3-400", "Source Sans 3"),
    Face("fontpkg_source_sans_3", "SourceSans3[wght].ttf", 600, "SourceSans3-600", "Source Sans 3"),
)  # fmt: skip


def prepare(web_dir: Path, pdf_dir: Path):
    """Make the font files that are missing or out of date; return the paths written."""
    return prepare_set(WEB_FACES, web_dir, "woff2") + prepare_set(PDF_FACES, pdf_dir, "ttf")


def prepare_set(faces, folder, extension):
    """Make one set of faces unless its stamp says that the same recipe made the files there."""
    stamp, paths = folder / "recipe.json", [folder / f"{face.name}.{extension}" for face in faces]
    wanted = recipe(faces)
    if stamp.exists() and stamp.read_text() == wanted and all(path.exists() for path in paths):
        return []
    folder.mkdir(parents=True, exist_ok=True)
    for face, path in zip(faces, paths, strict=True):
        write_whole(path, cut(face, extension))
    stamp.write_text(wanted)
    return paths


def recipe(faces):
    """All that the files depend on, as text."""
    versions = {face.package: metadata.version(face.package) for face in faces}
    parts = [RECIPE, versions, [asdict(face) for face in faces], FEATURES]
    parts.append(hashlib.sha256(repr(LATIN).encode()).hexdigest())
    return json.dumps(parts)


def cut(face, extension):
    """The bytes of a face, cut to the Latin letters and to its weight."""
    font = TTFont(resources.files(face.package) / "files" / face.file)
    subsetter = Subsetter(Options(layout_features=FEATURES, hinting=False, name_IDs=["*"]))
    subsetter.populate(unicodes=LATIN)
    subsetter.subset(font)
    # Saved and read back: the instancer needs the tables that the subsetter loads lazily.
    font = instancer.instantiateVariableFont(TTFont(io.BytesIO(saved(font))), {"wght": face.weight})
    if extension == "ttf":
        name_for_pdf(font, face)
    else:
        font.flavor = extension
    return saved(font)


def name_for_pdf(font, face):
    """Name the face so that typst finds it by family and weight."""
    font["OS/2"].usWeightClass = round(face.weight)
    style = "Regular" if face.weight == 400 else "SemiBold"
    for name_id, text in ((1, face.family), (2, style), (16, face.family), (17, style)):
        font["name"].setName(text, name_id, 3, 1, 0x409)


def saved(font):
    buffer = io.BytesIO()
    font.save(buffer)
    return buffer.getvalue()


def write_whole(path, content):
    """Write a file so that nobody ever reads half of it."""
    half = path.with_suffix(f"{path.suffix}.part")
    half.write_bytes(content)
    half.replace(path)
