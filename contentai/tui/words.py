"""The words of the interface that no single widget owns."""

from __future__ import annotations

from contentai.language import Bilingual

NEW = Bilingual("新稿", "new draft")
SAVED = Bilingual("已保存", "saved")
UNSAVED = Bilingual("未保存", "not saved")
READ_ONLY = Bilingual("只读", "read-only")
LEFT_ALONE = Bilingual(
    "这篇是只读的，没有改动；另存为（{key}）一份再改",
    "this draft is read-only and was left as it is; save a copy ({key}) to change it",
)
NO_DRAFT = Bilingual("先打开或新建一篇稿件", "open a draft first, or begin one")
NO_CHANNEL = Bilingual("未定渠道", "no channel")
STARTING = Bilingual("准备中", "getting ready")
UNCHECKED = Bilingual("没检查", "not judged")
OFF = Bilingual("检查已停", "judging is off")
LINE = Bilingual("行", "Ln")
COLUMN = Bilingual("列", "Col")
CHARACTERS = Bilingual("字", "chars")
NO_FINDING = Bilingual("这里没有问题", "nothing was found here")
NO_FINDINGS = Bilingual("没有发现问题", "nothing was found")
NOT_YET = Bilingual("这篇还没检查完，再等一下", "this draft is still being read; wait a moment")
NOT_JUDGED = Bilingual("这篇没有检查", "this draft was not judged")
NO_FIX = Bilingual(
    "这个问题没有现成的改法，要自己改写", "no fix is offered here; rewrite it yourself"
)
NO_HEAT = Bilingual("没有打分，热力图打不开", "there are no scores to show")
HEAT_SOON = Bilingual("还在打分，打好就标出来", "scores are on their way and will be marked then")
HEAT = Bilingual("热力图：硬推分数由这些词抬高", "heat map: these words raise the hard-sell score")
DRAFTS = Bilingual("稿件", "Drafts")
PALETTE = Bilingual("找一个命令……", "Search for a command…")
NO_COMMAND = Bilingual("没有这样的命令", "No command of that name")
NOTHING_SELECTED = Bilingual(
    "没有选中文字可复制；要退出请按 {key}", "nothing is selected to copy; {key} quits"
)
THEME = Bilingual("主题：{name}", "Theme: {name}")
THEMES = {
    "dark": Bilingual("深色", "dark"),
    "light": Bilingual("浅色", "light"),
    "contrast": Bilingual("高对比", "high contrast"),
}
FIX_ALL = Bilingual("改好所有能直接改的", "Apply all safe fixes")
