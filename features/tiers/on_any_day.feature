Feature: The tier of any day, and the way to the next
  Whoever looks in between, and when, changes nothing: history alone decides.

  Background:
    Given the coffee programme with these rules instead:
      """
      tiers:
        measures:
          spend:  {sum_of: line.amount, over: calendar year}
          visits: {count: orders, over: lifetime}
        decided: before the order
        ladder:
          - {name: blue, from: 0}
          - {name: silver, from: {spend: 500.00}}
          - {name: gold, from: {any: [{spend: 2000.00}, {visits: 10}]}}
        keep_for: 12 months
        landing: soft
      """
    And Ada is a member

  Scenario: Every day has its tier, days to come too
    When it is 2026-11-25 12:00
    And Ada buys in the shop:
      | article | quantity | price  |
      | blend   | 1        | 500.00 |
    And it is 2026-12-05 12:00
    Then on 2026-11-24 Ada stood at blue
    And on 2026-11-25 Ada stood at silver, kept until 2027-11-26
    And on 2027-11-25 Ada stands at silver
    And on 2027-11-26 Ada stands at blue

  Scenario: A sale recorded late counts from its recording on
    When it is 2026-12-05 12:00
    And Ada buys in the shop, dated 2026-11-23 12:00:
      | article | quantity | price  |
      | blend   | 1        | 500.00 |
    Then Ada stands at silver
    And on 2026-12-04 Ada stood at blue

  Scenario: What is missing is told with its last day
    When Ada buys in the shop:
      | article | quantity | price  |
      | blend   | 1        | 380.00 |
    Then Ada stands at blue, short of the next tier by 120 spend until 2026-12-31
    When Ada buys in the shop:
      | article | quantity | price  |
      | blend   | 1        | 200.00 |
    # 2,000.00 less 580.00; or ten visits less two
    Then Ada stands at silver, short of the next tier by 1420 spend until 2026-12-31 and 8 visits
