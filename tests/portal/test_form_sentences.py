"""What a form says about a fault: in Vietnamese, with what to do; day fields that show how a day is written."""

import pytest
from django import forms

from districts.models import Unit
from meetings.day_fields import day_field, hour_field


class Asked(forms.Form):
    words = forms.CharField(max_length=5)
    many = forms.IntegerField(min_value=1, max_value=9, required=False)
    kind = forms.ChoiceField(choices=[("a", "a")], required=False)
    unit = forms.ModelChoiceField(Unit.objects.none(), required=False)
    mail = forms.EmailField(required=False)
    day = day_field()
    hour = hour_field()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({"words": ""}, "Mục này đang trống. Hãy nhập hoặc chọn."),
        ({"words": "quá dài"}, "Nội dung dài 7 ký tự, tối đa 5. Hãy rút gọn."),
        ({"many": "hai"}, "Mục này chỉ nhận số nguyên. Hãy nhập lại, ví dụ 12."),
        ({"many": "0"}, "Số này phải từ 1 trở lên. Hãy nhập lại."),
        ({"many": "10"}, "Số này phải từ 9 trở xuống. Hãy nhập lại."),
        ({"kind": "z"}, "“z” không có trong danh sách. Hãy chọn lại."),
        ({"unit": "7"}, "Mục đã chọn không còn trong danh sách. Hãy tải lại trang rồi chọn lại."),
        ({"mail": "ai đó"}, "Địa chỉ thư điện tử chưa đúng. Hãy kiểm tra phần trước và sau dấu @."),
        ({"day": "31/02/2027"}, "Không đọc được ngày này. Hãy ghi ngày/tháng/năm, ví dụ 05/3/2027."),
        ({"day": "05/3/0027"}, "Năm phải từ 1990 đến 2199. Hãy kiểm tra lại ngày."),
        ({"hour": "tám giờ"}, "Không đọc được giờ này. Hãy ghi giờ:phút, ví dụ 08:30."),
    ],
)
def test_a_fault_is_named_with_what_to_do(typed: dict[str, str], told: str) -> None:
    form = Asked({"words": "đúng", **typed})
    assert [said for errors in form.errors.values() for said in errors] == [told]


def test_a_day_is_read_as_it_is_written_on_papers() -> None:
    form = Asked({"words": "đúng", "day": "05/3/2027"})
    assert form.is_valid(), form.errors
    assert (form.cleaned_data["day"].day, form.cleaned_data["day"].month) == (5, 3)
    assert "ngày/tháng/năm" in str(form["day"])
