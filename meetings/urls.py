from django.urls import include, path

from meetings import unit_search_views, views
from meetings.discarding import views as discarding_views
from meetings.proposals import urls as proposals
from meetings.review import import_views

urlpatterns = [
    path("cuoc-hop/nhap-tu-tai-lieu/", import_views.import_document, name="import-document"),
    path("cuoc-hop/nhap-tu-tai-lieu/<int:pk>/", include("meetings.review.urls")),
    path("cuoc-hop/<int:pk>/nhap-ket-luan/", import_views.import_into_meeting, name="import-into-meeting"),
    path("cuoc-hop/<int:pk>/", views.meeting_page, name="meeting"),
    path("cuoc-hop/", include("meetings.planning.urls")),
    path("cuoc-hop/<int:pk>/thanh-phan/", include("meetings.attendance.urls")),
    path("cuoc-hop/<int:pk>/bao-cao/", include("meetings.unit_reports.urls")),
    path("cuoc-hop/<int:pk>/kien-nghi/", include(proposals.of_a_meeting)),
    path("kien-nghi/", include("meetings.proposals.urls")),
    path("cuoc-hop/<int:pk>/bien-ban/", include("meetings.minutes.urls")),
    path("cuoc-hop/<int:pk>/ket-luan/", include("meetings.outline.urls")),
    path("cuoc-hop/<int:pk>/ho-so/", include("meetings.filing.urls")),
    path("cuoc-hop/<int:pk>/du-thao/", views.draft_from_meeting, name="draft-notice"),
    path("cuoc-hop/<int:pk>/da-xem/", views.settle_notes, name="settle-notes"),
    path("don-vi/tim/", unit_search_views.unit_search, name="unit-search"),
    path("van-ban/", views.paper_list, name="paper-list"),
    path("van-ban/so-van-ban-di/", include("meetings.register.urls")),
    path("van-ban/da-bo/", discarding_views.discarded_papers, name="discarded-papers"),
    path("van-ban/<int:pk>/ban-ky/", include("meetings.copies.urls")),
    path("van-ban/<int:pk>/noi-nhan/", include("meetings.delivering.urls")),
    path("van-ban/<int:pk>/sua/", include("meetings.draft_editor.urls")),
    path("van-ban/<int:pk>/bo/", discarding_views.draft_discard, name="draft-discard"),
    path("van-ban/<int:pk>/y-kien/", include("meetings.draft_comments.urls")),
    path("van-ban/<int:pk>/xem-truoc.pdf", views.paper_preview, name="paper-preview"),
    path("van-ban/<int:pk>/trang-<int:number>.png", views.paper_page_picture, name="paper-page"),
    path("van-ban/<int:pk>/ban-in.pdf", views.paper_pdf, name="paper-pdf"),
    path("van-ban/<int:pk>/ban-word.docx", views.paper_word, name="paper-word"),
    path("van-ban/<int:pk>/ban-word-da-sua/", include("meetings.word_back.urls")),
]
