"""Addresses of the handovers, below 'ban-giao/'."""

from django.urls import path

from directives.handovers import views

urlpatterns = [
    path("", views.handover_list, name="handover-list"),
    path("nguoi/<int:pk>/", views.person, name="handover-person"),
    path("<int:pk>/", views.handover, name="handover"),
]
