"""Addresses of a meeting's conclusions, below 'cuoc-hop/<pk>/ket-luan/'."""

from django.urls import path

from meetings.outline import conflict_views
from meetings.outline import views as outline_views

urlpatterns = [
    path("", outline_views.outline_page, name="outline"),
    path("luu/", outline_views.outline_save, name="outline-save"),
    path("muc/<int:item>/", outline_views.outline_act, name="outline-act"),
    path("hoan-tac/", outline_views.outline_undo, name="outline-undo"),
    path("danh-so/", outline_views.outline_relabel, name="outline-relabel"),
    path("doc-thoi-han/", outline_views.outline_deadline, name="outline-deadline"),
    path("ban-nhap/<int:draft>/", conflict_views.outline_conflict, name="outline-conflict"),
]
