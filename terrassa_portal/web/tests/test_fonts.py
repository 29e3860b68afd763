"""The fonts: small, Latin, made once."""

import pytest
from fontTools.ttLib import TTFont

from terrassa_portal.web import fonts

CATALAN = "ÀàÇçÉéÈèÍíÏïÓóÒòÚúÜü·Ŀŀ’«»…—–€ªº²ñÑ¿¡"


@pytest.fixture(scope="module")
def folders(tmp_path_factory):
    web, pdf = tmp_path_factory.mktemp("web"), tmp_path_factory.mktemp("pdf")
    fonts.prepare(web, pdf)
    return web, pdf


def test_the_fonts_of_a_page_weigh_less_than_fifty_kilobytes(folders):
    files = list(folders[0].glob("*.woff2"))

    assert {path.stem for path in files} == {"titols", "text"}
    assert sum(path.stat().st_size for path in files) < 50_000


def test_every_letter_of_catalan_and_spanish_is_there(folders):
    for path in [*folders[0].glob("*.woff2"), *folders[1].glob("*.ttf")]:
        letters = TTFont(path).getBestCmap()
        assert [letter for letter in CATALAN if ord(letter) not in letters] == [], path.name


def test_the_fonts_of_a_pdf_say_their_family_and_weight(folders):
    found = {
        (font["name"].getBestFamilyName(), font["OS/2"].usWeightClass)
        for font in map(TTFont, folders[1].glob("*.ttf"))
    }

    assert found == {("Schibsted Grotesk", 650), ("Source Sans 3", 400), ("Source Sans 3", 600)}


def test_what_is_made_is_not_made_again(folders):
    before = [path.stat().st_mtime_ns for folder in folders for path in sorted(folder.iterdir())]

    assert fonts.prepare(*folders) == []
    assert before == [path.stat().st_mtime_ns for f in folders for path in sorted(f.iterdir())]


def test_a_font_that_was_lost_is_made_again(folders):
    lost = folders[0] / "text.woff2"
    lost.unlink()

    fonts.prepare(*folders)

    assert lost.exists()
    assert not list(folders[0].glob("*.part"))
