"""How the office writes itself on its papers, day by day."""

from __future__ import annotations

from datetime import date

from django.db import models

from districts.models.units import Unit
from districts.page_reads import read_once


class OfficeProfileQuerySet(models.QuerySet):
    def in_force(self, day: date) -> OfficeProfile:
        """The profile of the day; before the first one, the first. Raises OfficeProfile.DoesNotExist if there is none."""
        profiles = read_once("office profiles", lambda: list(self.order_by("valid_from")))
        if not profiles:
            raise OfficeProfile.DoesNotExist("Chưa khai báo thông tin cơ quan ban hành.")
        return next((each for each in reversed(profiles) if each.valid_from <= day), profiles[0])


class OfficeProfile(models.Model):
    """The issuing agency. A new row from a new day, so that old papers keep the names of their day."""

    unit = models.ForeignKey(Unit, models.RESTRICT, verbose_name="đơn vị", related_name="profiles")
    name = models.CharField("tên cơ quan ban hành", max_length=255, help_text="Ví dụ: Sở Khoa học và Công nghệ.")
    superior = models.CharField("cơ quan chủ quản", max_length=255, help_text="Ví dụ: UBND tỉnh Vĩnh Long.")
    abbreviation = models.CharField("chữ viết tắt trong ký hiệu", max_length=30, help_text="Ví dụ: SKHCN.")
    place_name = models.CharField("địa danh", max_length=120)
    seat = models.CharField("trụ sở", max_length=255, blank=True)
    head_position = models.CharField("chức vụ người đứng đầu", max_length=120, default="Giám đốc")
    late_word = models.CharField(
        "cách gọi đến muộn",
        max_length=20,
        choices=[("đến trễ", "đến trễ"), ("đến muộn", "đến muộn")],
        default="đến muộn",
    )
    content_check = models.BooleanField("kiểm tra nội dung trước khi trình", default=True)
    form_check = models.BooleanField("Văn phòng kiểm tra thể thức trước khi trình", default=True)
    own_sequences = models.BooleanField(
        "mỗi loại văn bản một dãy số riêng",
        default=True,
        help_text="Bỏ chọn để mọi loại văn bản lấy số chung một dãy trong năm.",
    )
    valid_from = models.DateField("áp dụng từ ngày", unique=True)

    objects = OfficeProfileQuerySet.as_manager()

    class Meta:
        verbose_name = "thông tin cơ quan"
        verbose_name_plural = "thông tin cơ quan"
        ordering = ["-valid_from"]

    def __str__(self) -> str:
        return f"{self.name} (từ {self.valid_from:%d/%m/%Y})"
