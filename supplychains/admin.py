"""Accounts for administrators: they give people a role, and only who is above all roles already gives that."""

from django.contrib import admin
from django.contrib.auth import get_user_model
from django.contrib.auth.admin import UserAdmin

User = get_user_model()
admin.site.unregister(User)


@admin.register(User)
class AccountAdmin(UserAdmin):
    def get_readonly_fields(self, request, obj=None):
        """Otherwise an administrator could lift themselves above the rules that hold for administrators."""
        above = ["is_superuser", "user_permissions"]
        return super().get_readonly_fields(request, obj) if request.user.is_superuser else above

    def has_change_permission(self, request, obj=None):
        """Nobody else touches the account of somebody above all roles."""
        is_above = obj is not None and obj.is_superuser and not request.user.is_superuser
        return super().has_change_permission(request, obj) and not is_above
