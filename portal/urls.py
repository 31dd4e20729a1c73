"""Addresses of the portal."""

from django.contrib import admin
from django.contrib.auth import views as auth_views
from django.urls import include, path

from portal import views
from portal.deputies import views as deputy_views
from portal.sign_in import SignIn

urlpatterns = [
    path("", views.home, name="home"),
    path("cho-so/", views.at_office, name="at-office"),
    path(
        "dang-nhap/",
        SignIn.as_view(),
        name="login",
    ),
    path("dang-nhap/con-phien/", views.still_here, name="still-here"),
    path("dang-xuat/", auth_views.LogoutView.as_view(), name="logout"),
    path("doi-mat-khau/", auth_views.PasswordChangeView.as_view(), name="password_change"),
    path("doi-mat-khau/xong/", auth_views.PasswordChangeDoneView.as_view(), name="password_change_done"),
    path("nguoi-thay/", deputy_views.deputies, name="deputies"),
    path("nguoi-thay/<int:pk>/ket-thuc/", deputy_views.deputy_end, name="deputy-end"),
    path("", include("directives.urls")),
    path("", include("meetings.urls")),
    path("quan-tri/", admin.site.urls),
]
