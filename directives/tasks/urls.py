"""Addresses of orders, below 'nhiem-vu/'."""

from django.urls import path

from directives.tasks import evidence_views, nudge_views, report_views, unit_views

urlpatterns = [
    path("tiep-nhan/", unit_views.acknowledge_all, name="assignments-acknowledge"),
    path("<int:pk>/", unit_views.assignment_page, name="assignment"),
    path("<int:pk>/viec/<slug:slug>/", unit_views.assignment_act, name="assignment-act"),
    path("<int:pk>/nhac/<slug:slug>/", nudge_views.assignment_nudge, name="assignment-nudge"),
    path("<int:pk>/bao-cao/", report_views.assignment_report, name="assignment-report"),
    path("<int:pk>/tep/<int:file>/", evidence_views.evidence_file, name="assignment-file"),
    path("<int:pk>/tep/<int:file>/xem/", evidence_views.evidence_pages, name="assignment-file-pages"),
    path("<int:pk>/tep/<int:file>/trang-<int:number>.png", evidence_views.evidence_page, name="assignment-file-page"),
    path("<int:pk>/nhap/them/", report_views.draft_file_add, name="assignment-draft-add"),
    path("<int:pk>/nhap/<int:file>/", report_views.draft_file, name="assignment-draft-file"),
]
