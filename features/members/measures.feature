Feature: Rules ask what a member's measures came to
  Whatever the ladder counts, over its window, less what came back; no gate need ask for it.

  Background:
    Given the coffee programme with these rules instead:
      """
      tiers:
        measures:
          spend:  {sum_of: line.amount, over: 12 months}
          coffee: {sum_of: line.amount, when: line.category == "coffee", over: 12 months}
          orders: {count: orders, over: calendar year}
        decided: before the order
        ladder:
          - {name: blue, from: 0}
          - {name: gold, from: {spend: 2000.00}}
        keep_for: 12 months
        landing: soft
      basket:
        discounts:
          combine: best
          rules:
            - {id: lovers, name: {en: For coffee lovers, zh-CN: 咖啡爱好者优惠}, when: history.measure.coffee >= 100.00, percent: 10%}
            - {id: often, name: {en: For coming often, zh-CN: 常来优惠}, when: history.measure.orders >= 2, percent: 5%}
        returns: {within: 14 days}
      assessments:
        - {id: pia-2026-2, of: [history.measure.coffee, history.measure.orders]}
      """
    And Ada is a member

  Scenario: Spend on one category
    When Ada buys in the shop:
      | article | category | quantity | price  |
      | blend   | coffee   | 1        | 100.00 |
    And Ada asks the price in the shop:
      | article | category | quantity | price |
      | cup     | gear     | 1        | 10.00 |
    Then the total is 9.00

  Scenario: What came back counts for nothing
    When Ada buys in the shop:
      | article | category | quantity | price  |
      | blend   | coffee   | 1        | 100.00 |
    And Ada brings back everything
    And Ada asks the price in the shop:
      | article | category | quantity | price |
      | cup     | gear     | 1        | 10.00 |
    Then the total is 10.00

  Scenario: Another category is another measure
    When Ada buys in the shop:
      | article | category | quantity | price  |
      | mill    | gear     | 1        | 100.00 |
    And Ada buys in the shop:
      | article | category | quantity | price |
      | cup     | gear     | 1        | 10.00 |
    And Ada asks the price in the shop:
      | article | category | quantity | price |
      | cup     | gear     | 1        | 10.00 |
    # two orders this year
    Then the total is 9.50

  Scenario: The window passes
    When Ada buys in the shop:
      | article | category | quantity | price  |
      | blend   | coffee   | 1        | 100.00 |
    And it is 2027-11-23 10:00
    And Ada asks the price in the shop, delivered home:
      | article | category | quantity | price |
      | cup     | gear     | 1        | 10.00 |
    Then the total is 10.00
