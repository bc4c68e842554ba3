@PY-05
Feature: The books add up, now and as of any instant
  Nothing in the ledger is ever changed; what was, can be looked at.

  Background:
    Given the coffee programme
    And it is 2026-11-22 10:00
    And Ada is a member

  Scenario: A month of a member's life
    Given Ada has 1000 points until 2026-12-10
    When it is 2026-11-23 10:00
    And Ada buys in the app:
      | article | quantity | price |
      | blend   | 2        | 30.00 |
    And it is 2026-11-24 10:00
    And Ada sets 400 points aside for 60 minutes
    And it is 2026-11-24 10:30
    And 300 of the points set aside are taken
    And it is 2026-11-25 10:00
    And Ada brings back:
      | article | quantity |
      | blend   | 1        |
    And it is 2026-12-20 10:00
    And Ada exchanges 50 points for spoon
    # 1,000 - 300 = 700 lapsed on 11 December; 60 + 50 = 110 were earned, 30 taken back, 80 vested on 7 December
    Then the ledger of Ada reads:
      | entry    | points |
      | earn     | 1000   |
      | earn     | 110    |
      | hold     | 0      |
      | capture  | -300   |
      | clawback | -30    |
      | vest     | 0      |
      | lapse    | -700   |
      | burn     | -50    |
    And Ada has:
      | spendable | pending | held | owed |
      | 30        | 0       | 0    | 0    |
    And on 2026-11-22 12:00 Ada had:
      | spendable | pending | held |
      | 1000      | 0       | 0    |
    And on 2026-11-23 12:00 Ada had:
      | spendable | pending | held |
      | 1000      | 110     | 0    |
    And on 2026-11-24 10:15 Ada had:
      | spendable | pending | held |
      | 600       | 110     | 400  |
    And on 2026-11-24 12:00 Ada had:
      | spendable | pending | held |
      | 700       | 110     | 0    |
    And on 2026-12-06 23:59 Ada had:
      | spendable | pending |
      | 700       | 80      |
    And on 2026-12-08 12:00 Ada had:
      | spendable | pending |
      | 780       | 0       |
    And on 2026-12-15 12:00 Ada had:
      | spendable | pending |
      | 80        | 0       |
    And everything adds up

  Scenario: What will be is told too: pending points become spendable by time alone
    When Ada buys in the shop:
      | article | quantity | price |
      | blend   | 1        | 60.00 |
    Then on 2026-12-05 Ada has:
      | spendable | pending |
      | 0         | 60      |
    And on 2026-12-06 Ada has:
      | spendable | pending |
      | 60        | 0       |

  Scenario: A refused request leaves no trace
    When Ada buys in the shop, offering 600 points:
      | article | quantity | price |
      | blend   | 1        | 60.00 |
    Then it is refused: There are not enough points
    When Ada exchanges 1 points for spoon
    Then it is refused: There are not enough points
    And the ledger of Ada reads:
      | entry | points |
    And everything adds up
