"""Addresses of superiors' papers, below 'van-ban/cap-tren/'."""

from django.urls import path

from directives.rulings import views

urlpatterns = [
    path("", views.ruling_list, name="ruling-list"),
    path("nhap/", views.ruling_add, name="ruling-add"),
    path("<int:pk>/", views.ruling_page, name="ruling"),
    path("<int:pk>/tep/", views.ruling_file, name="ruling-file"),
    path("<int:pk>/sua/", views.ruling_edit, name="ruling-edit"),
    path("<int:pk>/bo/", views.ruling_discard, name="ruling-discard"),
    path("<int:pk>/them/", views.ruling_items_add, name="ruling-items-add"),
    path("<int:pk>/phan-cong/", views.ruling_set_off, name="ruling-set-off"),
    path("<int:pk>/muc/<int:item>/", views.ruling_item, name="ruling-item"),
    path("<int:pk>/muc/<int:item>/danh-dau/", views.ruling_item_mark, name="ruling-item-mark"),
]
