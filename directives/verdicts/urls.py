from django.urls import path

from directives.verdicts import views

urlpatterns = [
    path("", views.carried_page, name="carried"),
    path("cho-ket-luan/", views.carried_awaiting, name="carried-awaiting"),
    path("in/", views.carried_sheet, name="carried-sheet"),
    path("<int:directive>/", views.carried_verdict, name="carried-verdict"),
]
