"""Makes the portal's own admin site the default one."""

from django.contrib.admin.apps import AdminConfig


class PortalAdminConfig(AdminConfig):
    """Stands in INSTALLED_APPS in the place of django.contrib.admin."""

    default_site = "portal.accounts.admin_site.PortalAdminSite"
