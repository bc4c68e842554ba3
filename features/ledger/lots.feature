Feature: Points are kept in lots, each with its own end
  Points earned together end together. Those that end first are spent first.

  Background:
    Given the coffee programme
    And Ada is a member

  Scenario: The lot that ends first is spent first, whenever it was earned
    Given Ada has 300 points until 2027-12-31
    And Ada has 500 points until 2026-12-31
    And Ada has 400 points until 2027-06-30
    When Ada exchanges 600 points for mug
    # all 500 of the end of 2026, then 100 of those of June
    Then the points of Ada end as follows:
      | points | gone on    |
      | 300    | 2027-07-01 |
      | 300    | 2028-01-01 |

  Scenario: Points are there on their last day and gone on the next
    Given Ada has 500 points until 2026-12-31
    When it is 2026-12-31 23:59
    Then Ada has:
      | spendable |
      | 500       |
    When it is 2027-01-01 00:00
    Then Ada has:
      | spendable |
      | 0         |
    When Ada exchanges 1 points for spoon
    Then it is refused: There are not enough points

  Scenario: Points that were spent do not lapse a second time
    Given Ada has 500 points until 2026-12-31
    And Ada has 700 points until 2027-12-31
    When Ada exchanges 600 points for mug
    And it is 2027-01-01 00:00
    # 1,200 less 600; the 500 that ended were spent
    Then Ada has:
      | spendable |
      | 600       |
    When Ada exchanges 600 points for pot
    Then the ledger of Ada reads:
      | entry | points |
      | earn  | 500    |
      | earn  | 700    |
      | burn  | -600   |
      | burn  | -600   |

  Scenario: What lapsed is booked as lapsed, when it did
    Given Ada has 500 points until 2026-12-31
    And Ada has 100 points until 2027-12-31
    When it is 2027-02-15 12:00
    And Ada exchanges 100 points for spoon
    Then the ledger of Ada reads:
      | entry | points |
      | earn  | 500    |
      | earn  | 100    |
      | lapse | -500   |
      | burn  | -100   |

  Scenario: A return takes the points of its own order first
    Given Ada has 100 points until 2026-12-31
    When Ada buys in the shop:
      | article | quantity | price |
      | blend   | 2        | 40.00 |
    And Ada brings back:
      | article | quantity |
      | blend   | 1        |
    Then Ada has:
      | spendable | pending |
      | 100       | 40      |
    And the points of Ada end as follows:
      | points | gone on    |
      | 100    | 2027-01-01 |
      | 40     | 2028-11-23 |

  Scenario: Points paid for an order return to their lots, with their own end
    Given Ada has 500 points until 2026-12-31
    And Ada has 700 points until 2027-12-31
    When Ada buys in the shop, offering 800 points:
      | article | quantity | price |
      | blend   | 2        | 10.00 |
    # half of 20.00 is 1,000 points; 800 are used: 500 that end first, 300 of the others
    # 12.00 are paid with money and earn 12
    Then the points of Ada end as follows:
      | points | gone on    |
      | 400    | 2028-01-01 |
      | 12     | 2028-11-23 |
    When Ada brings back:
      | article | quantity |
      | blend   | 1        |
    # kept 10.00: at most 500 points pay half of it; 300 come back, those spent last first
    Then the refund is:
      | points given back | 300  |
      | money back        | 7.00 |
    And the points of Ada end as follows:
      | points | gone on    |
      | 700    | 2028-01-01 |
      | 5      | 2028-11-23 |
    When Ada brings back:
      | article | quantity |
      | blend   | 1        |
    Then the refund is:
      | points given back | 500  |
      | money back        | 5.00 |
    And the points of Ada end as follows:
      | points | gone on    |
      | 500    | 2027-01-01 |
      | 700    | 2028-01-01 |

  Scenario: Points whose end has passed are not brought back to life by a return
    Given it is 2026-12-28 12:00
    And Ada has 1000 points until 2026-12-31
    When Ada buys in the shop, delivered home, offering 1000 points:
      | article | quantity | price |
      | blend   | 1        | 20.00 |
    And it is 2027-01-05 12:00
    And Ada brings back everything
    Then the refund is:
      | points given back | 1000 |
    And Ada has:
      | spendable | owed |
      | 0         | 0    |
