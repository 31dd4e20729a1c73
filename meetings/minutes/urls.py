"""Addresses of a meeting's minutes, below 'cuoc-hop/<pk>/bien-ban/'."""

from django.urls import path

from meetings.minutes import conflict_views, views

urlpatterns = [
    path("", views.minutes_page, name="minutes"),
    path("lap/", views.minutes_begin, name="minutes-begin"),
    path("gio-hop/", views.minutes_facts, name="minutes-facts"),
    path("luu/", views.minutes_save, name="minutes-save"),
    path("dai-bieu/", views.minutes_speakers, name="minutes-speakers"),
    path("y-kien/<int:item>/", views.minutes_act, name="minutes-act"),
    path("ban-nhap/<int:draft>/", conflict_views.minutes_conflict, name="minutes-conflict"),
]
