Feature: Members of a household share what they have
  Whoever spends takes lots of all in the order of spending; everybody keeps what they earned.

  Background:
    Given the coffee programme with these rules instead:
      """
      households: {at_most: 2, pool: [points]}
      redeem: {worth: {points: 100, money: 1.00}, at_least: 100, earn_on: money_paid, on_refund: recompute_kept_order, spent_too_much: owe}
      """
    And Ada is a member
    And Ada has 100 points
    And Eva is a member
    And Eva has 80 points until 2026-12-31
    And Bea is a member
    And a key that may do everything
    When POST /v1/households is sent:
      """
      {"member": "@Ada"}
      """
    And POST /v1/households/@.household/join is sent:
      """
      {"member": "@Eva"}
      """

  Scenario: What ends first goes first, and goes home when it comes back
    Then the answer says:
      """
      {"pool": [{"wallet": "points", "points": 180}]}
      """
    When Ada exchanges 120 points for mug
    Then Ada has:
      | spendable |
      | 60        |
    And Eva has:
      | spendable |
      | 0         |
    When the exchange is taken back
    Then the points of Eva end as follows:
      | points | gone on    |
      | 80     | 2027-01-01 |
    And Ada has:
      | spendable |
      | 100       |

  Scenario: No more than all have together, and nobody else has a part in it
    When Ada exchanges 181 points for mug
    Then it is refused: There are not enough points
    When Bea exchanges 10 points for mug
    Then it is refused: There are not enough points
    When POST /v1/households/@.household/join is sent:
      """
      {"member": "@Bea"}
      """
    Then the answer is 409
    And the answer says:
      """
      {"code": "household-full"}
      """

  Scenario: Who leaves takes their own points along
    When POST /v1/households/@.household/leave is sent:
      """
      {"member": "@Eva"}
      """
    And Ada exchanges 101 points for mug
    Then it is refused: There are not enough points
    And Eva has:
      | spendable |
      | 80        |

  Scenario: An order is paid with what all have, and its return gives everybody their own
    When Ada buys in the shop, offering 181 points:
      | article | quantity | price |
      | blend   | 1        | 30.00 |
    Then it is refused: There are not enough points
    When Ada buys in the shop, offering 150 points:
      | article | quantity | price |
      | blend   | 1        | 30.00 |
    Then the price is:
      | points used      | 150  |
      | paid with points | 1.50 |
    And Eva has:
      | spendable |
      | 0         |
    When Ada brings back everything
    Then the points of Eva end as follows:
      | points | gone on    |
      | 80     | 2027-01-01 |
    And Ada has:
      | spendable |
      | 100       |
    And everything adds up
