from django.urls import path

from meetings.draft_editor import views

urlpatterns = [
    path("", views.draft_edit, name="draft-edit"),
    path("xem/", views.draft_preview, name="draft-preview"),
    path("the-thuc/", views.draft_form_check, name="draft-form-check"),
    path("cac-lan/", views.draft_history, name="draft-history"),
    path("hai-ban/<int:draft>/", views.draft_conflict, name="draft-conflict"),
]
