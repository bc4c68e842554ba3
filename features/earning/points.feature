Feature: Points for an order
  One point for each 1.00 after discounts, times the tier's factor, times the best multiplier,
  plus additions, rounded down once.

  Background:
    Given the coffee programme

  Scenario: The worked example of the rule files
    Given Ada is a gold member
    When Ada buys in the app:
      | article   | category | brand | quantity | price |
      | beans-1kg | coffee   | own   | 1        | 26.94 |
    # 26.94 less 5 % = 25.59; x 1.5 = 38.385; x 2 = 76.77; + 50 = 126.77, rounded down
    Then 126 points are earned
    And the awards are:
      | award                       | of | points |
      | Base points                 | 1  | 25.59  |
      | Member tier points          | 1  | 12.795 |
      | Double points on our own brand | 1 | 38.385 |
      | App bonus                   |    | 50     |

  Scenario Outline: Each tier has its factor
    Given Ada is a <tier> member
    When Ada asks the price in the shop:
      | article | category | quantity | price |
      | blend   | coffee   | 1        | 99.99 |
    Then <points> points are earned

    Examples:
      | tier   | points | because                                  |
      | blue   | 99     | 99.99, rounded down                      |
      | silver | 122    | 97.99 x 1.25 = 122.4875                  |
      | gold   | 142    | 94.99 x 1.5 = 142.485                    |

  Scenario Outline: The app bonus needs the app or the web, and 25.00
    Given Ada is a member
    When Ada asks the price in the <channel>:
      | article | category | quantity | price   |
      | blend   | coffee   | 1        | <price> |
    Then <points> points are earned

    Examples:
      | channel | price | points |
      | app     | 24.99 | 24     |
      | app     | 25.00 | 75     |
      | web     | 25.00 | 75     |
      | shop    | 25.00 | 25     |

  Scenario: What was missing for the app bonus is said
    Given Ada is a member
    When Ada asks the price in the app:
      | article | quantity | price |
      | blend   | 1        | 24.99 |
    Then among what did not apply is:
      | rule      | needed                                                              | was                                 |
      | App bonus | order channel is app or web, and order total is at least 25.00 EUR | order.channel app; order.total 2499 |

  Scenario: A gift card earns nothing and does not count for the app bonus
    Given Ada is a member
    When Ada buys in the app:
      | article | category  | brand | quantity | price |
      | card-50 | gift-card | own   | 1        | 50.00 |
      | blend   | coffee    | other | 1        | 10.00 |
    Then 10 points are earned

  Scenario: Only the best multiplier of a line counts
    Given the coffee programme with these rules instead:
      """
      earn:
        base: {points: 1, for_each: 1.00, of: line.amount}
        rules:
          - {id: own-brand, name: {en: Own brand, zh-CN: 自有}, when: line.brand == "own", multiply: 2x}
          - {id: tea-day, name: {en: Tea day, zh-CN: 茶日}, when: line.category == "tea", multiply: 3x}
        combine: [best_multiplier]
      """
    And Ada is a member
    When Ada asks the price in the shop:
      | article   | category | brand | quantity | price |
      | own-tea   | tea      | own   | 1        | 10.00 |
      | own-beans | coffee   | own   | 1        | 10.00 |
      | other     | coffee   | other | 1        | 10.00 |
    # 10.00 x 3, not x 6; 10.00 x 2; 10.00
    Then 60 points are earned
    And the awards are:
      | award       | of | points |
      | Base points | 1  | 10     |
      | Base points | 2  | 10     |
      | Base points | 3  | 10     |
      | Tea day     | 1  | 20     |
      | Own brand   | 2  | 10     |

  Scenario: Points are pending until the return window has closed
    Given Ada is a member
    When Ada buys in the shop:
      | article | quantity | price |
      | blend   | 1        | 40.00 |
    # bought on 22 November; fourteen days later is 6 December
    Then the price is:
      | points earned           | 40         |
      | points can be spent from | 2026-12-06 |
      | points are gone on      | 2028-11-23 |
    And Ada has:
      | spendable | pending |
      | 0         | 40      |
    When it is 2026-12-05 23:59
    Then Ada has:
      | spendable | pending |
      | 0         | 40      |
    When it is 2026-12-06 00:00
    Then Ada has:
      | spendable | pending |
      | 40        | 0       |

  Scenario: Somebody who is no member earns nothing
    When somebody buys in the app:
      | article   | brand | quantity | price |
      | beans-1kg | own   | 1        | 26.94 |
    Then 0 points are earned
