"""All addresses, room by room."""

from __future__ import annotations

from django.urls import include, path

urlpatterns = [
    path("accounts/", include("fairthread.access.account_urls")),
    path("", include("fairthread.base.urls")),
    path("", include("fairthread.access.urls")),
    path("", include("fairthread.register.urls")),
    path("", include("fairthread.tools.urls")),
    path("", include("fairthread.assessments.urls")),
    path("", include("fairthread.measures.urls")),
    path("", include("fairthread.home.urls")),
    path("api/", include("fairthread.api.urls")),
    path("", include("fairthread.demo.urls")),
]
handler400 = "fairthread.base.pages.unreadable"
handler404 = "fairthread.base.pages.not_found"
handler500 = "fairthread.base.pages.broken"
