"""Addresses of the successions, below 'ke-thua/'."""

from django.urls import path

from directives.successions import views

urlpatterns = [
    path("", views.succession_list, name="succession-list"),
    path("<int:pk>/", views.succession, name="succession"),
]
