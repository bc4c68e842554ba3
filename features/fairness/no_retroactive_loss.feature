@PT-03
Feature: A later version takes nothing that was earned before

  Scenario: Points keep the end they were earned with when another version binds
    Given the coffee programme with these rules instead:
      """
      earn:
        base: {points: 1, for_each: 1.00, of: line.amount}
        expire: {after: 12 months, by: each_lot}
      """
    And it is 2027-01-31 12:00
    And Eva is a member
    When Eva buys in the shop:
      | article | quantity | price |
      | blend   | 1        | 80.00 |
    # by then another version binds
    And it is 2027-02-01 12:00
    Then the points of Eva end as follows:
      | points | gone on    |
      | 80     | 2028-02-01 |
