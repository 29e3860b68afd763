"""The frame of every page, the gallery and the error pages."""

import re

import django_tables2 as tables
import pytest
from django import forms
from django.template.loader import get_template, render_to_string
from django.utils import translation

from terrassa_portal.web import gallery, rows


class Form(forms.Form):
    correu = forms.EmailField(label="Correu", help_text="Per respondre-us.")
    motiu = forms.ChoiceField(choices=[("a", "A")], widget=forms.RadioSelect)
    nota = forms.CharField(required=False)


@pytest.fixture
def drawn_gallery(rf):
    request = rf.get("/_components/")
    request.LANGUAGE_CODE = "ca"
    context = gallery.samples() | {"portal_name": "Polígons de Terrassa", "request": request}
    with translation.override("ca"):
        return get_template("web/gallery.html").template.render(_context(context))


def _context(values):
    from django.template import Context

    return Context(values)


def test_the_gallery_shows_every_component(drawn_gallery):
    for css in (
        "error-summary",
        "timeline",
        "pagination",
        "facts",
        "chip",
        "panel",
        "chart",
        "map",
    ):
        assert f'class="{css}' in drawn_gallery, css


def test_no_component_breaks_the_content_security_policy(drawn_gallery):
    assert not re.search(r"\sstyle=|\son\w+=|<style|javascript:", drawn_gallery)
    assert not re.search(r"<script(?![^>]*\ssrc=)", drawn_gallery)


def test_no_id_appears_twice(drawn_gallery):
    ids = re.findall(r'\sid="([^"]+)"', drawn_gallery)

    assert sorted(ids) == sorted(set(ids))


def test_every_described_element_exists(drawn_gallery):
    ids = set(re.findall(r'\sid="([^"]+)"', drawn_gallery))
    named = re.findall(r'aria-(?:describedby|labelledby)="([^"]+)"', drawn_gallery)

    assert named
    assert {one for names in named for one in names.split()} <= ids


def test_the_summary_of_errors_leads_to_each_field():
    form = Form({"correu": "x"})
    html = render_to_string("components/error_summary.html", {"form": form})

    assert 'href="#id_correu"' in html
    assert 'href="#id_motiu_0"' in html
    assert render_to_string("components/error_summary.html", {"form": Form()}).strip() == ""


def test_a_field_ties_its_hint_and_its_error_to_the_control():
    form = Form({"correu": "x"})
    html = render_to_string("components/field.html", {"field": form["correu"]})

    assert 'id="id_correu_helptext"' in html
    assert 'id="id_correu_error"' in html
    assert 'aria-describedby="id_correu_helptext id_correu_error"' in html
    assert 'aria-invalid="true"' in html


def test_only_an_optional_field_says_so():
    form = Form()

    assert "(opcional)" in render_to_string("components/field.html", {"field": form["nota"]})
    assert "(opcional)" not in render_to_string("components/field.html", {"field": form["correu"]})


def test_the_page_of_a_broken_portal_needs_no_context():
    html = get_template("500.html").template.render(_context({}))

    assert "Hi ha hagut un error" in html
    assert "112" in html


@pytest.mark.parametrize(
    ("current", "last", "shown"),
    [
        (1, 1, [1]),
        (1, 3, [1, 2, 3]),
        (4, 40, [1, 2, 3, 4, 5, None, 40]),
        (20, 40, [1, None, 19, 20, 21, None, 40]),
        (40, 40, [1, None, 39, 40]),
    ],
)
def test_pages_shown_are_the_ends_and_the_neighbours(current, last, shown):
    assert rows.shown_numbers(current, last) == shown


def test_a_cell_is_escaped_and_a_number_written():
    assert rows.words("<b>") == "&lt;b&gt;"
    assert rows.words(1700) == "1.700"
    assert rows.words(True) == "True"


def test_a_list_cell_carries_its_heading_for_narrow_screens():
    html = rows.body(gallery.sample_table())

    assert 'data-label="Plantilla"' in html
    assert html.count("<tr") == 3
    assert '<th scope="row"' in html


def test_a_cell_read_quickly_is_the_cell_that_django_tables2_gives():
    table = gallery.sample_table()

    for row in table.paginated_rows:
        for column in table.columns:
            assert rows.reader(column)(row) == row.get_cell(column.name)


def test_a_column_that_links_is_left_to_django_tables2():
    class Linked(tables.Table):
        nom = tables.Column(linkify=lambda record: "/x/")

    html = rows.body(Linked([{"nom": "Els Bellots"}]))

    assert '<a href="/x/">Els Bellots</a>' in html
