"""Entering, finding and correcting meetings and what was concluded; the papers' steps are in directives."""

from django.contrib import admin

from meetings.admin import conclusions, histories, meetings, records

__all__ = ["conclusions", "histories", "meetings", "records"]

admin.site.site_header = "Quản trị Cổng giao ban"
admin.site.site_title = "Quản trị Cổng giao ban"
admin.site.index_title = "Việc cần làm trong phần quản trị"
admin.site.enable_nav_sidebar = False  # the rows of an outline need the width
