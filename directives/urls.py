from django.urls import path

from directives import carried_views, views

urlpatterns = [
    path("cuoc-hop/<int:pk>/viec-con-mo/", carried_views.open_work_page, name="open-work"),
    path("cuoc-hop/<int:pk>/viec-con-mo/<int:directive>/", carried_views.take_up_work, name="take-up-work"),
    path("van-ban/<int:pk>/", views.paper_page, name="paper"),
    path("van-ban/<int:pk>/buoc/<slug:slug>/", views.paper_step, name="paper-step"),
]
