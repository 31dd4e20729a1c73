from django.urls import include, path

from directives import carried_views, desk_views, feed_views, recall_views, views
from directives.earlier import views as earlier_views
from directives.tasks import bell_views
from directives.urging import views as urging_views

urlpatterns = [
    path("cuoc-hop/<int:pk>/viec-con-mo/", carried_views.open_work_page, name="open-work"),
    path("cuoc-hop/<int:pk>/viec-con-mo/<int:directive>/", carried_views.take_up_work, name="take-up-work"),
    path("cuoc-hop/lich/<int:officer>-<slug:code>.ics", feed_views.calendar_feed, name="calendar-feed"),
    path("cuoc-hop/<int:pk>/ky-truoc/", include("directives.verdicts.urls")),
    path("van-thu/", desk_views.desk, name="desk"),
    path("cuoc-hop/<int:pk>/da-ban-hanh/", earlier_views.earlier_add, name="earlier-add"),
    path("van-ban/ho-so-cu/<int:pk>/", include("directives.earlier.urls")),
    path("van-ban/cap-tren/", include("directives.rulings.urls")),
    path("nhiem-vu/don-doc/", urging_views.choose_orders, name="urging-choose"),
    path("van-ban/<int:pk>/don-doc/cap-nhat/", urging_views.refresh, name="paper-urging-refresh"),
    path("nhac-viec/", bell_views.reminders, name="reminders"),
    path("nhac-viec/da-xem/", bell_views.reminders_seen, name="reminders-seen"),
    path("ban-giao/", include("directives.handovers.urls")),
    path("ke-thua/", include("directives.successions.urls")),
    path("nhiem-vu/", include("directives.tasks.office_urls")),
    path("nhiem-vu/", include("directives.tasks.urls")),
    path("van-ban/<int:pk>/", views.paper_page, name="paper"),
    path("van-ban/<int:pk>/can-xem/", views.paper_points, name="paper-points"),
    path("van-ban/<int:pk>/thu-hoi/", recall_views.recall_answers, name="recall-answers"),
    path("van-ban/<int:pk>/thu-hoi/xac-nhan/", recall_views.confirm_own, name="recall-confirm"),
    path("van-ban/<int:pk>/buoc/<slug:slug>/", views.paper_step, name="paper-step"),
]
