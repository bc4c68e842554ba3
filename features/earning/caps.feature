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
    And everything is brought back
    And Ada buys in the shop:
      | article | quantity | price  |
      | blend   | 1        | 100.00 |
    Then 100 points are earned
