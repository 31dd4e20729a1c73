from django.urls import path

from directives.tasks import office_views

urlpatterns = [
    path("", office_views.assignment_list, name="assignment-list"),
    path("xac-nhan/", office_views.confirm_ticked, name="confirm-ticked"),
    path("<int:pk>/so/<slug:slug>/", office_views.office_act, name="office-act"),
]
