from django.urls import include, path

from meetings import unit_search_views, views
from meetings.review import import_views

urlpatterns = [
    path("cuoc-hop/nhap-tu-tai-lieu/", import_views.import_document, name="import-document"),
    path("cuoc-hop/nhap-tu-tai-lieu/<int:pk>/", include("meetings.review.urls")),
    path("cuoc-hop/<int:pk>/", views.meeting_page, name="meeting"),
    path("cuoc-hop/", include("meetings.planning.urls")),
    path("cuoc-hop/<int:pk>/thanh-phan/", include("meetings.attendance.urls")),
    path("cuoc-hop/<int:pk>/ket-luan/", include("meetings.outline.urls")),
    path("cuoc-hop/<int:pk>/du-thao/", views.draft_from_meeting, name="draft-notice"),
    path("cuoc-hop/<int:pk>/da-xem/", views.settle_notes, name="settle-notes"),
    path("don-vi/tim/", unit_search_views.unit_search, name="unit-search"),
    path("van-ban/", views.paper_list, name="paper-list"),
    path("van-ban/<int:pk>/xem-truoc.pdf", views.paper_preview, name="paper-preview"),
    path("van-ban/<int:pk>/trang-<int:number>.png", views.paper_page_picture, name="paper-page"),
    path("van-ban/<int:pk>/ban-in.pdf", views.paper_pdf, name="paper-pdf"),
]
