"""The sentences of a drafted report, in plain official Chinese. Pure: a scene in, words with their sources out.

Nothing is said that was not counted: no figure that is nought or was not given, no praise, no unit that is missing.
"""

from collections.abc import Sequence

from activities.choices import CounterKind, Sort
from activities.report_counts import ACTIVITIES, SUMS, UNITS, Fact
from activities.report_shapes import Named, Scene
from activities.report_words import Words, inside_book, joined
from campaigns.official.sentences import span
from campaigns.words import inside_quotes

SORTS: dict[str, str] = {sort.value: str(sort.label) for sort in Sort}
PEOPLE = {"enterprises": ("经营主体", "家次"), "workers": ("一线员工", "人次"), "residents": ("群众", "人次")}
COUNTED = {
    "materials": ("发放资料", "份"), "consulted": ("接受咨询", "人次"), "boards": ("展出展板", "块"),
    "banners": ("悬挂横幅", "条"), "messages": ("发送短信", "条"), "inspected": ("检查企业", "家"),
    "staff": ("出动人员", "人次"), "trainings": ("举办培训", "场"), "trained": ("培训人员", "人次"),
    "viewers": ("线上观看", "人次"), "reports": ("媒体报道", "篇"),
}  # fmt: skip
FEW = 3  # activities told by name


def opening(scene: Scene) -> Words:
    """On what basis, under which theme, when; what follows."""
    words = Words()
    if scene.basis:
        title = f"《{inside_book(scene.basis)}》" + (f"（{scene.basis_number}）" if scene.basis_number else "")
        words.say("按照").quote(title, scene.plan_url, "所依据的文件").say("要求，")
    words.quote(scene.unit, scene.plan_url, "填报单位")
    if scene.theme:
        words.say("围绕“").quote(inside_quotes(scene.theme), scene.plan_url, "方案确定的主题").say("”主题，")
    if period := span(scene.starts_on, scene.ends_on):
        words.say("于").quote(period, scene.plan_url, "方案确定的活动时间")
    words.say("组织开展").quote(f"{scene.year}年", scene.plan_url, "活动年度").say("“质量月”活动。")
    return words.say("现将有关情况总结如下：")


def overview(scene: Scene) -> Words:
    """How much was done in all, of which sorts, with how many people; nothing when nothing was logged."""
    everything = Fact(ACTIVITIES)
    if not _positive(scene, everything):
        return Words()
    words = _subject(scene, Fact(UNITS)).say("活动").add(_number(scene, everything, "已开展的活动")).say("项")
    words.add(_by_sort(scene, None, None, "")).say("。")
    return words.add(_people(scene, None, None, "")).add(_counters(scene))


def of_roots(
    scene: Scene,
    roots: tuple[str, ...] | None,
    but: tuple[str, ...] | None,
    part: str,
    named: Sequence[Named] = (),
) -> Words:
    """What was done for one heading, or beside all of them (`but`): how much, which sorts, what by name, who took
    part."""
    fact = Fact(ACTIVITIES, roots=roots, but=but)
    if not _positive(scene, fact):
        return Words()
    words = Words().say("共开展活动").add(_number(scene, fact, "已开展的活动", part)).say("项")
    words.add(_by_sort(scene, roots, but, part)).add(by_name(named, scene.value(fact).value or 0))
    return words.add(_people(scene, roots, but, part))


def by_name(found: Sequence[Named], total: int) -> Words:
    """The end of the sentence: one to three activities by name; all there are, or some."""
    told = list(found)[:FEW]
    if not told:
        return Words().say("。")
    head = "。主要有" if len(told) < total else "，分别为" if len(told) > 1 else "，为"
    return Words().say(head).add(joined(_named(each) for each in told)).say("。")


def table(scene: Scene) -> Words:
    """The figures one a line, as the roll-up's columns have them; what was never given is left out."""
    words = Words()
    rows = [("开展活动（项）", Fact(ACTIVITIES), "已开展的活动")]
    rows += [(f"{SORTS.get(sort, '未填类别')}（项）", Fact(ACTIVITIES, sort=sort), SORTS.get(sort, "未填类别的活动"))
             for sort in scene.counts.sorts()]  # fmt: skip
    rows += [(f"{label}（{measure}）", Fact(of), f"{label}（{measure}）") for of, (label, measure) in PEOPLE.items()]
    for label, fact, what in rows:
        if scene.value(fact).value:
            words.say(("\n" if words.text else "") + f"{label}：").add(_number(scene, fact, what))
    return words if _positive(scene, Fact(ACTIVITIES)) else Words()


def closing(scene: Scene) -> Words:
    words = Words().say("以上为").quote(scene.place, scene.plan_url, "填报范围")
    return words.quote(f"{scene.year}年", scene.plan_url, "活动年度").say("“质量月”活动开展情况。")


def _subject(scene: Scene, units: Fact) -> Words:
    """福建省共有12家单位开展 / 福州市住房和城乡建设局共开展"""
    words = Words().quote(scene.place, scene.plan_url, "填报范围")
    if scene.is_lead and (scene.value(units).value or 0) > 1:
        return words.say("共有").add(_number(scene, units, "开展活动的单位")).say("家单位开展")
    return words.say("共开展")


def _by_sort(scene: Scene, roots, but, part: str) -> Words:
    """，其中质量宣贯3项、群众性质量活动2项 — where there are several sorts; those without one are not named."""
    sorts = [sort for sort in scene.counts.sorts(roots, but) if sort]
    if len(scene.counts.sorts(roots, but)) < 2 or not sorts:
        return Words()
    facts = [Fact(ACTIVITIES, sort=sort, roots=roots, but=but) for sort in sorts]
    each = (
        Words().say(SORTS[str(fact.sort)]).add(_number(scene, fact, SORTS[str(fact.sort)], part)).say("项")
        for fact in facts
    )
    return Words().say("，其中").add(joined(each))


def _people(scene: Scene, roots, but, part: str) -> Words:
    """参加活动的经营主体12家次、群众约300人次。 — of what was given at all."""
    facts = [Fact(of, roots=roots, but=but) for of in SUMS]
    each = [
        Words().say(label).add(_number(scene, fact, f"参加活动的{label}", part)).say(measure)
        for fact in facts
        for label, measure in (PEOPLE[fact.of],)
        if _positive(scene, fact)
    ]
    return Words().say("参加活动的").add(joined(each)).say("。") if each else Words()


def _counters(scene: Scene) -> Words:
    """发放资料300份，接受咨询约200人次。"""
    facts = [Fact(f"counter:{kind}") for kind in CounterKind.values]
    each = [
        Words().say(label).add(_number(scene, fact, str(CounterKind(kind).label))).say(measure)
        for fact in facts
        for kind in (fact.of.partition(":")[2],)
        for label, measure in (COUNTED[kind],)
        if _positive(scene, fact)
    ]
    return joined(each, "，").say("。") if each else Words()


def _named(each: Named) -> Words:
    """“质量月”启动仪式（鼓楼区市场监督管理局，9月10日，五一广场） as one quotation."""
    who = each.unit + (f"联合{each.holders}" if each.holders else "")
    if each.holders and not each.unit:
        who = f"与{each.holders}联合开展"
    facts = "，".join(part for part in (who, _days(each), each.place.strip()) if part)
    return Words().quote(f"“{inside_quotes(each.title)}”（{facts}）", each.url, "活动记录")


def _days(each: Named) -> str:
    day = f"{each.starts_on.month}月{each.starts_on.day}日"
    if each.ends_on is None or each.ends_on == each.starts_on:
        return day
    month = "" if each.ends_on.month == each.starts_on.month else f"{each.ends_on.month}月"
    return f"{day}至{month}{each.ends_on.day}日"


def _number(scene: Scene, fact: Fact, what: str, part: str = "") -> Words:
    return Words().number(scene.value(fact), fact, scene.address(fact, part), what)


def _positive(scene: Scene, fact: Fact) -> bool:
    return bool(scene.value(fact).value)
