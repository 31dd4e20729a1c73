"""Addresses of one review, beneath cuoc-hop/nhap-tu-tai-lieu/<pk>/."""

from django.urls import path

from meetings.review import views as review_views

urlpatterns = [
    path("", review_views.review_page, name="import-review"),
    path("muc/<slug:key>/", review_views.review_piece, name="import-review-piece"),
    path("them/<slug:section>/", review_views.review_add, name="import-review-add"),
    path("dung/<slug:section>/", review_views.review_accept, name="import-review-accept"),
    path("lay-lai/<int:line>/", review_views.review_take_back, name="import-review-take-back"),
    path("thoi-han/", review_views.review_deadline, name="import-review-deadline"),
    path("tao/", review_views.review_finish, name="import-review-finish"),
    path("bo/", review_views.review_discard, name="import-review-discard"),
]
