"""Working days of Terrassa: Monday to Friday, minus public holidays and the city's own feasts.

A deadline of n days is the end of the n-th working day after the day of presentation, which does
not count. Source: Llei 39/2015, art. 30.2, 30.3 and 31.2.b.
"""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

import holidays

ZONA = ZoneInfo("Europe/Madrid")
FESTES_LOCALS_ANY = 2  # each municipality has two. Source: Estatut dels treballadors, art. 37.2


@lru_cache(maxsize=32)
def festius_catalunya(exercici):
    """The public holidays of Catalonia in a year, by date, with their Catalan name."""
    return dict(
        holidays.country_holidays("ES", subdiv="CT", years=exercici, language="ca", expand=False)
    )


@dataclass(frozen=True)
class Calendari:
    """Which days are working days, given the local ones; `locals_confirmats` are official."""

    inhabils: frozenset[date] = frozenset()
    locals_confirmats: frozenset[date] = field(default=frozenset())

    def es_habil(self, dia):
        return (
            dia.weekday() < 5
            and dia not in self.inhabils
            and dia not in festius_catalunya(dia.year)
        )

    def seguent_habil(self, dia):
        """The first working day after `dia`."""
        return self.suma(dia, 1)

    def anterior_habil(self, dia):
        """The last working day before `dia`."""
        dia -= timedelta(days=1)
        while not self.es_habil(dia):
            dia -= timedelta(days=1)
        return dia

    def suma(self, dia, dies):
        """The `dies`-th working day after `dia`, which does not count; `dia` itself if it is 0."""
        if dies < 0:
            raise ValueError(f"{dies} working days")
        while dies:
            dia += timedelta(days=1)
            dies -= self.es_habil(dia)
        return dia

    def habils_entre(self, inici, fi):
        """Count the working days after `inici`, up to and including `fi`; 0 if `fi` is earlier."""
        span = (fi - inici).days
        return sum(self.es_habil(inici + timedelta(days=n)) for n in range(1, span + 1))

    def presentacio(self, moment):
        """When a report counts as presented: at `moment`, or as the next working day begins."""
        local = moment.astimezone(ZONA)
        if self.es_habil(local.date()):
            return local
        return datetime.combine(self.seguent_habil(local.date()), time.min, tzinfo=ZONA)

    def termini(self, moment, dies):
        """The day at whose end `dies` working days have gone by since a report sent at `moment`."""
        return self.suma(self.presentacio(moment).date(), dies)

    def meitat(self, inici, fi):
        """The working day half way from `inici` to `fi`."""
        return self.suma(inici, self.habils_entre(inici, fi) // 2)

    def es_provisional(self, dia):
        """Whether the local feasts of that year are still to be confirmed."""
        confirmats = sum(confirmat.year == dia.year for confirmat in self.locals_confirmats)
        return confirmats < FESTES_LOCALS_ANY
