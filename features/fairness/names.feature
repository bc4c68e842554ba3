Feature: A fact is what it is, whatever it is called
  FA-01, FA-03, FA-05, FA-06, FA-09, FA-10, FA-12, FA-13, FA-15, FA-16, PP-09, PD-20 and PD-23: names, choices, pinyin and short forms give a fact away.

  Background:
    Given the coffee programme

  Scenario Outline: A price that hangs on what it may not
    When the coffee programme is to be adopted with these rules instead:
      """
      facts:
        member.tier: {is: tier, label: membership}
        member.country: {is: country, label: transaction, purpose: [tax], default: DE}
        order.channel: {is: choice, of: [app, web, shop]}
        order.delivery: {is: choice, of: [collect, home], default: collect}
        order.total: {is: money, sum_of: line.amount}
        line.category: {is: choice, of: [coffee, tea, gear, gift-card]}
        line.brand: {is: choice, of: [own, other]}
        line.amount: {is: money}
        <fact>
      basket:
        discounts:
          combine: best
          rules:
            - {id: special, name: {en: Ten off, zh-CN: 减十}, when: '<when>', percent: 10%}
        tax: {table: vat.csv, by: [member.country, line.category], prices: include_tax}
        returns: {within: 14 days}
      """
    Then these findings stand in the way:
      """
      <finding>
      """

    Examples:
      | fact                                                                           | when                        | finding                                                                                                                                                                                                                                                           |
      | member.xingbie: {is: choice, of: [nan, nv], label: membership, default: nv}    | member.xingbie == "nv"      | basket.yaml:5:9 the rule `special` makes a price hang on a protected trait: `member.xingbie`; declare it `protected` and read it nowhere [FA-01, U: EU Charter Art. 21 (to be checked); PROVED]                                                                   |
      | member.group_b: {is: choice, of: [m, f], label: membership, default: f}        | member.group_b == "f"       | basket.yaml:5:9 the rule `special` makes a price hang on a protected trait: `member.group_b`; declare it `protected` and read it nowhere [FA-01, U: EU Charter Art. 21 (to be checked); PROVED]                                                                   |
      | member.minzu: {is: text, label: transaction, default: none}                    | member.minzu == "a"         | basket.yaml:5:9 the rule `special` makes a price hang on a protected trait: `member.minzu`; declare it `protected` and read it nowhere [FA-01, U: EU Charter Art. 21 (to be checked); PROVED]                                                                     |
      | member.age: {is: quantity, label: membership, default: 30}                     | member.age < 26             | basket.yaml:5:9 the rule `special` makes a price hang on age: `member.age`; a concession reads a fact that is yes or no; a birthday treat reads a `day_month` [FA-05, U: data minimisation; age law by market (to be checked); TESTED]                            |
      | member.home_country: {is: country, label: membership, default: DE}             | member.home_country == "DE" | basket.yaml:5:9 the rule `special` makes a price hang on nationality or residence: `member.home_country`; let it hang on the market of delivery [FA-06, EU: Regulation (EU) 2018/302 Art. 4, to be checked; TESTED]                                               |
      | order.postcode: {is: text, default: none}                                      | order.postcode == "10115"   | basket.yaml:5:9 the rule `special` makes a price hang on an address: `order.postcode`; an address is for carriage, tax and the shop [FA-03, U: study of price tables by postcode, ProPublica 2015; TESTED]                                                        |
      | order.language: {is: choice, of: [de, tr]}                                     | order.language == "de"      | basket.yaml:5:9 the rule `special` makes a price hang on a name, a language or an e-mail address: `order.language`; a name and a language are for texts [FA-03, U: study of price tables by postcode, ProPublica 2015; TESTED]                                    |
      | member.complaints: {is: quantity, label: membership, default: 0}               | member.complaints == 0      | basket.yaml:5:9 the rule `special` makes a price hang on the use of a right: `member.complaints`; declare it `rights` and read it nowhere [FA-09, U: CCPA Civ. 1798.125; 11 CCR 7080; PROVED]                                                                     |
      | member.screen_reader: {is: truth, label: membership}                           | member.screen_reader        | basket.yaml:5:9 the rule `special` makes a price hang on a setting for accessibility: `member.screen_reader`; it is for display only [FA-16, U: spirit of the EAA; Equality Act (to be checked); TESTED]                                                          |
      | order.device: {is: choice, of: [old, new]}                                     | order.device == "old"       | basket.yaml:5:9 the rule `special` makes a price hang on what somebody would be willing to pay: `order.device`; leave it out of every price [PP-09, U: CN platform pricing rules; TESTED]                                                                         |
      | order.payment: {is: choice, of: [cash, card]}                                  | order.payment == "cash"     | basket.yaml:5:9 the rule `special` makes a price hang on how somebody pays: `order.payment`; leave it out of every price [PP-09, U: CN platform pricing rules; TESTED]                                                                                            |
      | member.score: {is: quantity, label: membership, default: 0}                    | member.score > 5            | basket.yaml:5:9 the rule `special` makes a price hang on a score: `member.score`; read the facts the score was made of, or name them as its `made_of` [FA-13, U: GDPR Art. 22; explainability; TESTED]                                                                                           |
      | order.experiment: {is: choice, of: [a, b]}                                     | order.experiment == "b"     | basket.yaml:5:9 the rule `special` makes a price hang on chance or a hidden experiment: `order.experiment`; let it hang on a published condition [PP-05, CN: Consumer law implementing regulation Art. 9; platform pricing rules Art. 15 from 2026-04-10; PROVED] |
      | member.visits: {is: quantity, label: personal, purpose: [special], default: 0} | member.visits > 5           | basket.yaml:5:9 the rule `special` makes a price hang on the personal fact `member.visits`, without an assessment; write the id of its impact assessment as `assessment` of `member.visits` [PD-20, EU: Regulation (EU) 2016/679 Art. 35, to be checked; PROVED]  |
      | order.store: {is: choice, of: [mitte, west]}                                   | order.channel == "app"      | basket.yaml:5:9 the benefit `special` counts only where `order.channel` is `app`; let it count in another channel too, or have it waived [FA-10, U: UK CMA review of loyalty prices; TESTED]                                                                      |

  Scenario Outline: A price that hangs on what it may
    When the coffee programme is to be adopted with these rules instead:
      """
      facts:
        member.tier: {is: tier, label: membership}
        member.country: {is: country, label: transaction, purpose: [tax], default: DE}
        order.channel: {is: choice, of: [app, web, shop]}
        order.delivery: {is: choice, of: [collect, home], default: collect}
        order.total: {is: money, sum_of: line.amount}
        line.category: {is: choice, of: [coffee, tea, gear, gift-card]}
        line.brand: {is: choice, of: [own, other]}
        line.amount: {is: money}
        <fact>
      basket:
        discounts:
          combine: best
          rules:
            - {id: special, name: {en: Ten off, zh-CN: 减十}, when: '<when>', percent: 10%}
        tax: {table: vat.csv, by: [member.country, line.category], prices: include_tax}
        returns: {within: 14 days}
      """
    Then no finding stands in the way

    Examples:
      | fact                                                                                              | when                   |
      | member.is_senior: {is: truth, label: membership}                                                  | member.is_senior       |
      | member.student: {is: truth, label: membership}                                                    | member.student         |
      | member.visits: {is: quantity, label: personal, purpose: [special], assessment: pia-4, default: 0} | member.visits > 5      |
      | order.store: {is: choice, of: [mitte, west]}                                                      | order.store == "mitte" |
      | member.age: {is: quantity, label: protected}                                                      | line.category == "tea" |

  Scenario Outline: A fact that is more than is needed
    When the coffee programme is to be adopted with these rules instead:
      """
      facts:
        member.tier: {is: tier, label: membership}
        member.country: {is: country, label: transaction, purpose: [tax], default: DE}
        order.channel: {is: choice, of: [app, web, shop]}
        order.delivery: {is: choice, of: [collect, home], default: collect}
        order.total: {is: money, sum_of: line.amount}
        line.category: {is: choice, of: [coffee, tea, gear, gift-card]}
        line.brand: {is: choice, of: [own, other]}
        line.amount: {is: money}
        <fact>
      """
    Then these findings stand in the way:
      """
      <finding>
      """

    Examples:
      | fact                                                     | finding                                                                                                                        |
      | member.dob: {is: day, label: personal, purpose: [treat]} | facts.yaml:10:15 `member.dob` is kept, and is more than is needed: when somebody was born; keep `day_month` only, or an age band as a `choice` [PD-23, U: data minimisation; TESTED] |
      | member.shenfenzheng: {is: text, label: membership}       | facts.yaml:10:24 `member.shenfenzheng` is kept, and is more than is needed: an identity document or a card number; leave it out [PD-23, U: data minimisation; TESTED] |
      | member.gps: {is: text, label: personal}                  | facts.yaml:10:15 `member.gps` is kept, and is more than is needed: nothing a programme needs; leave it out [PD-23, U: data minimisation; TESTED]          |

  Scenario Outline: Goods that tell too much do not make a tier
    When the coffee programme is to be adopted with these rules instead:
      """
      facts:
        member.tier: {is: tier, label: membership}
        member.country: {is: country, label: transaction, purpose: [tax], default: DE}
        order.channel: {is: choice, of: [app, web, shop]}
        order.delivery: {is: choice, of: [collect, home], default: collect}
        order.total: {is: money, sum_of: line.amount}
        line.category: {is: choice, of: [coffee, tea, gear, gift-card, <goods>]}
        line.brand: {is: choice, of: [own, other]}
        line.amount: {is: money}
      tiers:
        measured_by: {sum_of: 'if line.category == "<goods>" then line.amount else 0.00', over: 12 months}
        decided: before the order
        ladder:
          - {name: blue, from: 0.00, earn: 1x}
          - {name: silver, from: 500.00, earn: 1.25x}
          - {name: gold, from: 2000.00, earn: 1.5x}
        keep_for: 12 months
        landing: soft
      """
    Then these findings stand in the way:
      """
      <finding>
      """

    Examples:
      | goods    | finding                                                                                                                                                                       |
      | pharmacy | tiers.yaml:2:16 `tier-measure` singles out `pharmacy`, which tells too much of a person; count all goods alike [FA-15, U: GDPR Art. 9; CJEU C-184/20 (to be checked); TESTED] |
