Feature: The most a member can earn in a month

  Background:
    Given the coffee programme with these rules instead:
      """
      earn:
        base: {points: 1, for_each: 1.00, of: line.amount}
        rules: []
        combine: []
        caps:
          - {per: [member, month], at_most: 100}
        expire: {after: 24 months, by: each_lot}
      """

  Scenario: What is beyond the cap is not earned
    Given Ada is a member
    When Ada buys in the shop:
      | article | quantity | price |
      | blend   | 1        | 70.00 |
    Then 70 points are earned
    When Ada buys in the shop:
      | article | quantity | price |
      | blend   | 1        | 70.00 |
    # 100 - 70 are left of November
    Then 30 points are earned
    When Ada buys in the shop:
      | article | quantity | price |
      | blend   | 1        | 70.00 |
    Then 0 points are earned
    And Ada has:
      | spendable |
      | 100       |

  Scenario: The most that one rule comes to on an order, a multiplier too
    Given the coffee programme with these rules instead:
      """
      earn:
        base: {points: 1, for_each: 1.00, of: line.amount}
        rules:
          - {id: tea, name: {en: Tea, zh-CN: 茶叶}, when: 'line.category == "tea"', multiply: 3x, at_most: 30}
        combine: [best_multiplier]
      """
    And Ada is a member
    When Ada buys in the shop, as order A:
      | article | category | quantity | price |
      | sencha  | tea      | 2        | 10.00 |
      | blend   | coffee   | 1        | 5.00  |
    # 25, and of 20 + 20 more for the tea 30
    Then 55 points are earned
    When Ada brings back of A:
      | article | quantity |
      | sencha  | 1        |
    # 15 and 20 are kept
    Then the refund is:
      | points taken back | 20 |
    When Ada brings back of A:
      | article | quantity |
      | sencha  | 1        |
    Then the refund is:
      | points taken back | 30 |

  Scenario: A new month, in the programme's zone, has room again
    Given it is 2026-11-30 23:59
    And Ada is a member
    When Ada buys in the shop:
      | article | quantity | price |
      | blend   | 1        | 70.00 |
    And it is 2026-12-01 00:00
    And Ada buys in the shop, delivered home:
      | article | quantity | price |
      | blend   | 1        | 70.00 |
    Then 70 points are earned

  Scenario: The cap is each member's own
    Given Ada is a member
    And Ben is a member
    When Ada buys in the shop:
      | article | quantity | price  |
      | blend   | 1        | 100.00 |
    And Ben buys in the shop:
      | article | quantity | price  |
      | blend   | 1        | 100.00 |
    Then 100 points are earned

  Scenario: A quote tells what the cap leaves
    Given Ada is a member
    When Ada buys in the shop:
      | article | quantity | price |
      | blend   | 1        | 95.00 |
    And Ada asks the price in the shop:
      | article | quantity | price |
      | blend   | 1        | 95.00 |
    Then 5 points are earned

  Scenario: Points taken back by a return make room under the cap again
    Given Ada is a member
    When Ada buys in the shop:
      | article | quantity | price  |
      | blend   | 1        | 100.00 |
    And Ada brings back everything
    And Ada buys in the shop:
      | article | quantity | price  |
      | blend   | 1        | 100.00 |
    Then 100 points are earned

  Scenario Outline: The most that an order, or one rule of it, comes to
    Given the coffee programme with these rules instead:
      """
      earn:
        base: {points: 1, for_each: 1.00, of: line.amount}
        rules:
          - {id: bag, name: {en: A bag, zh-CN: 一袋}, add: 10, once_per: unit, at_most: 45}
        combine: [additions]
        caps:
          - {per: [order], at_most: 100}
      """
    And Ada is a member
    When Ada asks the price in the shop:
      | article | quantity | price   |
      | blend   | 3        | <price> |
      | decaf   | <bags>   | 10.00   |
    Then <points> points are earned

    Examples:
      | price | bags | points | because                            |
      | 10.00 | 1    | 80     | 40.00, and 4 bags                  |
      | 10.00 | 2    | 95     | 50.00, and 45 of the 50 for 5 bags |
      | 20.00 | 2    | 100    | 80.00 and 45 are more than 100     |

  Scenario: Of a rule's most the first lines are served first
    Given the coffee programme with these rules instead:
      """
      earn:
        base: {points: 1, for_each: 1.00, of: line.amount}
        rules:
          - {id: bag, name: {en: A bag, zh-CN: 一袋}, add: 10, once_per: unit, at_most: 45}
        combine: [additions]
      """
    And Ada is a member
    When Ada asks the price in the shop:
      | article | quantity | price |
      | blend   | 3        | 10.00 |
      | decaf   | 3        | 10.00 |
      | sencha  | 3        | 10.00 |
    Then the awards are:
      | award       | of | points |
      | Base points | 1  | 30     |
      | Base points | 2  | 30     |
      | Base points | 3  | 30     |
      | A bag       | 1  | 30     |
      | A bag       | 2  | 15     |

  Scenario: The most in a week, which begins on Monday
    Given the coffee programme with these rules instead:
      """
      earn:
        base: {points: 1, for_each: 1.00, of: line.amount}
        rules: []
        combine: []
        caps:
          - {per: [member, week], at_most: 100}
        expire: {after: 24 months, by: each_lot}
      """
    And Ada is a member
    And it is 2026-11-29 23:59
    When Ada buys in the shop:
      | article | quantity | price |
      | blend   | 1        | 70.00 |
    And Ada buys in the shop:
      | article | quantity | price |
      | blend   | 1        | 70.00 |
    Then 30 points are earned
    When it is 2026-11-30 00:00
    And Ada buys in the shop:
      | article | quantity | price |
      | blend   | 1        | 70.00 |
    Then 70 points are earned
