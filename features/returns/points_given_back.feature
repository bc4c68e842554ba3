@PT-07
Feature: Points that were spent come back to the lots they came from
  They keep their end. Where it has passed meanwhile they lapse at once, or they get the grace
  that the wallet's file says: no end ever moves to earlier.

  Background:
    Given the coffee programme with these rules instead:
      """
      earn:
        base: {points: 1, for_each: 1.00, of: line.amount}
        expire: {after: 24 months, by: each_lot}
      redeem:
        worth: {points: 100, money: 1.00}
        earn_on: money_paid
        on_refund: recompute_kept_order
        spent_too_much: owe
      wallets:
        - {id: points, name: {en: Points, zh-CN: 积分}, restore_lapsed: grace, grace: 30 days}
      """
    And Eva is a member
    And Eva has 300 points until 2026-11-30

  Scenario: They keep their end
    When Eva buys in the shop, offering 300 points:
      | article | quantity | price |
      | blend   | 1        | 10.00 |
    And Eva brings back everything
    Then the refund is:
      | money back        | 7.00 |
      | points given back | 300  |
    And the points of Eva end as follows:
      | points | gone on    |
      | 300    | 2026-12-01 |

  Scenario: They get thirty days where their end has passed
    When Eva buys in the shop, offering 300 points:
      | article | quantity | price |
      | blend   | 1        | 10.00 |
    And it is 2026-12-03 12:00
    And Eva brings back everything
    Then the refund is:
      | points given back | 300 |
    And the points of Eva end as follows:
      | points | gone on    |
      | 300    | 2027-01-03 |
    When it is 2027-01-03 00:00
    Then Eva has:
      | spendable | owed |
      | 0         | 0    |

  Scenario: The same holds for a reward that is taken back
    When Eva exchanges 300 points for mug
    And it is 2026-12-03 12:00
    And the exchange is taken back
    Then the points of Eva end as follows:
      | points | gone on    |
      | 300    | 2027-01-03 |

  Scenario: Points that paid for what came back are given back
    When Eva buys in the shop, offering 300 points, as order A:
      | article | quantity | price |
      | blend   | 1        | 2.00  |
      | mocha   | 1        | 0.50  |
    # all of 2.50 is paid with 250 points
    Then the price is:
      | points used | 250  |
      | left to pay | 0.00 |
    When Eva brings back of A:
      | article | quantity |
      | mocha   | 1        |
    Then the refund is:
      | money back        | 0.00 |
      | points given back | 50   |
    And Eva has:
      | spendable |
      | 100       |
