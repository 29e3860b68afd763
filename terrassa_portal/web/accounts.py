"""How people enter: sign-up is closed, accounts are made by a coordinator."""

from allauth.account.adapter import DefaultAccountAdapter

from . import ratelimit


class ClosedAccountAdapter(DefaultAccountAdapter):
    def is_open_for_signup(self, request):
        return False

    def get_client_ip(self, request):
        """Behind our proxy, the visitor's: by its own, one person's failures would lock out all."""
        return ratelimit.client_address(request)
