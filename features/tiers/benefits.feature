Feature: What a tier gives besides
  Benefits are declared once, with their names; each tier states its own, rules read them.

  Background:
    Given the coffee programme with these rules instead:
      """
      tiers:
        measured_by: {sum_of: line.amount, over: 12 months}
        decided: before the order
        benefits:
          lounge:        {is: truth, name: {en: Lounge, zh-CN: 贵宾室}}
          answer_hours:  {is: quantity, name: {en: Answer within hours, zh-CN: 答复小时数}}
          free_delivery: {is: truth, name: {en: Free delivery, zh-CN: 免运费}}
        ladder:
          - {name: blue,   from: 0.00}
          - {name: silver, from: 500.00, benefits: {answer_hours: 24}}
          - {name: gold,   from: 2000.00, benefits: {lounge: true, answer_hours: 4, free_delivery: true}}
        keep_for: 12 months
        landing: soft
      basket:
        discounts:
          combine: best
          rules:
            - {id: quick, name: {en: For the quick, zh-CN: 快速优惠}, when: tier.benefit.answer_hours >= 10, percent: 10%}
            - {id: guests, name: {en: For guests, zh-CN: 贵宾优惠}, when: tier.benefit.lounge, percent: 20%}
        returns: {within: 14 days}
      redeem:
        worth: {points: 100, money: 1.00, by_tier: {gold: 1.25}}
        earn_on: everything
        on_refund: recompute_kept_order
        spent_too_much: owe
      """
    And a key that may members:read

  Scenario Outline: A rule reads what the tier gives
    Given Ada is a <tier> member
    When Ada asks the price in the shop:
      | article | quantity | price  |
      | blend   | 1        | 100.00 |
    Then the total is <total>

    Examples:
      | tier   | total  |
      | blue   | 100.00 |
      | silver | 90.00  |
      | gold   | 80.00  |

  Scenario: Who is no member has no benefit
    When somebody asks the price in the shop:
      | article | quantity | price  |
      | blend   | 1        | 100.00 |
    Then the total is 100.00

  Scenario: A member sees what the tier gives
    Given Ada is a gold member
    When GET /v1/members/@Ada is asked
    Then the answer says:
      """
      {"benefits": [
        {"benefit": "lounge", "label": {"en": "Lounge", "zh-CN": "贵宾室"}, "kind": "truth", "value": "true"},
        {"benefit": "answer_hours", "label": {"en": "Answer within hours", "zh-CN": "答复小时数"},
         "kind": "quantity", "value": "4"},
        {"benefit": "free_delivery", "label": {"en": "Free delivery", "zh-CN": "免运费"},
         "kind": "truth", "value": "true"}
      ]}
      """

  Scenario Outline: Points are worth more for members of a tier
    Given Ada is a <tier> member
    And Ada has 1000 points
    When Ada asks the price in the shop, offering 1000 points:
      | article | quantity | price |
      | mug     | 1        | 40.00 |
    Then the price is:
      | paid with points | <paid> |
      | points used      | 1000   |

    Examples:
      | tier   | paid  | because                            |
      | blue   | 10.00 | 100 points pay 1.00                |
      | silver | 10.00 | nothing is said of silver          |
      | gold   | 12.50 | 100 points pay 1.25                |
