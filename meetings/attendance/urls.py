"""Addresses of who came to a meeting, below 'cuoc-hop/<pk>/thanh-phan/'."""

from django.urls import path

from meetings.attendance import letter_views, views

urlpatterns = [
    path("", views.attendance_page, name="attendance"),
    path("dong/<int:row>/", views.attendance_row, name="attendance-row"),
    path("co-mat/", views.all_present, name="attendance-all"),
    path("them/", views.add, name="attendance-add"),
    path("bo/", views.remove, name="attendance-remove"),
    path("dan/", views.paste, name="attendance-paste"),
    path("danh-sach.pdf", views.sheet, name="attendance-sheet"),
    path("thong-ke/", views.figures, name="attendance-figures"),
    path("cong-van/<int:row>/", letter_views.letter, name="absence-letter"),
    path("cong-van/<int:row>/tep/", letter_views.letter_file, name="absence-file"),
    path("cong-van/<int:row>/bo-tep/", letter_views.letter_drop, name="absence-file-drop"),
]
