"""Script vectors, a world in which every text holds them, and an eye for what a browser would run."""

import datetime as dt
from html.parser import HTMLParser
from itertools import cycle

from activities import logging, picturing, reviewing
from activities.models import Activity
from campaigns import annexing, asking, attaching, detailing, editing, planning, reporting
from campaigns.models import Edition, Obligation
from campaigns.tests.papers import issue
from campaigns.workdays import today
from orgs.models import Region, Unit, User

HEADS = (
    '', "'", '"', "'>", '">', '`', '-->', '</title>', '</textarea>', '</option></select>', '</script>',
    '{{', '{%', '\\u003c', '&#60;', '%3C', ']]>', '\'"><', '\u2028', '\ufeff', '\uff1c',
)  # fmt: skip
BODIES = (
    '<script>alert(1)</script>', '<img src=x onerror=alert(1)>', '<svg/onload=alert(1)>',
    '<svg><script>alert(1)</script>', "<iframe srcdoc='<script>alert(1)</script>'>",
    ' onmouseover=alert(1) x=', 'javascript:alert(1)//', '<a href=javascript:alert(1)>x</a>',
    "<math><mi xlink:href='javascript:alert(1)'>", '<base href=//evil.example>',
    "<meta http-equiv=refresh content='0;url=//evil.example'>", '<form action=//evil.example><button>x',
    "<object data='data:text/html,<script>alert(1)</script>'>", "<style>@import'//evil.example'</style>",
)  # fmt: skip
VECTORS = [head + body for head in HEADS for body in BODIES]
EVERYTHING = "\n".join(VECTORS)
ALLOWED = {
    "a", "abbr", "article", "aside", "b", "body", "br", "button", "caption", "code", "col", "colgroup",
    "dd", "del", "details", "div", "dl", "dt", "em", "fieldset", "figcaption", "figure", "footer", "form",
    "h1", "h2", "h3", "h4", "head", "header", "html", "i", "img", "input", "ins", "label", "legend", "li",
    "link", "main", "mark", "meta", "nav", "ol", "optgroup", "option", "p", "picture", "pre", "script",
    "section", "select", "small", "source", "span", "strong", "summary", "table", "tbody", "td",
    "template", "textarea", "tfoot", "th", "thead", "time", "title", "tr", "ul", "datalist", "noscript",
    "hr", "sup", "sub", "output", "progress", "svg", "path", "use", "circle", "rect", "g", "blockquote",
    "s", "u", "kbd", "cite", "q", "dialog",
}  # fmt: skip


class Look(HTMLParser):
    """What a browser would make of the page, as far as scripts go."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        if tag not in ALLOWED or (tag == "script" and not (given.get("src") or "").startswith("/static/")):
            self.found.append(f"<{tag} {attrs}>"[:160])
        for name, value in attrs:
            address = name in ("href", "src", "action", "formaction", "data", "srcset", "xlink:href")
            strange = address and not (value or "").lstrip().startswith(
                ("/", "#", "?", "http://127.0.0.1", "mailto:", "tel:")
            )
            if name.startswith("on") or name == "srcdoc" or (strange and value and not value.endswith("/")):
                self.found.append(f"{name}={value}"[:160])
        if tag == "meta" and "refresh" in str(attrs):
            self.found.append("meta refresh")


def poison(world, campaign) -> dict:
    """Every text field of everything holds vectors, as a hostile insider with any post could have written them."""
    turn = cycle(VECTORS)

    def short(most: int) -> str:
        return next(turn)[:most]

    Unit.objects.all().update(name="局<script>alert(1)</script>", short_name="<img src=x onerror=alert(1)>")
    Region.objects.all().update(name="<svg/onload=alert(1)>", short_name='"><script>alert(1)</script>'[:30])
    User.objects.all().update(display_name="<img src=x onerror=alert(1)>", phone="<script>alert(1)</script>"[:30])
    world = refreshed(world)
    campaign.name, campaign.theme, campaign.note = short(60), short(80), EVERYTHING
    campaign.save()
    by = world.people["nation.drafter"]
    above = planning.start(unit=world.nation, campaign=campaign, by=by, title=short(200))
    fill(above, by, short)
    issue(above)
    by = world.people["fuzhou.drafter"]
    draft = planning.start(unit=world.fuzhou, campaign=campaign, parent=above.plan, by=by, title=short(200))
    fill(draft, by, short)
    for item in list(above.items.all())[:6]:
        editing.adapt(edition=draft, key=item.key, heading=item.heading and short(200), text=EVERYTHING, by=by)
    left = above.items.filter(kind="slogan").latest("pk")
    editing.withdraw(edition=draft, key=left.key, reason=short(200), by=by)
    asked = asking.ask(
        campaign=campaign,
        unit=world.fujian,
        title=short(120),
        why=short(200),
        by=by,
        kind="summary",
        due_on=today() + dt.timedelta(5),
        units=[world.fuzhou.pk],
    )
    owed = Obligation.objects.get(request=asked)
    hand_in(world, owed, short)
    return {"draft": draft, "above": above, "owed": owed, "activity": hold(world, campaign, short), "asked": asked}


def refreshed(world):
    for name in ("nation", "fujian", "fuzhou", "xiamen", "housing"):
        getattr(world, name).refresh_from_db()
    for person in world.people.values():
        person.refresh_from_db()
    return world


def fill(edition: Edition, by: User, short) -> None:
    names = "\n".join(vector for vector in VECTORS if len(vector) <= 120)[:2000]
    detailing.describe(
        edition=edition, by=by, title=short(200), plan_title=short(200), issuers=names, addressees=names, copied=names
    )
    for kind in ("theme", "slogan", "slogan", "section", "arrangement", "requirement"):
        item = editing.add(edition=edition, kind=kind, heading=short(200), text=EVERYTHING, by=by)
    arrangement = edition.items.filter(kind="arrangement").latest("pk")
    editing.add(edition=edition, kind="action", heading=short(200), text=EVERYTHING, under=arrangement.key, by=by)
    annexing.save_duty(edition=edition, by=by, keys=[str(item.key), str(arrangement.key)], name=short(80), role="lead")
    words = {
        "list": "1",
        "list_title": short(120),
        "unit_name": short(80),
        "title": EVERYTHING,
        "content": EVERYTHING,
        "place": short(120),
        "lead": short(120),
        "support": short(200),
        "note": short(200),
    }
    annexing.save_entry(edition=edition, by=by, starts_on=None, ends_on=None, item_key=None, **words)
    edition.references.create(title=short(200), document_number=short(60))
    Edition.objects.filter(pk=edition.pk).update(
        source=short(200), excerpt_note=short(40), why=short(200), summary_to=short(80), reason=short(200)
    )


def hand_in(world, owed: Obligation, short) -> None:
    from django.core.files.base import ContentFile

    by = world.people["fuzhou.reporter"]
    report = reporting.begin(obligation=owed, by=by)
    reporting.save(report=report, title=short(150), text=EVERYTHING, version=report.version, by=by)
    attaching.attach(report=report, file=ContentFile(b"x", name='"><img src=x onerror=alert(1)>.txt'), by=by)
    reporting.hand_in(report=report, obligations=[Obligation.objects.get(pk=owed.pk)], by=by)
    owed.refresh_from_db()
    reporting.send_back(obligation=owed, reason=EVERYTHING, by=world.people["fujian.manager"])


def hold(world, campaign, short) -> Activity:
    from django.core.files.uploadedfile import SimpleUploadedFile

    from activities.tests.pictures import encoded, scene

    by = world.people["fuzhou.reporter"]
    words = {
        "title": short(200),
        "held_on": campaign.starts_on,
        "outcome": "held",
        "place": short(120),
        "text": EVERYTHING,
    }
    activity = logging.log(unit=world.fuzhou, campaign=campaign, words=words, by=by, holders=[(None, short(80))])
    file = SimpleUploadedFile("<img src=x onerror=alert(1)>.jpg", encoded(scene()))
    photo = picturing.add(activity=activity, file=file, by=by)
    picturing.arrange(activity=activity, captions={photo.pk: short(120)}, by=by)
    logging.hand_in(activity=activity, by=by)
    reviewing.send_back(activity=activity, reason=EVERYTHING, by=world.people["fujian.manager"])
    logging.hand_in(activity=activity, by=by)
    reviewing.accept(activity=activity, by=world.people["fujian.manager"])
    reviewing.disclose(
        activities=[activity], openness="public", reviewer=short(40), by=by, reviewed_on=dt.date(2024, 9, 9)
    )
    return activity
