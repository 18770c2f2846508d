"""What happened in a case, in the words of a chain of custody."""

from types import MappingProxyType
from typing import Final

from fairclaim.domain.bilingual import Bilingual

ACTORS: Final = MappingProxyType(
    {
        "buyer": Bilingual("买家", "The buyer"),
        "merchant": Bilingual("商家", "The merchant"),
        "reviewer": Bilingual("审核员", "A reviewer"),
        "senior": Bilingual("资深审核员", "A senior reviewer"),
        "operator": Bilingual("平台运营", "The desk's operator"),
        "machine": Bilingual("系统", "The machine"),
    }
)
DEEDS: Final = MappingProxyType(
    {
        "claim-filed": Bilingual("提交了申请", "filed the claim"),
        "screening-started": Bilingual("开始初筛", "began to look"),
        "examination-recorded": Bilingual("检验了图片", "examined the photos"),
        "route-proposed": Bilingual("按策略提出下一步", "proposed the next step by policy"),
        "evidence-attached": Bilingual("交来一份材料", "handed in a file"),
        "evidence-asked": Bilingual("要求补充材料", "asked for more evidence"),
        "evidence-completed": Bilingual("表示材料已交齐", "said that all is handed in"),
        "merchant-asked": Bilingual("请商家答复", "asked the merchant"),
        "merchant-answered": Bilingual("作出答复", "answered"),
        "review-sent": Bilingual("转人工审核", "sent it to people"),
        "round-opened": Bilingual("开始新一轮判断", "opened a round of judgements"),
        "judged": Bilingual("作出判断", "judged"),
        "verdict-revealed": Bilingual("查看机器结论", "was shown the machine's verdict"),
        "judgement-confirmed": Bilingual("确认判断", "confirmed the judgement"),
        "second-asked": Bilingual("请第二人判断", "asked a second person"),
        "senior-called": Bilingual("请资深审核员判断", "called a senior"),
        "decided": Bilingual("作出决定", "decided"),
        "consequence-imposed": Bilingual("确定后续措施", "imposed a consequence"),
        "appealed": Bilingual("提出申诉", "appealed"),
        "re-review-opened": Bilingual("开始复审", "opened the second review"),
        "appeal-decided": Bilingual("对申诉作出决定", "decided the appeal"),
        "appeal-withdrawn": Bilingual("撤回申诉", "withdrew the appeal"),
        "unwinding-ordered": Bilingual("要求撤销措施", "ordered a consequence to be taken back"),
        "offer-made": Bilingual("提出方案", "offered a remedy"),
        "offer-accepted": Bilingual("接受方案", "accepted an offer"),
        "claim-withdrawn": Bilingual("撤回申请", "withdrew the claim"),
        "clock-started": Bilingual("开始计时", "started a clock"),
        "clock-paused": Bilingual("暂停计时", "paused a clock"),
        "clock-resumed": Bilingual("恢复计时", "resumed a clock"),
        "clock-extended": Bilingual("延长时限", "gave more time"),
        "clock-warned": Bilingual("提醒时限将到", "warned that time is nearly over"),
        "clock-expired": Bilingual("时限已到", "let the time run out"),
        "clock-stopped": Bilingual("停止计时", "stopped a clock"),
        "consequence-executed": Bilingual("执行了措施", "carried a consequence out"),
        "consequence-unwound": Bilingual("撤销了措施", "took a consequence back"),
    }
)


def actor_name(actor: str | None) -> Bilingual:
    """Return who acted."""
    return ACTORS.get(actor or "", Bilingual("未知", "Somebody"))


def deed_name(kind: str) -> Bilingual:
    """Return what was done."""
    return DEEDS.get(kind, Bilingual(kind, kind))
