"""Keys by which another system pushes and fetches a unit's activities (接口密钥)."""

from django.contrib import messages as notes
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from orgs import tokens
from orgs.forms.tokens import TokenForm
from orgs.models import ApiToken, User
from orgs.scoping import UserRequest, fetch, require_role


@require_GET
@login_required
def listing(request: UserRequest) -> HttpResponse:
    require_role(request.user, "manager")
    found = ApiToken.objects.managed_by(request.user).select_related("unit", "made_by")
    now = timezone.now()
    alive = [token for token in found if token.revoked_at is None and token.expires_at > now]
    void = [token for token in found if token not in alive]
    return render(request, "orgs/tokens.html", {"alive": alive, "void": void[:50]})


@never_cache
@require_http_methods(["GET", "POST"])
@login_required
def make(request: UserRequest) -> HttpResponse:
    """The key is in this one answer and nowhere else."""
    require_role(request.user, "manager")
    form = TokenForm(request.POST or None, user=request.user)
    made = _made(form, request.user) if form.is_valid() else None
    if made is None:
        return render(request, "orgs/token_new.html", {"form": form}, status=422 if form.is_bound else 200)
    token, secret = made
    return render(request, "orgs/token_made.html", {"token": token, "secret": secret})


def _made(form: TokenForm, by: User) -> tuple[ApiToken, str] | None:
    try:
        return tokens.make(**form.cleaned_data, by=by)
    except ValidationError as refused:
        form.add_error(None, refused)
    return None


@require_POST
@login_required
def revoke(request: UserRequest, pk: int) -> HttpResponse:
    token = fetch(ApiToken.objects.managed_by(request.user), request.user, "orgs.revoke_token", pk=pk)
    if tokens.revoke(token=token, by=request.user):
        notes.success(request, f"已停用“{token.name}”的密钥，使用它的业务平台立即不能再读取和报送。")
    else:
        notes.info(request, "这个密钥已经停用。")
    return redirect("orgs:tokens")
