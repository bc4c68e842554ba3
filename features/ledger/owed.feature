Feature: Points that were spent before they were taken back are owed
  A return takes back what its order earned: first the order's own points, then others.
  What is not there is owed, and the next credit repays it.

  Background:
    Given the coffee programme with these rules instead:
      """
      earn:
        base: {points: 1, for_each: 1.00, of: line.amount}
        expire: {after: 24 months, by: each_lot}
      """
    And Eva is a member
    And Eva has 50 points

  Scenario: 50 - 80 + 100 = 70
    When Eva buys in the shop, as order A:
      | article | quantity | price |
      | blend   | 1        | 80.00 |
    And Eva exchanges 80 points for mug
    # 50 + 80 - 80 = 50 are left; of the 80 taken back 50 are there and 30 are owed
    And Eva brings back everything of A
    Then Eva has:
      | spendable | owed |
      | 0         | 30   |
    When Eva buys in the shop:
      | article | quantity | price  |
      | blend   | 1        | 100.00 |
    Then Eva has:
      | spendable | owed |
      | 70        | 0    |

  Scenario: What is owed cannot be spent again
    When Eva buys in the shop, as order A:
      | article | quantity | price |
      | blend   | 1        | 80.00 |
    And Eva exchanges 130 points for mug
    And Eva brings back everything of A
    Then Eva has:
      | spendable | owed |
      | 0         | 80   |
    When Eva buys in the shop:
      | article | quantity | price |
      | blend   | 1        | 60.00 |
    # all 60 repay, 20 are still owed
    Then Eva has:
      | spendable | owed |
      | 0         | 20   |
    When Eva exchanges 1 points for spoon
    Then it is refused: There are not enough points

  Scenario: An exchange taken back repays what is owed too
    When Eva buys in the shop, as order A:
      | article | quantity | price |
      | blend   | 1        | 80.00 |
    And Eva exchanges 130 points for mug
    And Eva brings back everything of A
    And the exchange is taken back
    # 130 come back, 80 of them repay
    Then Eva has:
      | spendable | owed |
      | 50        | 0    |
