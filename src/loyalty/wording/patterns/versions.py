"""Patterns of sentences about what is different between two versions of a programme."""

from collections.abc import Mapping

from loyalty.wording.languages import EN, ZH

VERSION_PATTERNS: Mapping[str, Mapping[str, str]] = {
    "versions.title": {EN: "From {old} to {new}", ZH: "由 {old} 到 {new}"},
    "versions.files": {EN: "Files that differ: {files}", ZH: "有差异的文件：{files}"},
    "versions.same_files": {EN: "The files are the same.", ZH: "文件相同。"},
    "versions.meaning": {EN: "What changes in meaning", ZH: "含义变化"},
    "versions.same_meaning": {EN: "Nothing changes in meaning.", ZH: "含义没有变化。"},
    "versions.place": {EN: "{place}: ", ZH: "{place}："},
    "versions.changed": {EN: "{what} {old} → {new}", ZH: "{what} {old} → {new}"},
    "versions.added": {EN: "{what} added: {new}", ZH: "新增{what}：{new}"},
    "versions.removed": {EN: "{what} removed: {old}", ZH: "删除{what}：{old}"},
    "versions.added_bare": {EN: "{what} added", ZH: "新增{what}"},
    "versions.removed_bare": {EN: "{what} removed", ZH: "删除{what}"},
    "versions.order": {
        EN: "{what}: the order is now {new}, it was {old}",
        ZH: "{what}：顺序由 {old} 改为 {new}",
    },
    "versions.days": {
        EN: "the days are written differently, the values stay: {old} → {new}",
        ZH: "日期写法不同，数值不变：{old} → {new}",
    },
    "versions.since": {EN: "{what} from {since} on", ZH: "自 {since} 起的{what}"},
    "versions.until": {EN: "{what} until {until}", ZH: "至 {until} 的{what}"},
    "versions.between": {EN: "{what} from {since} until {until}", ZH: "{since} 至 {until} 的{what}"},
    "versions.leaf": {EN: "{what} {value}", ZH: "{what} {value}"},
    "versions.nothing": {EN: "nothing", ZH: "无"},
    "versions.always": {EN: "always", ZH: "始终"},
    "versions.named": {EN: "{id} ({name})", ZH: "{id}（{name}）"},
}
