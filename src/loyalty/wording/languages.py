"""The languages that everything a member, an agent or a reviewer reads is written in."""

EN = "en"
ZH = "zh-CN"
LANGUAGES = (EN, ZH)
