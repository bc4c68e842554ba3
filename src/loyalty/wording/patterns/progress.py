"""Sentence patterns about cards, streaks and how far they are, by key and language."""

from collections.abc import Mapping

from loyalty.wording.languages import EN, ZH

PROGRESS_PATTERNS: Mapping[str, Mapping[str, str]] = {
    "progress.title": {EN: "How far you are at {at}", ZH: "{at} 的进度"},
    "progress.counts": {EN: "cards: {cards}, streaks: {streaks}", ZH: "集点卡：{cards}，连续记录：{streaks}"},
    "progress.cards": {EN: "Cards", ZH: "集点卡"},
    "progress.streaks": {EN: "Streaks", ZH: "连续记录"},
    "progress.tiers": {EN: "Your tier", ZH: "会员等级"},
    "progress.card": {
        EN: "{name}: {filled} of {each}, {missing} to go",
        ZH: "{name}：已集 {filled}，共需 {each}，还差 {missing}",
    },
    "progress.streak.day": {
        EN: "{name}: days {had} of {times}, {missing} to go",
        ZH: "{name}：已连续 {had} 天，共需 {times} 天，还差 {missing} 天",
    },
    "progress.streak.week": {
        EN: "{name}: weeks {had} of {times}, {missing} to go",
        ZH: "{name}：已连续 {had} 周，共需 {times} 周，还差 {missing} 周",
    },
    "progress.streak.month": {
        EN: "{name}: months {had} of {times}, {missing} to go",
        ZH: "{name}：已连续 {had} 个月，共需 {times} 个月，还差 {missing} 个月",
    },
    "progress.by": {EN: ", the next by {day}", ZH: "，下一次不晚于 {day}"},
    "progress.gives": {EN: "; it gives {points}", ZH: "；完成可得 {points}"},
    "progress.gives_in": {EN: "; it gives {points} ({wallet})", ZH: "；完成可得 {points}（{wallet}）"},
    "progress.done": {EN: "{name}: done, it counts once", ZH: "{name}：已完成，仅计一次"},
}
