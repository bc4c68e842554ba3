# language: zh-CN
功能: 公平：各市场各有要求，版本须全部满足
  市场要求是带日期的数据：同样的规则在此可行，在彼不可行。

  背景:
    假如咖啡会员计划

  场景大纲: 仅因时间而失效的积分
    当咖啡会员计划拟采用以下规则：
      """
      programme: corner-coffee
      schema: 1
      currency: EUR
      timezone: Europe/Berlin
      languages: [en, zh-CN]
      jurisdictions: [<市场>]
      effective: {from: 2026-11-15, until: 2027-01-31}
      numbers: {money: {step: 0.01, round: half_up, at: each_line}, prices: {step: 0.000001}, quantities: {step: 0.000001}, points: {step: 1, round: down}, split: cumulative, limits: {money: 1000000.00, quantity: 10000000, points: 100000000, lines: 500}}
      earn:
        base: {points: 1, for_each: 1.00, of: line.amount}
        combine: [tier]
        expire: {<有效期>}
      """
    那么检查指出以下问题：
      """
      <问题>
      """

    例子:
      | 市场  | 有效期                         | 问题                                                                                                                                                                                                       |
      | CA-ON | after: 24 months, by: each_lot | earn.yaml:4:34 points end by time alone, 24 months after they were earned; write `by: activity`, or leave `expire` out [PT-01, CA-ON: Consumer Protection Act 2002 s. 47.1; O. Reg. 17/05 s. 43.1; PROVED] |

  场景大纲: 允许的有效期
    当咖啡会员计划拟采用以下规则：
      """
      programme: corner-coffee
      schema: 1
      currency: EUR
      timezone: Europe/Berlin
      languages: [en, zh-CN]
      jurisdictions: [<市场>]
      effective: {from: 2026-11-15, until: 2027-01-31}
      numbers: {money: {step: 0.01, round: half_up, at: each_line}, prices: {step: 0.000001}, quantities: {step: 0.000001}, points: {step: 1, round: down}, split: cumulative, limits: {money: 1000000.00, quantity: 10000000, points: 100000000, lines: 500}}
      earn:
        base: {points: 1, for_each: 1.00, of: line.amount}
        combine: [tier]
        expire: {<有效期>}
      """
    那么检查未发现问题

    例子:
      | 市场 | 有效期                         |
      | CN   | after: 24 months, by: each_lot |

  场景大纲: 未经评估的个性化价格
    当咖啡会员计划拟采用以下规则：
      """
      programme: corner-coffee
      schema: 1
      currency: EUR
      timezone: Europe/Berlin
      languages: [en, zh-CN]
      jurisdictions: [<市场>]
      effective: {from: 2026-11-15, until: 2027-01-31}
      numbers: {money: {step: 0.01, round: half_up, at: each_line}, prices: {step: 0.000001}, quantities: {step: 0.000001}, points: {step: 1, round: down}, split: cumulative, limits: {money: 1000000.00, quantity: 10000000, points: 100000000, lines: 500}}
      facts:
        member.tier: {is: tier, label: membership}
        member.country: {is: country, label: transaction, purpose: [tax], default: DE}
        order.channel: {is: choice, of: [app, web, shop]}
        order.delivery: {is: choice, of: [collect, home], default: collect}
        order.total: {is: money, sum_of: line.amount}
        line.category: {is: choice, of: [coffee, tea, gear, gift-card]}
        line.brand: {is: choice, of: [own, other]}
        line.amount: {is: money}
        member.visits: {is: quantity, label: personal, purpose: [special], default: 0}
      basket:
        discounts:
          combine: best
          rules: [{id: special, name: {en: Ten off, zh-CN: 减十}, when: member.visits > 5, percent: 10%}]
        tax: {table: vat.csv, by: [member.country, line.category], prices: include_tax}
        returns: {within: 14 days}
      """
    那么检查指出以下问题：
      """
      <问题>
      """

    例子:
      | 市场 | 问题                                                                                                                                                                                                                                          |
      | CN   | basket.yaml:4:13 the rule `special` makes a price hang on the personal fact `member.visits`, without an assessment; write the id of its impact assessment as `assessment` of `member.visits` [PD-20, CN: PIPL Art. 55, to be checked; PROVED] |

  场景大纲: 未知的市场
    当咖啡会员计划拟采用以下规则：
      """
      programme: corner-coffee
      schema: 1
      currency: EUR
      timezone: Europe/Berlin
      languages: [en, zh-CN]
      jurisdictions: [<市场>]
      effective: {from: 2026-11-15, until: 2027-01-31}
      numbers: {money: {step: 0.01, round: half_up, at: each_line}, prices: {step: 0.000001}, quantities: {step: 0.000001}, points: {step: 1, round: down}, split: cumulative, limits: {money: 1000000.00, quantity: 10000000, points: 100000000, lines: 500}}
      """
    那么检查指出以下问题：
      """
      <问题>
      """

    例子:
      | 市场 | 问题                                                                               |
      | DE   | jurisdictions.yaml:1:17 no rules are known for the market `DE`; did you mean `EU`? |
