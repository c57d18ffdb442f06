"""The desk: what to do, messages, outbox, and the demonstration's sent mail."""

from django.conf import settings
from django.contrib import messages as notes
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from orgs import bell, sentmail
from orgs import outbox as post
from orgs.choices import Delivery
from orgs.models import Message, Seat
from orgs.scoping import UserRequest, fetch, number, require_role, safe_next
from orgs.todo import by_urgency, todos

PAGE = 30


@require_GET
@login_required
def home(request: UserRequest) -> HttpResponse:
    today = timezone.localdate()
    found = todos(request.user)
    unread = Message.objects.visible_to(request.user).unread()[:4]
    context = {"parts": by_urgency(found, today), "count": len(found), "today": today, "unread": unread}
    return render(request, "orgs/home.html", context)


@require_GET
@login_required
def messages(request: UserRequest) -> HttpResponse:
    mine = Message.objects.visible_to(request.user).select_related("seat__unit")
    wanted = mine.unread() if "unread" in request.GET else mine
    context = {"page_obj": Paginator(wanted, PAGE).get_page(request.GET.get("page")), "unread": "unread" in request.GET}
    return render(request, "orgs/messages.html", context)


@require_GET
@login_required
def message(request: UserRequest, pk: int) -> HttpResponse:
    """Mark the message read and go where it leads."""
    found = fetch(Message.objects.visible_to(request.user), request.user, pk=pk)
    bell.mark_read(message=found)
    return redirect(found.url if found.url.startswith("/") and not found.url.startswith("//") else "orgs:messages")


@require_POST
@login_required
def messages_read(request: UserRequest) -> HttpResponse:
    count = bell.mark_all_read(by=request.user)
    notes.success(request, f"已将{count}条消息标为已读。" if count else "没有未读消息。")
    return redirect("orgs:messages")


@require_GET
@login_required
def outbox(request: UserRequest) -> HttpResponse:
    require_role(request.user, "manager")
    everything = Message.objects.overseen_by(request.user)
    state = request.GET.get("state", "")
    rows = everything.filter(state=state) if state in Delivery.values else everything
    rows = rows.select_related("seat__unit", "seat__user", "robot__unit").failures_first()
    tabs = _tabs(everything.aggregate(**{code: Count("pk", filter=Q(state=code)) for code in Delivery.values}), state)
    context = {"page_obj": Paginator(rows, PAGE).get_page(request.GET.get("page")), "tabs": tabs, "state": state}
    return render(request, "orgs/outbox.html", context)


def _tabs(counts: dict[str, int], state: str) -> list[dict]:
    everything = {"label": "全部", "url": "?", "current": state not in counts, "count": sum(counts.values())}
    each = [
        {"label": label, "url": f"?state={code}", "current": state == code, "count": counts[code]}
        for code, label in Delivery.choices
    ]
    return [everything, *each]


@require_POST
@login_required
def outbox_retry(request: UserRequest, pk: int) -> HttpResponse:
    found = fetch(Message.objects.overseen_by(request.user), request.user, pk=pk)
    if post.retry(found):
        notes.success(request, "已重新放入待发送，一分钟内发出。")
    else:
        notes.info(request, "这条消息当前不是发送失败的状态，不需要重发。")
    return redirect("orgs:outbox")


@require_GET
@login_required
def sent_mail(request: UserRequest) -> HttpResponse:
    """The demonstration's mail, read from its files: one's own; all of it for the administrator."""
    if not settings.DEMO_ALLOWED:
        raise Http404
    mails = sentmail.read(settings.EMAIL_FILE_PATH)
    if not request.user.is_superuser:
        mails = sentmail.addressed_to(mails, request.user.email)
    return render(request, "orgs/sent_mail.html", {"page_obj": Paginator(mails, 20).get_page(request.GET.get("page"))})


@require_POST
@login_required
def choose_seat(request: UserRequest) -> HttpResponse:
    seat = fetch(Seat.objects.acted_by(request.user), request.user, pk=number(request.POST.get("seat")))
    request.session["seat"] = seat.pk
    return redirect(safe_next(request, "orgs:home"))
