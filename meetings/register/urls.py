from django.urls import path

from meetings.register import views

urlpatterns = [
    path("", views.register, name="register"),
    path("so.pdf", views.register_print, name="register-print"),
    path("so.xlsx", views.register_table, name="register-table"),
]
