"""Addresses of a draft's corrected Word documents, beneath van-ban/<pk>/ban-word-da-sua/."""

from django.urls import path

from meetings.word_back import views as word_views

urlpatterns = [
    path("", word_views.word_back, name="paper-word-back"),
    path("<int:row>/", word_views.word_comparison, name="paper-word-comparison"),
]
