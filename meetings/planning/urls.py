"""Planning: meetings, their series, points, documents and changes, the calendar."""

from django.urls import path

from meetings.planning.views import changes, facts, invitations, lists, points, registration, series

urlpatterns = [
    path("", lists.meeting_list, name="meeting-list"),
    path("lich/", lists.meeting_month, name="meeting-month"),
    path("lich/dia-chi/", lists.feed_address, name="calendar-address"),
    path("them/", facts.meeting_add, name="meeting-add"),
    path("chuoi/", series.series_list, name="series-list"),
    path("chuoi/them/", series.series_add, name="series-add"),
    path("chuoi/<int:pk>/", series.series_page, name="series"),
    path("chuoi/<int:pk>/sua/", series.series_edit, name="series-edit"),
    path("chuoi/<int:pk>/lap-ky-sau/", series.series_next, name="series-next"),
    path("<int:pk>/sua/", facts.meeting_edit, name="meeting-edit"),
    path("<int:pk>/tai-lieu/", facts.document_add, name="meeting-document-add"),
    path("<int:pk>/tai-lieu/<int:document>/", facts.document_file, name="meeting-document"),
    path("<int:pk>/tai-lieu/<int:document>/bo/", facts.document_remove, name="meeting-document-remove"),
    path("<int:pk>/diem-cau/", points.point_add, name="meeting-point-add"),
    path("<int:pk>/diem-cau/<int:point>/", points.point_edit, name="meeting-point"),
    path("<int:pk>/diem-cau/<int:point>/bo/", points.point_remove, name="meeting-point-remove"),
    path("<int:pk>/doi-lich/<slug:slug>/", changes.meeting_change, name="meeting-change"),
    path("<int:pk>/giay-moi/", invitations.invitation_draft, name="draft-invitation"),
    path("<int:pk>/thong-bao-hoan-huy/", invitations.calling_off_draft, name="draft-calling-off"),
    path("<int:pk>/da-hop/", changes.meeting_held, name="meeting-held"),
    path("<int:pk>/doi-lich/<int:change>/van-ban/", changes.change_file, name="meeting-change-file"),
    path("<int:pk>/dang-ky/", registration.registrations, name="registrations"),
    path("<int:pk>/dang-ky/<int:row>/", registration.registration, name="registration"),
]
