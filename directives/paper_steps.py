"""The steps of a paper as buttons: which ones a page offers to whom, and the domain function behind each."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import QueryDict

from directives.foretelling import foretell_release
from directives.issuing import release
from directives.step_forms import NoteForm, ReasonForm, ReleaseForm, SignForm, StepForm, expected_number
from directives.withdrawing import start_recall, start_replacement
from districts.models import OfficeProfile, Officer
from meetings import access
from meetings.enums import PaperKind, PaperState
from meetings.models import Paper
from meetings.readiness import Readiness, readiness_of, unassigned_orders
from meetings.signing import sign, void_signature

BEFORE_SIGNATURE = (PaperState.CHECKED, PaperState.FORM_CHECKED, PaperState.SUBMITTED)


@dataclass(frozen=True)
class Step:
    """``awaits`` says whether the paper stands where the step begins; ``may`` who may take it; ``act`` does it."""

    slug: str
    label: str
    done: str
    consequence: str
    may: Callable[[Officer, Paper], bool]
    awaits: Callable[[Paper, OfficeProfile], bool]
    act: Callable[..., Any]
    form: type[StepForm] = StepForm
    has_page: bool = True
    """False for a step that one button takes; True where something is typed, or where there is no way back."""
    weighs: bool = False
    """Whether its page lists what still stands against the paper."""

    def offered_to(self, officer: Officer, paper: Paper, office: OfficeProfile) -> bool:
        return self.may(officer, paper) and self.awaits(paper, office)

    def label_for(self, paper: Paper, office: OfficeProfile, today: date) -> str:
        """'Cấp số 47/TB-SKHCN và phát hành' where the portal gives the number."""
        number = expected_number(paper, office, today) if self.form is ReleaseForm else None
        return f"Cấp số {number} và phát hành" if number else self.label

    def foretold(self, paper: Paper, today: date) -> list[str]:
        """What it will bring about, in sentences with this paper's own numbers; none where the words say it all."""
        return foretell_release(paper, today) if self.form is ReleaseForm else []

    def weighed(self, paper: Paper, today: date) -> Readiness | None:
        return readiness_of(paper, today) if self.weighs else None

    def form_for(self, paper: Paper, office: OfficeProfile, today: date, data: QueryDict | None = None) -> StepForm:
        form = self.form(data, initial={"read_version": paper.version, "day": today})
        if isinstance(form, ReleaseForm):
            form.ask_for_number(expected_number(paper, office, today) is None)
        if isinstance(form, SignForm):
            form.ask_to_acknowledge(len(unassigned_orders(paper, today)))
        return form


def _next_is(target: PaperState) -> Callable[[Paper, OfficeProfile], bool]:
    return lambda paper, office: paper.step_after(office) == target


def _in(*states: PaperState) -> Callable[[Paper, OfficeProfile], bool]:
    return lambda paper, office: paper.state in states


def _standing(kinds: Collection[str]) -> Callable[[Paper, OfficeProfile], bool]:
    """Released, of the kind, and neither replaced nor recalled."""

    def awaits(paper: Paper, office: OfficeProfile) -> bool:
        if paper.state != PaperState.RELEASED or paper.kind not in kinds:
            return False
        return not hasattr(paper.release, "replacement") and not hasattr(paper.release, "recall")

    return awaits


STEPS = (
    Step(
        "kiem-tra",
        "Kiểm tra",
        "Đã ghi nhận kiểm tra nội dung.",
        "Xác nhận nội dung dự thảo đúng với kết luận của cuộc họp.",
        access.may_check_content,
        _next_is(PaperState.CHECKED),
        Paper.check_content,
        has_page=False,
    ),
    Step(
        "kiem-tra-the-thuc",
        "Kiểm tra thể thức",
        "Đã ghi nhận kiểm tra thể thức.",
        "Xác nhận thể thức và kỹ thuật trình bày đúng quy định.",
        access.may_check_form,
        _next_is(PaperState.FORM_CHECKED),
        Paper.check_form,
        weighs=True,
    ),
    Step(
        "trinh-ky",
        "Trình ký",
        "Đã trình ký.",
        "Chuyển văn bản đến người ký.",
        access.may_submit,
        _next_is(PaperState.SUBMITTED),
        Paper.submit,
        has_page=False,
    ),
    Step(
        "ky",
        "Ký ban hành",
        "Đã ký ban hành. Văn bản chuyển đến văn thư để cấp số và phát hành.",
        "Nội dung được giữ nguyên từ lúc ký. Trước khi phát hành, người ký có thể hủy chữ ký để sửa.",
        access.may_sign,
        _in(PaperState.SUBMITTED),
        sign,
        form=SignForm,
        weighs=True,
    ),
    Step(
        "phat-hanh",
        "Cấp số và phát hành",
        "Đã phát hành",
        "Văn bản được cấp số, gửi đến nơi nhận và các nhiệm vụ được giao. Sau khi phát hành không sửa được; "
        "chỉ đính chính, sửa đổi, thay thế hoặc thu hồi bằng văn bản.",
        access.may_release,
        _in(PaperState.SIGNED),
        release,
        form=ReleaseForm,
    ),
    Step(
        "tra-lai",
        "Trả lại",
        "Đã trả văn bản về dự thảo.",
        "Văn bản trở về dự thảo; người soạn thảo thấy ý kiến này.",
        access.may_send_back,
        _in(*BEFORE_SIGNATURE),
        Paper.send_back,
        form=NoteForm,
    ),
    Step(
        "huy-chu-ky",
        "Hủy chữ ký",
        "Đã hủy chữ ký. Văn bản trở về dự thảo.",
        "Chữ ký không còn hiệu lực, văn bản trở về dự thảo và phải qua lại các bước.",
        access.may_sign,
        _in(PaperState.SIGNED),
        void_signature,
        form=ReasonForm,
    ),
    Step(
        "thay-the",
        "Lập văn bản thay thế",
        "Đã lập dự thảo văn bản thay thế.",
        "Lập một dự thảo chép lại nội dung và nơi nhận. Văn bản này còn hiệu lực đến khi dự thảo được phát hành.",
        access.may_withdraw_paper,
        _standing([PaperKind.NOTICE]),
        start_replacement,
    ),
    Step(
        "thu-hoi",
        "Lập thông báo thu hồi",
        "Đã lập dự thảo thông báo thu hồi.",
        "Lập dự thảo thông báo thu hồi. Khi thông báo đó được phát hành, văn bản này và các nhiệm vụ chưa hoàn thành "
        "dừng thực hiện.",
        access.may_withdraw_paper,
        _standing([PaperKind.NOTICE]),
        start_recall,
        form=ReasonForm,
    ),
)
BY_SLUG = {step.slug: step for step in STEPS}


def offered(officer: Officer, paper: Paper, office: OfficeProfile) -> list[Step]:
    return [step for step in STEPS if step.offered_to(officer, paper, office)]
