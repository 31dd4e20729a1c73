from django.urls import path

from meetings.filing import views

urlpatterns = [
    path("", views.work_file, name="work-file"),
    path("tai-ve/", views.work_file_zip, name="work-file-zip"),
]
