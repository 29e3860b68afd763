from django.contrib.auth.models import Group, Permission
from django.core.management.base import BaseCommand
from django.db import transaction

from terrassa_portal.groups import PERMISSIONS, allows


class Command(BaseCommand):
    help = "Make the groups of users and give them their permissions. Safe to run twice."

    @transaction.atomic
    def handle(self, **options):
        permissions = list(Permission.objects.select_related("content_type"))
        for name in PERMISSIONS:
            group, _created = Group.objects.get_or_create(name=name)
            group.permissions.set([p for p in permissions if allows(name, p)])
        self.stdout.write(f"{len(PERMISSIONS)} grups al dia")
