"""What a part of a plan is, told by its heading: theme, period, content, arrangements, requirements …"""

import re

THEME, SLOGANS, PERIOD, CONTENT, ARRANGEMENTS = "theme", "slogans", "period", "content", "arrangements"
REQUIREMENTS, SCHEDULE, CONTACT, SUMMARY, OTHER = "requirements", "schedule", "contact", "summary", "other"

_WORDS = (
    (SLOGANS, r"(?:活动|宣传)?(?:口号|标语)|主题口号"),
    (
        THEME,
        r"(?:活动|宣传|年度)?主题(?:(?:和|与|及|、)(?:活动)?时间)?|主题(?:和|与)?口号|活动主题(?:及|和|与)(?:活动)?口号|活动名称",
    ),
    (
        PERIOD,
        r"(?:活动|起止|举办|开展|实施|宣传)?(?:时间|日期|期限)(?:及主题|和主题|与范围|地点)?|活动时间(?:和|及|与)地点|时间安排",
    ),
    (
        SCHEDULE,
        (
            r"(?:实施|工作|活动|方法|时间|进度|推进)(?:步骤|进度|阶段|流程|安排步骤|安排及步骤)|(?:活动|实施|工作)?(?:时间|进度)安排|步骤安排|阶段安排|"
            r"(?:活动|工作)?(?:实施)?(?:阶段|步骤)(?:划分|安排)?"
        ),
    ),
    (
        REQUIREMENTS,
        (
            r"(?:工作|活动|有关|相关|几点|具体|组织|纪律|其他|其它|落实|几项)?(?:工作)?要求|(?:组织|工作|活动|相关|具体)?保障(?:措施)?|组织领导|保障机制|"
            r"有关事项|其他事项|注意事项|工作措施|组织实施|组织实施要求|纪律要求|加强组织(?:领导|保障)"
        ),
    ),
    (
        ARRANGEMENTS,
        (
            r"(?:重点|主要|具体|系列|特色|专项|全市|全县|全省|全区)?(?:重点|主要|具体|系列|特色|专项)(?:活动|工作|任务|事项|安排|举措|措施|项目)(?:安排|内容|任务|分工|及分工|项目)?|"
            r"活动(?:具体)?安排|(?:工作|活动)任务(?:及分工|分工)?|任务(?:及)?分工|(?:主要|重点)?任务|活动(?:形式|项目|方式)(?:及内容|和内容|与内容)?|重点安排|工作安排|"
            r"(?:活动|工作)重点|(?:活动|工作)(?:及|和)?(?:责任)?分工|重点任务分工"
        ),
    ),
    (
        CONTENT,
        (
            r"(?:活动|工作|主要|宣传|重点)?(?:活动|工作)?内容|指导思想|总体(?:要求|思路|目标|安排)|(?:活动|工作|主要)?(?:目标|目的|意义)(?:任务|要求)?|"
            r"(?:活动)?(?:目的|宗旨)(?:和|及|与)?(?:意义)?|基本原则|活动原则|工作原则|组织(?:机构|形式|架构|单位)|参加(?:对象|范围|单位)|活动(?:对象|范围|背景|地点|单位)|"
            r"(?:主办|承办|协办|参与|组织)单位|工作思路|(?:活动)?宣传重点"
        ),
    ),
    (CONTACT, r"联系(?:方式|人|单位|电话)(?:及联系方式|和电话)?"),
    (SUMMARY, r"(?:总结|信息|材料|情况)(?:及)?(?:报送|反馈|上报|总结)|(?:活动|工作)?总结"),
)
_KNOWN = [(kind, re.compile(f"(?:{pattern})")) for kind, pattern in _WORDS]
_ASKS = re.compile(
    r"(?:加强|强化)(?:组织|领导|统筹|宣传|协作|协同|协调|保障|督导|督促|监督|沟通|总结|信息|安全)|(?:提高|提升|统一)(?:思想|政治)?(?:认识|站位)|高度重视|"
    r"精心(?:组织|策划|部署|谋划)|广泛(?:宣传|发动|动员)|注重(?:实效|宣传|总结)|(?:务求|确保|讲求|增强|增进|确保活动)(?:实效|成效|效果)|严格(?:要求|纪律|落实|执行)|严肃纪律|"
    r"(?:及时|做好|认真)(?:总结|报送|信息|宣传)|总结(?:报送|评估|经验)|(?:落实|压实|明确)(?:工作)?责任|统筹(?:谋划|推进|协调|兼顾)|密切(?:配合|协作)|"
    r"(?:创新|丰富)(?:活动)?(?:形式|方式|载体)|营造(?:浓厚)?氛围|突出(?:重点|特色|主题|实效)|厉行节约|廉洁|信息报送|宣传引导|组织领导|舆论宣传"
)
DOES = re.compile(
    r"(?:深入|大力|广泛|积极|扎实|持续|认真|全面|进一步|集中|统筹|组织|联合|精心|隆重|深化|继续|着力|有序|严厉|依法|坚决|从严|严格|切实|充分|强力)*"
    r"(?:开展|举办|举行|召开|组织|实施|推进|启动|发布|开办|承办|打造|推广|培育|评选|遴选|推动|打击|加强|深化|开设|制作|宣传|走进|参加|推出|发动|建立|做好)"
)

_BODY_DOES = re.compile(
    r"[^，。；]{0,20}(?:局|委|办|厅|部|会|中心|院|所|科|处|股|室|单位|部门|政府|学校|企业)(?:等部门)?(?:[^。；]{0,30}(?:牵头|负责|参与|配合)，|联合[^，。]{2,20})?(?:组织|开展|举办|召开|实施)"
)


def plain(heading: str) -> str:
    words = re.sub(r"^[\W_]+|[\W_]+$|“?质量月”?|20[0-9]{2}年", "", heading.strip())
    return re.sub("^(?:全国|全省|全市|全县|全区)", "", words).strip()


def kind_of(heading: str) -> str:
    """The kind of a part by its heading alone; OTHER when the words are the document's own."""
    words = plain(heading)
    for kind, pattern in _KNOWN:
        if pattern.fullmatch(words):
            return kind
    return OTHER


def is_known(text: str) -> bool:
    """Whether a paragraph without a sign is one of the customary headings and nothing else."""
    return len(text) <= 20 and not re.search("[，。；、]", text) and kind_of(text.strip("：: ")) not in (OTHER, CONTACT)


def asks(heading: str) -> bool:
    """Whether a heading calls for something of those addressed (a requirement)."""
    return bool(_ASKS.search(heading))


def led_by_a_body(text: str) -> bool:
    """Whether a text begins with who does it: 县住建局负责，组织开展…."""
    return bool(_BODY_DOES.match(text)) and not DOES.match(text)


def does(heading: str) -> bool:
    """Whether a heading names something to be held or done (an arrangement)."""
    return bool(DOES.match(heading) or _BODY_DOES.match(heading)) and not asks(heading)
