from django.urls import path

from directives import views

urlpatterns = [
    path("van-ban/<int:pk>/", views.paper_page, name="paper"),
    path("van-ban/<int:pk>/buoc/<slug:slug>/", views.paper_step, name="paper-step"),
]
