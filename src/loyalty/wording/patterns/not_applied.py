"""Sentence patterns about rules that did not apply, by key and language; the catalogue holds them too."""

from collections.abc import Mapping

from loyalty.wording.languages import EN, ZH

NOT_APPLIED_PATTERNS: Mapping[str, Mapping[str, str]] = {
    "not_applied": {EN: "Rules that did not apply", ZH: "未适用的规则"},
    "not_applied.articles": {EN: "{label} ({articles})", ZH: "{label}（{articles}）"},
    "not_applied.line": {EN: "{label} (line {lines})", ZH: "{label}（商品行 {lines}）"},
    "not_applied.lines": {EN: "{label} (lines {lines})", ZH: "{label}（商品行 {lines}）"},
    "not_applied.needed": {EN: "needed: {needed}", ZH: "适用条件：{needed}"},
    "not_applied.beaten": {EN: "another was better: {rule}", ZH: "已采用更优惠的规则：{rule}"},
    "not_applied.takes_nothing": {
        EN: "nothing was left that it could take off",
        ZH: "已无可再减的金额",
    },
    "not_applied.more": {EN: "{distance} more would do", ZH: "再增加 {distance} 即可适用"},
    "not_applied.more_gives": {EN: "{distance} more gives {gives}", ZH: "再增加 {distance} 即可获得 {gives}"},
    "not_applied.less": {EN: "{distance} less would do", ZH: "减少 {distance} 即可适用"},
    "not_applied.less_gives": {EN: "{distance} less gives {gives}", ZH: "减少 {distance} 即可获得 {gives}"},
    "not_applied.over": {EN: "more than {distance} more would do", ZH: "再增加超过 {distance} 即可适用"},
    "not_applied.over_gives": {
        EN: "more than {distance} more gives {gives}",
        ZH: "再增加超过 {distance} 即可获得 {gives}",
    },
    "not_applied.under": {EN: "more than {distance} less would do", ZH: "减少超过 {distance} 即可适用"},
    "not_applied.under_gives": {
        EN: "more than {distance} less gives {gives}",
        ZH: "减少超过 {distance} 即可获得 {gives}",
    },
    "not_applied.later": {EN: "it applies in {distance}", ZH: "{distance}后适用"},
    "not_applied.later_gives": {
        EN: "it applies in {distance} and gives {gives}",
        ZH: "{distance}后适用，可获得 {gives}",
    },
    "not_applied.hour": {EN: "it applies from {distance} on", ZH: "{distance} 起适用"},
    "not_applied.hour_gives": {
        EN: "it applies from {distance} on and gives {gives}",
        ZH: "{distance} 起适用，可获得 {gives}",
    },
    "not_applied.label": {EN: "{said} ({label})", ZH: "{said}（{label}）"},
    "not_applied.was": {EN: "it was: {was}", ZH: "实际情况：{was}"},
    "not_applied.more_costs": {EN: "{distance} more costs {costs}", ZH: "再增加 {distance} 将收取 {costs}"},
    "not_applied.less_costs": {EN: "{distance} less costs {costs}", ZH: "减少 {distance} 将收取 {costs}"},
    "not_applied.over_costs": {
        EN: "more than {distance} more costs {costs}",
        ZH: "再增加超过 {distance} 将收取 {costs}",
    },
    "not_applied.under_costs": {
        EN: "more than {distance} less costs {costs}",
        ZH: "减少超过 {distance} 将收取 {costs}",
    },
    "not_applied.later_costs": {
        EN: "it applies in {distance} and costs {costs}",
        ZH: "{distance}后适用，将收取 {costs}",
    },
    "not_applied.hour_costs": {
        EN: "it applies from {distance} on and costs {costs}",
        ZH: "{distance} 起适用，将收取 {costs}",
    },
    "not_applied.would_give": {EN: "it would give {gives}", ZH: "适用时可得 {gives}"},
    "not_applied.would_cost": {EN: "it would cost {costs}", ZH: "适用时将收取 {costs}"},
}
