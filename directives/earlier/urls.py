"""Addresses of a notice that was issued before the portal, below 'van-ban/ho-so-cu/<pk>/'."""

from django.urls import path

from directives.earlier import views

urlpatterns = [
    path("", views.earlier_paper, name="earlier-paper"),
    path("tep/", views.earlier_file, name="earlier-paper-file"),
    path("sua/", views.earlier_correct, name="earlier-paper-correct"),
    path("tinh-trang/<int:standing>/", views.earlier_standing, name="earlier-paper-standing"),
]
