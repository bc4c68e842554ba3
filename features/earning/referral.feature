Feature: A member brings another, and both are given points with the first order that is enough

  Background:
    Given the coffee programme with these rules instead:
      """
      earn:
        base: {points: 1, for_each: 1.00, of: line.amount}
      referral: {referrer: 200, referred: 100, at_least: 20.00, within: 30 days, at_most: 1, per: month}
      """
    And it is 2026-11-22 10:00
    And Ada is a member
    And Ben is a member, brought by Ada

  Scenario: Both sides, once, with the first order that is enough
    When Ben buys in the shop:
      | article | quantity | price |
      | blend   | 1        | 19.99 |
    Then Ada has:
      | spendable |
      | 0         |
    When Ben buys in the shop:
      | article | quantity | price |
      | blend   | 1        | 20.00 |
    Then 20 points are earned
    And Ben has:
      | spendable |
      | 139       |
    And Ada has:
      | spendable |
      | 200       |
    When Ben buys in the shop:
      | article | quantity | price |
      | blend   | 1        | 20.00 |
    Then Ada has:
      | spendable |
      | 200       |

  Scenario: Who was brought reads how much is missing, on a quote and on a receipt
    When Ben asks the price in the shop:
      | article | quantity | price |
      | blend   | 1        | 12.00 |
    Then among what did not apply is:
      | rule                                 | missing    | gives |
      | Points for being brought by a member | below 8.00 | 100   |
    When Ben buys in the shop:
      | article | quantity | price |
      | blend   | 1        | 15.00 |
    Then among what did not apply is:
      | rule                                 | missing    | gives |
      | Points for being brought by a member | below 5.00 | 100   |
    When it is 2027-01-01 10:00
    And Ben asks the price in the shop:
      | article | quantity | price |
      | blend   | 1        | 20.00 |
    Then among what did not apply is:
      | rule                                 | missing      | gives |
      | Points for being brought by a member | no-longer 10 | 100   |

  Scenario: What is not kept gives nothing, and the next order that is enough counts
    When Ben buys in the shop:
      | article | quantity | price |
      | blend   | 2        | 10.00 |
    And Ben brings back:
      | article | quantity |
      | blend   | 1        |
    Then Ben has:
      | spendable |
      | 10        |
    And Ada has:
      | spendable |
      | 0         |
    When Ben brings back:
      | article | quantity |
      | blend   | 1        |
    And Ben buys in the shop:
      | article | quantity | price |
      | blend   | 1        | 20.00 |
    Then Ada has:
      | spendable |
      | 200       |

  Scenario: Too late, and more than one in a month
    Given Cem is a member, brought by Ada
    When Ben buys in the shop:
      | article | quantity | price |
      | blend   | 1        | 20.00 |
    And Cem buys in the shop:
      | article | quantity | price |
      | blend   | 1        | 20.00 |
    Then Cem has:
      | spendable |
      | 120       |
    And Ada has:
      | spendable |
      | 200       |
    When Dia is a member, brought by Ada
    And it is 2026-12-23 00:00
    And Dia buys in the shop:
      | article | quantity | price |
      | blend   | 1        | 25.00 |
    Then Dia has:
      | spendable |
      | 24        |

  Scenario: Nobody refers themselves, whoever brought them, or who has bought before
    When Ben is a member, brought by Ben
    Then it is refused: Members do not refer themselves or one another
    When Ada is a member, brought by Ben
    Then it is refused: Members do not refer themselves or one another
    Given Cem is a member
    And Cem buys in the shop:
      | article | quantity | price |
      | blend   | 1        | 20.00 |
    When Cem is a member, brought by Ada
    Then it is refused: This member has bought before
    When Ben is a member, brought by Cem
    Then it is refused: This member was referred before
