"""The tags and filters of `{% load portal %}`: what they say and what they escape."""

from datetime import date

import pytest
from django.template import Context, Template
from django.test import RequestFactory

from terrassa_portal.web import marks

EVIL = "<script>alert(1)</script>"


def draw(source, **context):
    return Template("{% load portal %}" + source).render(Context(context)).strip()


def test_a_status_tag_says_its_state_in_words_and_shape():
    html = draw('{% status_tag "Amb retard" "warn" "late" %}')

    assert "Amb retard" in html
    assert "tag--warn" in html
    assert '<svg class="icon"' in html


def test_a_status_tag_escapes_its_words():
    assert EVIL not in draw("{% status_tag words 'ok' 'check' %}", words=EVIL)


@pytest.mark.parametrize(("tone", "shape"), [("pink", "check"), ("ok", "star")])
def test_a_tone_or_shape_that_does_not_exist_is_refused(tone, shape):
    with pytest.raises(KeyError):
        marks.status_tag("Fet", tone, shape)


def test_a_crumb_without_address_is_the_page_itself():
    assert 'aria-current="page"' in draw('{% crumb "Empreses" %}')
    assert '<a href="/empreses/">' in draw('{% crumb "Empreses" "/empreses/" %}')


def test_an_outside_link_says_where_it_leads():
    html = draw("{% external url text %}", url="https://www.terrassa.cat/x?a=1&b=2", text="El ple")

    assert "El ple" in html
    assert "terrassa.cat" in html
    assert "a=1&amp;b=2" in html


def test_an_address_that_is_not_of_the_web_is_never_a_link():
    assert "href" not in draw("{% external url text %}", url="javascript:alert(1)", text="Premeu")


@pytest.mark.parametrize("source", ["{{ v|host }}", "{% crumb v %}", "{% external v v %}"])
def test_what_is_given_is_escaped(source):
    assert EVIL not in draw(source, v=EVIL)


def test_a_source_line_gives_date_and_source():
    html = draw("{% source_line 'POUM' 'https://terrassa.cat/poum' day %}", day=date(2026, 11, 20))

    assert "el 20 de novembre de 2026" in html
    assert "https://terrassa.cat/poum" in html


def test_a_source_line_without_anything_is_nothing():
    assert draw("{% source_line '' '' None %}") == ""


def test_a_bar_has_message_key_and_table():
    segments = [
        {"label": "Fets", "count": 3, "tone": "ok", "pattern": "solid", "url": "/fets/"},
        {"label": EVIL, "count": 0, "tone": "muted", "pattern": "gasa"},
    ]
    html = draw("{% stacked_bar segments 'Tres de tres' %}", segments=segments)

    assert "<figcaption>Tres de tres</figcaption>" in html
    assert '<a href="/fets/">' in html
    assert "<table" in html
    assert EVIL not in html
    assert "style=" not in html


def test_a_map_links_every_feature_twice_on_the_map_and_in_the_list():
    features = [
        {
            "name": "Els Bellots",
            "url": "/b/",
            "lat": 41.548,
            "lon": 2.04,
            "radius_m": 200,
            "note": "aprox.",
        },
        {"name": EVIL, "url": "/e/", "lat": 41.55, "lon": 2.03, "radius_m": None},
    ]
    html = draw("{% svg_map features %}", features=features)

    assert html.count('href="/b/"') == 2
    assert "<title>Els Bellots (aprox.)</title>" in html
    assert EVIL not in html
    assert "style=" not in html


def test_coordinates_keep_their_decimal_point_in_catalan():
    html = draw(
        "{% svg_map f %}", f=[{"name": "A", "url": "/", "lat": 41.5, "lon": 2.03, "radius_m": 1500}]
    )

    assert 'data-lat="41.5"' in html
    assert 'data-radius="1500"' in html


def test_no_position_draws_no_map():
    assert draw("{% svg_map features %}", features=[{"name": "A", "url": "/", "lat": None}]) == ""


def test_table_tags_need_only_the_request(rf: RequestFactory):
    from terrassa_portal.web import gallery

    request = rf.get("/", {"ordre": "nom", "poligon": "1", "pagina": "4"})
    html = draw("{% table_head t %}{% table_pages t %}", t=gallery.sample_table(), request=request)

    assert 'aria-sort="ascending"' in html
    assert "?ordre=-nom&amp;poligon=1" in html
    assert "?ordre=nom&amp;poligon=1&amp;pagina=5" in html
