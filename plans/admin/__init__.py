"""The back office of plans: what is published is only read; drafts move by the verbs."""

from plans.admin.balanc import BalancAdmin
from plans.admin.element import ElementAdmin
from plans.admin.fitxa import FitxaAdmin
from plans.admin.pla import PlaAdmin, VincleAdmin

__all__ = ["BalancAdmin", "ElementAdmin", "FitxaAdmin", "PlaAdmin", "VincleAdmin"]
