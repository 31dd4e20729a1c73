"""Addresses of the units' reports, below 'cuoc-hop/<pk>/bao-cao/'."""

from django.urls import path

from meetings.unit_reports.views import asking, listing, reminders, unit

urlpatterns = [
    path("", listing.unit_reports, name="unit-reports"),
    path("yeu-cau/", asking.report_ask, name="report-ask"),
    path("yeu-cau/<int:asked>/", asking.report_request, name="report-request"),
    path("yeu-cau/<int:asked>/mau/", asking.report_template, name="report-template"),
    path("nhac/", reminders.report_reminders, name="report-reminders"),
    path("tong-hop/", listing.report_summary, name="report-summary"),
    path("tong-hop.pdf", listing.report_summary_pdf, name="report-summary-pdf"),
    path("<int:report>/", unit.unit_report, name="unit-report"),
    path("<int:report>/den/", unit.report_arrival, name="report-arrival"),
    path("<int:report>/buoc/<slug:slug>/", unit.report_step, name="report-step"),
    path("<int:report>/tep/<int:file>/", unit.report_file, name="report-file"),
    path("<int:report>/nhap/<int:file>/", unit.draft_file, name="report-draft-file"),
    path("<int:report>/nhap/<int:file>/bo/", unit.draft_file_remove, name="report-draft-file-remove"),
]
