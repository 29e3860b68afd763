from plans.views.balanc import balanc_detail, balanc_json, fitxa_detail
from plans.views.element import ElementListView, element_detail, permanent_id
from plans.views.metode import data_page, method
from plans.views.pla import PlaListView, pla_detail

__all__ = [
    "ElementListView",
    "PlaListView",
    "balanc_detail",
    "balanc_json",
    "data_page",
    "element_detail",
    "fitxa_detail",
    "method",
    "permanent_id",
    "pla_detail",
]
