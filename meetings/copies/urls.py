from django.urls import path

from meetings.copies import views

urlpatterns = [path("", views.signed_copy, name="paper-copy")]
