from django.urls import path

from meetings.delivering import views

urlpatterns = [
    path("", views.deliveries, name="paper-deliveries"),
    path("<int:row>/", views.delivery, name="paper-delivery"),
]
