"""The words of units, roles and days, as the glossary has them."""

from django.db import models


class UnitKind(models.TextChoices):
    DEPARTMENT = "department", "Sở, ban, ngành cấp tỉnh"
    DIVISION = "division", "Phòng, văn phòng, thanh tra thuộc Sở"
    BRANCH = "branch", "Chi cục"
    CENTRE = "centre", "Trung tâm, đơn vị sự nghiệp"
    URBAN_DISTRICT = "urban_district", "Quận"
    RURAL_DISTRICT = "rural_district", "Huyện"
    TOWN = "town", "Thị xã"
    CITY = "city", "Thành phố thuộc tỉnh"
    COMMUNE = "commune", "Xã"
    WARD = "ward", "Phường"
    SPECIAL_ZONE = "special_zone", "Đặc khu"
    LOCAL_OFFICE = "local_office", "Phòng chuyên môn của địa phương"
    ASSOCIATION = "association", "Hội, liên hiệp hội"
    SUPERIOR = "superior", "Cơ quan cấp trên"
    OTHER = "other", "Khác"


DISTRICT_KINDS = frozenset({UnitKind.URBAN_DISTRICT, UnitKind.RURAL_DISTRICT, UnitKind.TOWN, UnitKind.CITY})
COMMUNE_KINDS = frozenset({UnitKind.COMMUNE, UnitKind.WARD, UnitKind.SPECIAL_ZONE})
OWN_KINDS = frozenset({UnitKind.DIVISION, UnitKind.BRANCH, UnitKind.CENTRE})


class Role(models.TextChoices):
    CLERK = "clerk", "Chuyên viên, thư ký cuộc họp"
    DIVISION_HEAD = "division_head", "Trưởng phòng, đơn vị thuộc Sở"
    OFFICE_HEAD = "office_head", "Chánh Văn phòng"
    LEADER = "leader", "Lãnh đạo Sở"
    REGISTRAR = "registrar", "Văn thư"
    UNIT_OFFICER = "unit_officer", "Công chức đơn vị"
    UNIT_HEAD = "unit_head", "Lãnh đạo đơn vị"
    OBSERVER = "observer", "Theo dõi, thanh tra"
    ADMINISTRATOR = "administrator", "Quản trị"


class DayKind(models.TextChoices):
    HOLIDAY = "holiday", "Ngày nghỉ"
    WORKING = "working", "Ngày làm bù"
