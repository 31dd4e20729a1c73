"""Addresses of orders, below 'nhiem-vu/'."""

from django.urls import path

from directives.tasks import unit_views

urlpatterns = [
    path("<int:pk>/", unit_views.assignment_page, name="assignment"),
]
