Feature: A receipt of nobody is claimed later, once, and earns by the rules of the sale

  Background:
    Given the coffee programme with these rules instead:
      """
      earn:
        base: {points: 1, for_each: 1.00, of: line.amount}
        rules:
          - id: week
            name: {en: This week, zh-CN: 本周}
            from: 2026-11-20
            until: 2026-11-22
            add: 10
            once_per: order
        combine: [additions]
        claim_within: 3 days
      """
    And it is 2026-11-22 10:00
    When somebody else buys in the shop, with receipt R-1, as order o-1:
      | article | quantity | price |
      | blend   | 2        | 15.00 |
    Then 0 points are earned

  Scenario: Who joins later has the points, also of what was on that day only
    Given it is 2026-11-25 23:59
    And Ada is a member
    When for receipt under r-1 Ada is given:
      | points | because |
      | 40     |         |
    And for receipt under R-1 Ada is given:
      | points | because |
      | 40     |         |
    Then Ada has:
      | spendable |
      | 40        |
    When Ada brings back of o-1:
      | article | quantity |
      | blend   | 1        |
    Then Ada has:
      | spendable |
      | 25        |
    When Ada brings back of o-1:
      | article | quantity |
      | blend   | 1        |
    Then Ada has:
      | spendable |
      | 0         |
    And everything adds up

  Scenario: Once, in time, and only where nothing came back
    Given Ada is a member
    And Ben is a member
    When for receipt under R-2 Ada is given:
      | points | because |
      | 40     |         |
    Then it is refused: There is no receipt with this code
    When for receipt under R-1 Ada is given:
      | points | because |
      | 40     |         |
    And for receipt under R-1 Ben is given:
      | points | because |
      | 40     |         |
    Then it is refused: This receipt was claimed before
    When somebody else buys in the shop, with receipt R-1:
      | article | quantity | price |
      | blend   | 1        | 15.00 |
    Then it is refused: This receipt code is already in use
    When somebody else buys in the shop, with receipt R-3:
      | article | quantity | price |
      | blend   | 2        | 15.00 |
    And it is 2026-11-26 00:00
    And for receipt under R-3 Ben is given:
      | points | because |
      | 30     |         |
    Then it is refused: It is too late to claim this receipt
    When somebody else buys in the shop, with receipt R-4, as order o-4:
      | article | quantity | price |
      | blend   | 2        | 15.00 |
    And Ada brings back of o-4:
      | article | quantity |
      | blend   | 1        |
    And for receipt under R-4 Ben is given:
      | points | because |
      | 15     |         |
    Then it is refused: This receipt cannot be claimed
