Feature: Each market asks for its own, and a version keeps to all of its markets
  A profile is dated data: the same rules pass in one market and not in another.

  Background:
    Given the coffee programme

  Scenario Outline: Points that end by time alone
    When the coffee programme is to be adopted with these rules instead:
      """
      programme: corner-coffee
      schema: 1
      currency: EUR
      timezone: Europe/Berlin
      languages: [en, zh-CN]
      jurisdictions: [<market>]
      effective: {from: 2026-11-15, until: 2027-01-31}
      numbers: {money: {step: 0.01, round: half_up, at: each_line}, prices: {step: 0.000001}, quantities: {step: 0.000001}, points: {step: 1, round: down}, split: cumulative, limits: {money: 1000000.00, quantity: 10000000, points: 100000000, lines: 500}}
      earn:
        base: {points: 1, for_each: 1.00, of: line.amount}
        combine: [tier]
        expire: {<expire>}
      """
    Then these findings stand in the way:
      """
      <finding>
      """

    Examples:
      | market | expire                         | finding                                                                                                                                                                                                    |
      | CA-ON  | after: 24 months, by: each_lot | earn.yaml:4:34 points end by time alone, 24 months after they were earned; write `by: activity`, or leave `expire` out [PT-01, CA-ON: Consumer Protection Act 2002 s. 47.1; O. Reg. 17/05 s. 43.1; PROVED] |
      | CA-ON  | on: 2027-03-31                 | earn.yaml:4:16 points end by time alone, on 2027-03-31; write `by: activity`, or leave `expire` out [PT-01, CA-ON: Consumer Protection Act 2002 s. 47.1; O. Reg. 17/05 s. 43.1; PROVED]                    |

  Scenario Outline: Points that may end so
    When the coffee programme is to be adopted with these rules instead:
      """
      programme: corner-coffee
      schema: 1
      currency: EUR
      timezone: Europe/Berlin
      languages: [en, zh-CN]
      jurisdictions: [<market>]
      effective: {from: 2026-11-15, until: 2027-01-31}
      numbers: {money: {step: 0.01, round: half_up, at: each_line}, prices: {step: 0.000001}, quantities: {step: 0.000001}, points: {step: 1, round: down}, split: cumulative, limits: {money: 1000000.00, quantity: 10000000, points: 100000000, lines: 500}}
      earn:
        base: {points: 1, for_each: 1.00, of: line.amount}
        combine: [tier]
        expire: {<expire>}
      """
    Then no finding stands in the way

    Examples:
      | market | expire                         |
      | EU     | after: 24 months, by: each_lot |
      | CN     | after: 24 months, by: each_lot |
      | CA     | after: 24 months, by: each_lot |
      | CA-ON  | after: 24 months, by: activity |
      | US-CA  | on: 2027-03-31                 |

  Scenario Outline: A fee for paying by card
    When the coffee programme is to be adopted with these rules instead:
      """
      programme: corner-coffee
      schema: 1
      currency: EUR
      timezone: Europe/Berlin
      languages: [en, zh-CN]
      jurisdictions: [<market>]
      effective: {from: 2026-11-15, until: 2027-01-31}
      numbers: {money: {step: 0.01, round: half_up, at: each_line}, prices: {step: 0.000001}, quantities: {step: 0.000001}, points: {step: 1, round: down}, split: cumulative, limits: {money: 1000000.00, quantity: 10000000, points: 100000000, lines: 500}}
      facts:
        member.tier: {is: tier, label: membership}
        member.country: {is: country, label: transaction, purpose: [tax], default: DE}
        order.channel: {is: choice, of: [app, web, shop]}
        order.delivery: {is: choice, of: [collect, home], default: collect}
        order.payment: {is: choice, of: [transfer, card], default: transfer}
        order.total: {is: money, sum_of: line.amount}
        line.category: {is: choice, of: [coffee, tea, gear, gift-card]}
        line.brand: {is: choice, of: [own, other]}
        line.amount: {is: money}
      basket:
        tax: {table: vat.csv, by: [member.country, line.category], prices: include_tax}
        fees: [{id: card, name: {en: Card, zh-CN: 刷卡}, amount: 0.50, when: order.payment == "card", purpose: card payment, recipient: seller, refundable: true, taxed_as: gear}]
        returns: {within: 14 days}
      """
    Then these findings stand in the way:
      """
      <finding>
      """

    Examples:
      | market | finding                                                                                                                                                                                           |
      | EU     | basket.yaml:3:70 the fee `card` hangs on how somebody pays, by `order.payment`; leave it out [PX-10, EU: Directive (EU) 2015/2366 Art. 62(4), to be checked; TESTED]                              |
      | UK     | basket.yaml:3:70 the fee `card` hangs on how somebody pays, by `order.payment`; leave it out [PX-10, UK: Consumer Rights (Payment Surcharges) Regulations 2012 as amended, to be checked; TESTED] |

  Scenario Outline: A price by where somebody is at home
    When the coffee programme is to be adopted with these rules instead:
      """
      programme: corner-coffee
      schema: 1
      currency: EUR
      timezone: Europe/Berlin
      languages: [en, zh-CN]
      jurisdictions: [<market>]
      effective: {from: 2026-11-15, until: 2027-01-31}
      numbers: {money: {step: 0.01, round: half_up, at: each_line}, prices: {step: 0.000001}, quantities: {step: 0.000001}, points: {step: 1, round: down}, split: cumulative, limits: {money: 1000000.00, quantity: 10000000, points: 100000000, lines: 500}}
      facts:
        member.tier: {is: tier, label: membership}
        member.country: {is: country, label: transaction, default: DE}
        order.channel: {is: choice, of: [app, web, shop]}
        order.delivery: {is: choice, of: [collect, home], default: collect}
        order.total: {is: money, sum_of: line.amount}
        line.category: {is: choice, of: [coffee, tea, gear, gift-card]}
        line.brand: {is: choice, of: [own, other]}
        line.amount: {is: money}
      basket:
        discounts:
          combine: best
          rules: [{id: abroad, name: {en: Ten off, zh-CN: 减十}, when: member.country == "CN", percent: 10%}]
        tax: {table: vat.csv, by: [member.country, line.category], prices: include_tax}
        returns: {within: 14 days}
      """
    Then these findings stand in the way:
      """
      <finding>
      """

    Examples:
      | market | finding                                                                                                                                                                                                        |
      | EU     | basket.yaml:4:13 the rule `abroad` makes a price hang on nationality or residence: `member.country`; let it hang on the market of delivery [FA-06, EU: Regulation (EU) 2018/302 Art. 4, to be checked; TESTED] |

  Scenario Outline: A price by country where no law forbids it
    When the coffee programme is to be adopted with these rules instead:
      """
      programme: corner-coffee
      schema: 1
      currency: EUR
      timezone: Europe/Berlin
      languages: [en, zh-CN]
      jurisdictions: [<market>]
      effective: {from: 2026-11-15, until: 2027-01-31}
      numbers: {money: {step: 0.01, round: half_up, at: each_line}, prices: {step: 0.000001}, quantities: {step: 0.000001}, points: {step: 1, round: down}, split: cumulative, limits: {money: 1000000.00, quantity: 10000000, points: 100000000, lines: 500}}
      facts:
        member.tier: {is: tier, label: membership}
        member.country: {is: country, label: transaction, default: DE}
        order.channel: {is: choice, of: [app, web, shop]}
        order.delivery: {is: choice, of: [collect, home], default: collect}
        order.total: {is: money, sum_of: line.amount}
        line.category: {is: choice, of: [coffee, tea, gear, gift-card]}
        line.brand: {is: choice, of: [own, other]}
        line.amount: {is: money}
      basket:
        discounts:
          combine: best
          rules: [{id: abroad, name: {en: Ten off, zh-CN: 减十}, when: member.country == "CN", percent: 10%}]
        tax: {table: vat.csv, by: [member.country, line.category], prices: include_tax}
        returns: {within: 14 days}
      """
    Then no finding stands in the way

    Examples:
      | market |
      | CN     |
      | US-CA  |
      | UK     |

  Scenario Outline: A personal price without an assessment
    When the coffee programme is to be adopted with these rules instead:
      """
      programme: corner-coffee
      schema: 1
      currency: EUR
      timezone: Europe/Berlin
      languages: [en, zh-CN]
      jurisdictions: [<market>]
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
    Then these findings stand in the way:
      """
      <finding>
      """

    Examples:
      | market | finding                                                                                                                                                                                                                                                           |
      | EU     | basket.yaml:4:13 the rule `special` makes a price hang on the personal fact `member.visits`, without an assessment; write the id of its impact assessment as `assessment` of `member.visits` [PD-20, EU: Regulation (EU) 2016/679 Art. 35, to be checked; PROVED] |
      | CN     | basket.yaml:4:13 the rule `special` makes a price hang on the personal fact `member.visits`, without an assessment; write the id of its impact assessment as `assessment` of `member.visits` [PD-20, CN: PIPL Art. 55, to be checked; PROVED]                     |

  Scenario Outline: A personal price where none is asked for
    When the coffee programme is to be adopted with these rules instead:
      """
      programme: corner-coffee
      schema: 1
      currency: EUR
      timezone: Europe/Berlin
      languages: [en, zh-CN]
      jurisdictions: [<market>]
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
    Then no finding stands in the way

    Examples:
      | market |
      | US     |
      | UK     |
      | AU     |

  Scenario Outline: A language that is missing
    When the coffee programme is to be adopted with these rules instead:
      """
      programme: corner-coffee
      schema: 1
      currency: EUR
      timezone: Europe/Berlin
      languages: [en, zh-CN]
      jurisdictions: [<market>]
      effective: {from: 2026-11-15, until: 2027-01-31}
      numbers: {money: {step: 0.01, round: half_up, at: each_line}, prices: {step: 0.000001}, quantities: {step: 0.000001}, points: {step: 1, round: down}, split: cumulative, limits: {money: 1000000.00, quantity: 10000000, points: 100000000, lines: 500}}
      """
    Then these findings stand in the way:
      """
      <finding>
      """

    Examples:
      | market | finding                                                                                                                                                              |
      | EU-PL  | languages.yaml:1:12 no text is given in `pl`; add `pl` to `languages`, and every text in it [AX-04, EU-PL: Act on the Polish Language Art. 7, to be checked; TESTED] |

  Scenario Outline: A market nobody knows
    When the coffee programme is to be adopted with these rules instead:
      """
      programme: corner-coffee
      schema: 1
      currency: EUR
      timezone: Europe/Berlin
      languages: [en, zh-CN]
      jurisdictions: [<market>]
      effective: {from: 2026-11-15, until: 2027-01-31}
      numbers: {money: {step: 0.01, round: half_up, at: each_line}, prices: {step: 0.000001}, quantities: {step: 0.000001}, points: {step: 1, round: down}, split: cumulative, limits: {money: 1000000.00, quantity: 10000000, points: 100000000, lines: 500}}
      """
    Then these findings stand in the way:
      """
      <finding>
      """

    Examples:
      | market | finding                                                                                  |
      | GB     | jurisdictions.yaml:1:17 no rules are known for the market `GB`; did you mean `UK`?       |
      | DE     | jurisdictions.yaml:1:17 no rules are known for the market `DE`; did you mean `EU`?       |
      | US-TX  | jurisdictions.yaml:1:17 no rules are known for the market `US-TX`; did you mean `US-CT`? |
