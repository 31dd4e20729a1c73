"""The steps of a paper as buttons: which ones a page offers to whom, and the domain function behind each."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.http import QueryDict
from django.utils import timezone

from directives.amending import start_amendment
from directives.correcting import start_correction
from directives.foretelling import foretell_release
from directives.issuing import release
from directives.step_forms import (
    AcknowledgingForm,
    CorrectionForm,
    FreezingForm,
    ReasonForm,
    ReleaseForm,
    SendBackForm,
    SignForm,
    StepForm,
    expected_number,
    typed_numbers,
)
from directives.withdrawing import RECALLABLE, other_of_kind, start_anew, start_recall, start_replacement
from districts.models import OfficeProfile, Officer
from meetings import access
from meetings.draft_comments.line_comments import send_back_with_remarks
from meetings.enums import BEFORE_SIGNATURE, EXPECTED, PaperKind, PaperState
from meetings.minutes.confirming import confirm_minutes, missing_from, sign_by_hand
from meetings.minutes.findings import acknowledgement
from meetings.models import Paper
from meetings.readiness import Readiness, readiness_of, unassigned_orders
from meetings.readiness import acknowledgement as orders_acknowledgement
from meetings.signing import content_shown, content_to_sign, sign, void_signature
from meetings.standing import is_in_force

AWAITED = frozenset(
    {"kiem-tra", "kiem-tra-the-thuc", "trinh-ky", "ky", "phat-hanh", "xac-nhan", "ky-bien-ban", "ky-tay"}
)
"""The steps for which a paper waits that has left its draft."""
FORWARD = AWAITED | {"gui-kiem-tra"}
CHANGE, CORRECTION = "change", "correction"


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
    told: Mapping[str, str] = field(default_factory=dict)
    """The consequence in other words for a kind of paper that these do not fit."""
    called: Mapping[str, str] = field(default_factory=dict)
    """The label likewise."""
    begins: str = ""
    """CHANGE or CORRECTION where it begins a paper that follows the released one: one of each at a time."""
    acknowledged: Callable[[Paper, date], str] = lambda paper, today: ""
    """What whoever takes it must say to have seen, for an `AcknowledgingForm`; '' where there is nothing."""

    @property
    def is_forward(self) -> bool:
        return self.slug in FORWARD

    def consequence_for(self, paper: Paper) -> str:
        return self.told.get(paper.kind, self.consequence)

    def offered_to(self, officer: Officer, paper: Paper, office: OfficeProfile) -> bool:
        return self.may(officer, paper) and self.awaits(paper, office)

    def label_for(self, paper: Paper, office: OfficeProfile, today: date) -> str:
        """'Cấp số 47/TB-SKHCN và phát hành' where the portal gives the number."""
        number = expected_number(paper, office, today) if self.form is ReleaseForm else None
        return f"Cấp số {number} và phát hành" if number else self.called.get(paper.kind, self.label)

    def foretold(self, paper: Paper, today: date) -> list[str]:
        """What it will bring about, in sentences with this paper's own numbers; none where the words say it all."""
        return foretell_release(paper, today) if self.form is ReleaseForm else []

    def weighed(self, paper: Paper, today: date) -> Readiness | None:
        return readiness_of(paper, today) if self.weighs else None

    def form_for(self, paper: Paper, office: OfficeProfile, today: date, data: QueryDict | None = None) -> StepForm:
        form = self.form(data, initial={"read_version": paper.version, "day": today})
        if isinstance(form, ReleaseForm):
            typed = expected_number(paper, office, today) is None
            form.ask_for_number(typed, typed_numbers(paper, office, today) if typed else "")
        if isinstance(form, SendBackForm):
            form.ask_about(paper)
        if isinstance(form, FreezingForm):
            content = content_shown if data is None else content_to_sign  # sent, the step has changed the instance
            form.show(lambda: content(paper, timezone.now()))
        if isinstance(form, AcknowledgingForm):
            form.ask_to_acknowledge(self.acknowledged(paper, today))
        return form


def _next_is(target: PaperState) -> Callable[[Paper, OfficeProfile], bool]:
    return lambda paper, office: paper.step_after(office) == target


def _in(*states: PaperState) -> Callable[[Paper, OfficeProfile], bool]:
    return lambda paper, office: paper.state in states


def _at(state: PaperState, *, minutes: bool) -> Callable[[Paper, OfficeProfile], bool]:
    """In the state, and minutes of a meeting; or in it and anything else."""
    return lambda paper, office: paper.state == state and (paper.kind == PaperKind.MINUTES) == minutes


def _standing(kinds: Collection[str]) -> Callable[[Paper, OfficeProfile], bool]:
    """Released, of the kind, and neither replaced nor recalled."""

    def awaits(paper: Paper, office: OfficeProfile) -> bool:
        return paper.state == PaperState.RELEASED and paper.kind in kinds and is_in_force(paper.release)

    return awaits


def _replaceable(paper: Paper, office: OfficeProfile) -> bool:
    """A notice or minutes that stand, or an invitation that does and whose meeting is still to come on its day."""
    stands = _standing([*RECALLABLE, PaperKind.INVITATION])(paper, office)
    if stands and paper.kind == PaperKind.INVITATION:
        return paper.meeting is not None and paper.meeting.state in EXPECTED
    return stands


def _recalled(paper: Paper, office: OfficeProfile) -> bool:
    """A recalled notice, or recalled minutes, whose meeting has no other in work or in force."""
    if paper.kind not in RECALLABLE or paper.state != PaperState.RELEASED or paper.meeting is None:
        return False
    return hasattr(paper.release, "recall") and other_of_kind(paper.meeting, PaperKind(paper.kind)) is None


def _unassigned(paper: Paper, today: date) -> str:
    count = len(unassigned_orders(paper, today))
    return orders_acknowledgement(count) if count else ""


def _unusual(paper: Paper, today: date) -> str:
    return acknowledgement(missing_from(paper.minutes))


STEPS = (
    Step(
        "gui-kiem-tra",
        "Gửi kiểm tra",
        "Đã gửi kiểm tra.",
        "Chuyển dự thảo đến người kiểm tra. Từ lúc này không ai sửa dự thảo, đến khi được trả lại; người soạn thảo rút về sửa "
        "được khi chưa ai kiểm tra.",
        access.may_send_for_check,
        _next_is(PaperState.SENT),
        Paper.send_for_check,
        weighs=True,
    ),
    Step(
        "kiem-tra",
        "Kiểm tra",
        "Đã ghi nhận kiểm tra nội dung.",
        "Xác nhận nội dung dự thảo đúng với kết luận của cuộc họp.",
        access.may_check_content,
        _next_is(PaperState.CHECKED),
        Paper.check_content,
        has_page=False,
        told={
            PaperKind.INVITATION: "Xác nhận thành phần, thời gian, địa điểm và chương trình trong giấy mời đúng với cuộc họp.",
            PaperKind.CALLING_OFF: "Xác nhận nội dung dự thảo đúng với lần đổi lịch của cuộc họp.",
            PaperKind.URGING: "Xác nhận nhiệm vụ, đơn vị và thời hạn nêu trong công văn đúng với tình hình thực hiện.",
        },
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
        _at(PaperState.SUBMITTED, minutes=False),
        sign,
        form=SignForm,
        weighs=True,
        acknowledged=_unassigned,
    ),
    Step(
        "xac-nhan",
        "Xác nhận biên bản",
        "Đã xác nhận biên bản. Biên bản chuyển đến người chủ trì.",
        "Thư ký xác nhận biên bản ghi đúng diễn biến cuộc họp. Nội dung được giữ nguyên từ lúc này; người chủ trì ký đúng "
        "nội dung đó. Người chủ trì không ký trên cổng thì in ra để hai người ký tay.",
        access.may_confirm_minutes,
        _at(PaperState.DRAFT, minutes=True),
        confirm_minutes,
        form=AcknowledgingForm,
        acknowledged=_unusual,
    ),
    Step(
        "ky-bien-ban",
        "Ký biên bản",
        "Đã ký biên bản. Biên bản chuyển đến văn thư để cấp số và phát hành.",
        "Ký nội dung mà thư ký đã xác nhận. Trước khi phát hành, người ký có thể hủy chữ ký để sửa.",
        access.may_sign,
        _at(PaperState.SUBMITTED, minutes=True),
        sign,
        form=SignForm,
    ),
    Step(
        "ky-tay",
        "Ghi nhận bản giấy đã ký",
        "Đã ghi nhận bản giấy có đủ hai chữ ký. Biên bản chờ cấp số và phát hành.",
        "Người chủ trì không ký trên cổng. Ghi nhận bản in từ cổng đã có chữ ký tay của thư ký và người chủ trì, đúng từng "
        "trang với bản xem trước. Phát hành xong, đưa bản quét lên làm bản ký.",
        access.may_record_hand_signature,
        _at(PaperState.SUBMITTED, minutes=True),
        sign_by_hand,
        form=FreezingForm,
    ),
    Step(
        "phat-hanh",
        "Cấp số và phát hành",
        "Đã phát hành",
        "Văn bản được cấp số, gửi đến nơi nhận và các nhiệm vụ được phân công. Sau khi phát hành không sửa được; "
        "chỉ đính chính, sửa đổi, thay thế hoặc thu hồi bằng văn bản.",
        access.may_release,
        _in(PaperState.SIGNED),
        release,
        form=ReleaseForm,
        told={
            PaperKind.INVITATION: "Giấy mời được cấp số và gửi đến các đơn vị được mời; cuộc họp ghi số và ngày gửi. Sau khi "
            "phát hành không sửa được; chỉ thay thế bằng giấy mời khác.",
            PaperKind.CALLING_OFF: "Thông báo được cấp số và gửi đến các đơn vị được mời. Sau khi phát hành không sửa được.",
            PaperKind.URGING: "Công văn được cấp số, gửi đến các đơn vị và ghi vào từng nhiệm vụ là một lần đôn đốc. Sau khi phát "
            "hành không sửa được.",
        },
    ),
    Step(
        "rut-ve",
        "Rút về sửa",
        "Đã rút văn bản về dự thảo.",
        "Chưa ai kiểm tra. Văn bản trở về dự thảo để sửa, sửa xong thì gửi kiểm tra lại.",
        access.may_take_back,
        _in(PaperState.SENT),
        Paper.take_back,
        has_page=False,
    ),
    Step(
        "tra-lai",
        "Trả lại",
        "Đã trả văn bản về dự thảo.",
        "Văn bản trở về dự thảo; người soạn thảo thấy ý kiến này.",
        access.may_send_back,
        _in(*BEFORE_SIGNATURE),
        send_back_with_remarks,
        form=SendBackForm,
    ),
    Step(
        "huy-chu-ky",
        "Hủy chữ ký",
        "Đã hủy chữ ký. Văn bản trở về dự thảo.",
        "Chữ ký không còn hiệu lực, văn bản trở về dự thảo và phải qua lại các bước.",
        access.may_void_signature,
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
        _replaceable,
        start_replacement,
        begins=CHANGE,
        called={PaperKind.MINUTES: "Lập biên bản thay thế"},
        told={
            PaperKind.INVITATION: "Lập một dự thảo chép lại lời mời và nơi nhận. Giấy mời này còn hiệu lực đến khi dự thảo được "
            "phát hành.",
            PaperKind.MINUTES: "Lập một biên bản mới chép lại giờ họp, ý kiến phát biểu và nơi nhận; thành phần dự họp mở lại để "
            "sửa. Biên bản này còn hiệu lực đến khi biên bản mới được phát hành.",
        },
    ),
    Step(
        "thu-hoi",
        "Lập thông báo thu hồi",
        "Đã lập dự thảo thông báo thu hồi.",
        "Lập dự thảo thông báo thu hồi. Khi thông báo đó được phát hành, văn bản này và các nhiệm vụ chưa hoàn thành "
        "dừng thực hiện.",
        access.may_withdraw_paper,
        _standing(RECALLABLE),
        start_recall,
        begins=CHANGE,
        form=ReasonForm,
        told={
            PaperKind.MINUTES: "Lập dự thảo thông báo thu hồi. Khi thông báo đó được phát hành, biên bản này hết hiệu lực và có thể "
            "lập lại biên bản của cuộc họp. Chỉ sai nội dung thì lập văn bản thay thế.",
        },
    ),
    Step(
        "lap-lai",
        "Lập lại thông báo",
        "Đã lập dự thảo mới từ nội dung của văn bản đã thu hồi.",
        "Lập một dự thảo chép lại kết luận và nơi nhận để sửa rồi ban hành. Việc thu hồi giữ nguyên; các nhiệm vụ được phân công lại "
        "theo thông báo mới.",
        access.may_withdraw_paper,
        _recalled,
        start_anew,
        called={PaperKind.MINUTES: "Lập lại biên bản"},
        told={
            PaperKind.MINUTES: "Lập một biên bản mới chép lại giờ họp, ý kiến phát biểu và nơi nhận để sửa rồi xác nhận, ký. Việc thu "
            "hồi giữ nguyên.",
        },
    ),
    Step(
        "sua-doi",
        "Lập thông báo sửa đổi, bổ sung",
        "Đã lập dự thảo thông báo sửa đổi, bổ sung. Hãy mở phần Kết luận, sửa các mục cần sửa, thêm mục mới hoặc xóa mục bãi bỏ.",
        "Sửa, thêm hoặc bãi bỏ một số mục; các mục khác và nhiệm vụ của chúng giữ nguyên. Văn bản này còn hiệu lực và được ghi "
        "là đã sửa đổi, bổ sung.",
        access.may_withdraw_paper,
        _standing([PaperKind.NOTICE]),
        start_amendment,
        begins=CHANGE,
    ),
    Step(
        "dinh-chinh",
        "Lập công văn đính chính",
        "Đã lập dự thảo công văn đính chính.",
        "Chỉ để sửa sai sót về thể thức, kỹ thuật trình bày hoặc thủ tục ban hành. Nội dung sai thì sửa đổi, bổ sung hoặc "
        "thay thế bằng thông báo. Văn bản và các nhiệm vụ giữ nguyên hiệu lực.",
        access.may_withdraw_paper,
        _standing([kind for kind in PaperKind if not kind.is_letter]),
        start_correction,
        begins=CORRECTION,
        form=CorrectionForm,
    ),
)
BY_SLUG = {step.slug: step for step in STEPS}


def offered(officer: Officer, paper: Paper, office: OfficeProfile, following: Iterable[Paper] = ()) -> list[Step]:
    """``following``: what is being drafted to follow the paper; what they do is not begun a second time."""
    begun = {CORRECTION if each.corrects_id else CHANGE for each in following}
    return [step for step in STEPS if step.begins not in begun and step.offered_to(officer, paper, office)]
