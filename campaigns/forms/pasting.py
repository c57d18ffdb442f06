"""The form of pasting a table into a draft."""

from django import forms

from campaigns.forms.fields import OfferedWords, area, words
from campaigns.pasting import MOST_LETTERS

WHAT = [("actions", "专项行动"), ("duties", "责任分工"), ("annex", "附件所列活动")]


class PasteForm(forms.Form):
    what = OfferedWords(label="写入", choices=WHAT, widget=forms.RadioSelect, initial="actions")
    table = area(8, MOST_LETTERS, label="表格", strip=False,
                 help_text="在Word、Excel或WPS中选中表格，复制后粘贴到这里。第一行"
                 "是列名时按列名认列；没有列名也可以，下一步可逐列核对。")  # fmt: skip
    list = words(4, label="附件序号", required=False, initial="2")
    list_title = words(120, label="附件名称", required=False, help_text="写入附件时填写，如“市级成员单位活动安排”。")
