@PT-08
Feature: How a tier is kept and lost
  Easier to keep than to reach; a grace before it is lost; and for life after long or much.

  Background:
    Given the coffee programme with these rules instead:
      """
      tiers:
        measures:
          spend: {sum_of: line.amount, over: 12 months}
          ever:  {sum_of: line.amount, over: lifetime}
        decided: before the order
        ladder:
          - {name: blue, from: 0}
          - {name: silver, from: {spend: 500.00}, keep_from: {spend: 100.00}, for_life_after: 3 years}
          - {name: gold, from: {spend: 2000.00}, for_life_from: {ever: 9000.00}}
        keep_for: 12 months
        grace: 90 days
        landing: soft
      """
    And Ada is a member

  Scenario: A tier is kept by less than it began at
    When Ada buys in the shop:
      | article | quantity | price  |
      | blend   | 1        | 500.00 |
    Then Ada stands at silver, kept until 2027-11-23
    When it is 2027-10-01 12:00
    And Ada buys in the shop, delivered home:
      | article | quantity | price  |
      | blend   | 1        | 110.00 |
    And it is 2027-11-23 00:00
    Then Ada stands at silver, kept until 2028-11-24

  Scenario: A grace of ninety days, then one step down
    When Ada buys in the shop:
      | article | quantity | price   |
      | blend   | 1        | 2500.00 |
    And it is 2027-11-23 00:00
    Then Ada stands at gold, kept until 2028-02-21
    When it is 2028-01-10 12:00, and who loses a tier is told
    And it is 2028-02-20 23:59
    Then Ada stands at gold
    When it is 2028-02-21 00:00
    Then Ada stands at silver

  Scenario: What is bought in the grace keeps the tier at once
    When Ada buys in the shop:
      | article | quantity | price  |
      | blend   | 1        | 500.00 |
    And it is 2027-12-01 12:00
    And Ada buys in the shop, delivered home:
      | article | quantity | price  |
      | blend   | 1        | 110.00 |
    Then Ada stands at silver, kept until 2028-12-02

  Scenario: Much in a lifetime is held for life
    When Ada buys in the shop:
      | article | quantity | price    |
      | blend   | 1        | 10000.00 |
    And it is 2035-01-01 12:00
    Then Ada stands at gold
