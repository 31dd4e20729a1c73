from districts.events import Event


class MeetingEvent(Event):
    """What was done to a meeting, a paper or an outline."""

    class Meta(Event.Meta):
        verbose_name = "nhật ký cuộc họp, văn bản"
        verbose_name_plural = "nhật ký cuộc họp, văn bản"
