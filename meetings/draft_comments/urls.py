from django.urls import path

from meetings.draft_comments import views

urlpatterns = [
    path("", views.consultation_page, name="consultation"),
    path("<int:comment>/da-sua/", views.mend_comment, name="mend-comment"),
]
