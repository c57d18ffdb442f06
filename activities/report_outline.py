"""A drafted report from its sentences: headings in the plan's own words, in the plan's order. Pure."""

from collections.abc import Iterator, Sequence

from activities import report_sentences as sentences
from activities.report_counts import ACTIVITIES, Fact
from activities.report_shapes import Heading, Scene, Shown, Told
from activities.report_words import Words
from campaigns.choices import PartKind
from campaigns.drafted import Draft

TO_A_PAGE = 4  # pictures
NEXT_HINT = "请写明存在的问题、原因和下一步打算。没有需要说明的，可删去本段，标题随之不出现。"
NOTHING_HINT = "尚无已报送的活动，请直接填写开展情况。"


def outline(scene: Scene) -> list[Draft]:
    """All parts of the draft in order. A heading stands only where something stands beneath it; the one for problems
    and plans is left to be filled in."""
    found = [_text("opening", sentences.opening(scene)), *_overview(scene), *_work(scene), *_cases(scene.cases)]
    found += [_heading("h:next", "存在问题和下一步打算", 1), Draft("next", PartKind.TEXT, data={"hint": NEXT_HINT})]
    found += [_closing(scene), *_photos(scene.photos)]
    return found


def _overview(scene: Scene) -> Iterator[Draft]:
    yield _heading("h:overview", "总体情况", 1)
    words = sentences.overview(scene)
    if not words.text:
        yield Draft("overview", PartKind.TEXT, data={"hint": NOTHING_HINT})
        return
    yield _text("overview", words)
    table = sentences.table(scene)
    yield Draft("figures", PartKind.FIGURES, table.text, sources=table.sources)


def _work(scene: Scene) -> Iterator[Draft]:
    beneath = [draft for heading in scene.headings for draft in _arrangement(scene, heading)]
    beneath += _beside(scene, titled=bool(beneath))
    if beneath:
        yield _heading("h:work", "主要做法和成效", 1)
        yield from beneath


def _arrangement(scene: Scene, heading: Heading) -> list[Draft]:
    """The heading, what was done for it in all, then each action that has something to tell."""
    actions = [draft for action in heading.beneath for draft in _action(scene, action)]
    own = _done(scene, heading.own)
    if not own and not actions:
        return []
    several = sum(_done(scene, each.roots) > 0 for each in heading.beneath) + (own > 0) > 1
    named = scene.named.get(heading.root, ()) if own else ()
    words = sentences.of_roots(scene, heading.roots, None, heading.part, named) if several or own else Words()
    texts = [_text(f"{heading.slot}:text", words, heading.root)] if words.text else []
    return [_titled(scene, heading, 2), *texts, *actions]


def _action(scene: Scene, heading: Heading) -> list[Draft]:
    if not _done(scene, heading.roots):
        return []
    words = sentences.of_roots(scene, heading.roots, None, "", scene.named.get(heading.root, ()))
    return [_titled(scene, heading, 3), _text(f"{heading.slot}:text", words, heading.root)]


def _beside(scene: Scene, *, titled: bool) -> list[Draft]:
    """What answers to no heading: a heading of its own beside the plan's, else simply the text."""
    if not scene.value(Fact(ACTIVITIES, but=scene.known)).value:
        return []
    words = sentences.of_roots(scene, None, scene.known, scene.beside, scene.named.get("", ()))
    head = [_heading("beside", "结合实际开展的其他活动", 2)] if titled else []
    return [*head, _text("beside:text", words)]


def _cases(cases: Sequence[Told]) -> Iterator[Draft]:
    if cases:
        yield _heading("h:cases", "典型案例", 1)
    for case in cases:
        words = Words()
        lines = [case.title, *(f"{label}：{text.strip()}" for label, text in case.parts if text.strip())]
        words.quote("\n".join(lines), case.url, f"典型案例（{case.unit}）" if case.unit else "典型案例")
        data = {"case": case.public_id, "unit": case.unit}
        yield Draft(f"case:{case.public_id}", PartKind.CASE, words.text, sources=words.sources, data=data)


def _photos(photos: Sequence[Shown]) -> Iterator[Draft]:
    for number, start in enumerate(range(0, len(photos), TO_A_PAGE), start=1):
        page = photos[start : start + TO_A_PAGE]
        captions = "\n".join(" ".join(photo.caption.split()) for photo in page)
        rows = [{"id": photo.public_id, "activity": photo.activity} for photo in page]
        quoted = [{"at": [0, len(captions)], "shown": captions, "url": "", "what": "照片说明"}] if captions else []
        yield Draft(f"photos:{number}", PartKind.PHOTOS, captions, sources=quoted, data={"photos": rows})


def _done(scene: Scene, roots: tuple[str, ...]) -> int:
    return scene.value(Fact(ACTIVITIES, roots=roots)).value or 0


def _titled(scene: Scene, heading: Heading, level: int) -> Draft:
    """A heading in the plan's own words."""
    words = Words().quote(" ".join(heading.title.split()), scene.plan_url, "方案中的标题")
    return Draft(heading.slot, PartKind.HEADING, words.text, level, words.sources, item_root=heading.root)


def _closing(scene: Scene) -> Draft:
    words = sentences.closing(scene)
    return Draft("closing", PartKind.TEXT, words.text, sources=words.sources, data={"closes": True})


def _heading(slot: str, title: str, level: int) -> Draft:
    return Draft(slot, PartKind.HEADING, title, level=level)


def _text(slot: str, words: Words, root: str | None = None) -> Draft:
    return Draft(slot, PartKind.TEXT, words.text, sources=words.sources, item_root=root)
