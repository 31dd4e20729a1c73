"""Addresses of proposals: below 'cuoc-hop/<pk>/kien-nghi/' those of a meeting, below 'kien-nghi/' each one."""

from django.urls import path

from meetings.proposals import views

of_a_meeting = [
    path("", views.proposals, name="proposals"),
    path("them/", views.proposal_add, name="proposal-add"),
    path("ben-ket-luan/", views.proposals_beside, name="proposals-beside"),
    path("<int:proposal>/vao-ket-luan/", views.proposal_conclude, name="proposal-conclude"),
]
urlpatterns = [
    path("<int:pk>/", views.proposal_page, name="proposal"),
    path("<int:pk>/sua/", views.proposal_edit, name="proposal-edit"),
    path("<int:pk>/gui/", views.proposal_send, name="proposal-send"),
    path("<int:pk>/bo/", views.proposal_discard, name="proposal-discard"),
    path("<int:pk>/phan-cong/", views.proposal_route, name="proposal-route"),
    path("<int:pk>/tra-loi/", views.proposal_answer, name="proposal-answer"),
    path("<int:pk>/tra-loi/<int:answer>/tep/", views.proposal_answer_file, name="proposal-answer-file"),
]
