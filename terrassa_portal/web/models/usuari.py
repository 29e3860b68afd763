from django.contrib.auth.models import AbstractUser, UserManager
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _


class UsuariManager(UserManager):
    """Make users whose name is their e-mail, always kept in lower case."""

    def _create_user_object(self, username, email, password, **extra_fields):
        usuari = self.model(email=self.normalize_email(email).lower(), **extra_fields)
        usuari.set_password(password)
        return usuari

    def create_user(self, email, password=None, **extra_fields):
        return super().create_user("", email, password, **extra_fields)

    def create_superuser(self, email, password=None, **extra_fields):
        return super().create_superuser("", email, password, **extra_fields)

    def get_by_natural_key(self, username):
        return self.get(email__iexact=username)


class Usuari(AbstractUser):
    """A person who may enter: staff of the Servei, of a municipal service, or a company's agent."""

    username = None
    email = models.EmailField(
        _("correu electrònic"),
        unique=True,
        error_messages={"unique": _("Ja hi ha un usuari amb aquest correu.")},
    )
    nom = models.CharField(_("nom i cognoms"), max_length=150, blank=True)
    first_name = None
    last_name = None

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = []

    objects = UsuariManager()

    class Meta:
        verbose_name = _("usuari")
        verbose_name_plural = _("usuaris")
        ordering = ["email"]
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                name="usuari_email_unic",
                violation_error_message=_("Ja hi ha un usuari amb aquest correu."),
            )
        ]

    def __str__(self):
        return self.nom or self.email

    def get_full_name(self):
        return self.nom

    def get_short_name(self):
        return self.nom or self.email
