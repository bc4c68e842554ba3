Feature: The tier a member holds
  Silver begins at 500.00 and gold at 2,000.00, spent within twelve months.

  Background:
    Given the coffee programme
    And Ada is a member

  Scenario: An order never changes the tier it is priced at, the next one is priced at the new tier
    When Ada buys in the shop:
      | article | quantity | price   |
      | blend   | 1        | 2000.00 |
    # no discount and no factor: Ada was blue when it began
    Then the price is:
      | total         | 2000.00 |
      | points earned | 2000    |
    And Ada stands at gold
    When Ada asks the price in the shop:
      | article | quantity | price  |
      | blend   | 1        | 100.00 |
    # 5 % off; 95.00 x 1.5
    Then the price is:
      | total         | 95.00 |
      | points earned | 142   |

  Scenario Outline: A tier begins at its amount
    When Ada buys in the shop:
      | article | quantity | price   |
      | blend   | 1        | <spend> |
    Then Ada stands at <tier>

    Examples:
      | spend   | tier   |
      | 499.99  | blue   |
      | 500.00  | silver |
      | 1999.99 | silver |
      | 2000.00 | gold   |

  Scenario: Several orders add up, after discounts
    When Ada buys in the shop:
      | article | quantity | price  |
      | blend   | 1        | 500.00 |
    And Ada buys in the shop:
      | article | quantity | price   |
      | blend   | 1        | 1500.00 |
    # 500.00 + 1,500.00 less 2 % of silver = 1,970.00
    Then Ada stands at silver
    When Ada buys in the shop:
      | article | quantity | price |
      | blend   | 1        | 31.00 |
    # 31.00 less 0.62 = 30.38, together 2,000.38
    Then Ada stands at gold

  Scenario: A tier is kept for twelve months, then one step is lost at a time
    When Ada buys in the shop:
      | article | quantity | price   |
      | blend   | 1        | 2500.00 |
    # reached on 22 November 2026, kept through 22 November 2027
    Then Ada stands at gold, kept until 2027-11-23
    When it is 2027-10-10 12:00, and who loses a tier is told
    And it is 2027-11-22 23:59
    Then Ada stands at gold
    When it is 2027-11-23 00:00
    Then Ada stands at silver, kept until 2028-11-24
    When it is 2028-10-10 12:00, and who loses a tier is told
    And it is 2028-11-24 00:00
    Then Ada stands at blue

  Scenario: A tier that is still reached is kept again
    When Ada buys in the shop:
      | article | quantity | price   |
      | blend   | 1        | 2500.00 |
    And it is 2027-10-01 12:00
    And Ada buys in the shop, delivered home:
      | article | quantity | price   |
      | blend   | 1        | 2500.00 |
    And it is 2027-11-23 00:00
    Then Ada stands at gold

  Scenario: Spend of more than twelve months ago no longer counts
    When Ada buys in the shop:
      | article | quantity | price  |
      | blend   | 1        | 400.00 |
    And it is 2027-11-22 12:00
    And Ada buys in the shop, delivered home:
      | article | quantity | price  |
      | blend   | 1        | 100.00 |
    Then Ada stands at blue

  Scenario: What is brought back no longer counts, the tier held is kept
    When Ada buys in the shop:
      | article | quantity | price  |
      | blend   | 1        | 450.00 |
    And Ada brings back everything
    And Ada buys in the shop:
      | article | quantity | price |
      | blend   | 1        | 60.00 |
    # 450.00 - 450.00 + 60.00
    Then Ada stands at blue

  Scenario: A gold member's next order is priced at silver once gold is lost
    Given Eva is a gold member
    When it is 2027-10-10 12:00, and who loses a tier is told
    And it is 2027-11-25 10:00
    And Eva asks the price in the shop, delivered home:
      | article | quantity | price  |
      | blend   | 1        | 100.00 |
    # 2 % off, and 3.20 delivery
    Then the total is 101.20
