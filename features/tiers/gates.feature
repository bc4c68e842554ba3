Feature: What a tier asks for
  Money, pieces of a kind, orders or points, over a year as it stands, a length of time or a
  lifetime; one of them, all of them together, or any of them.

  Background:
    Given the coffee programme with these rules instead:
      """
      tiers:
        measures:
          spend:    {sum_of: line.amount, over: calendar year}
          machines: {units_of: line.quantity, when: 'line.category == "gear"', over: calendar year}
          visits:   {count: orders, over: lifetime}
        decided: before the order
        ladder:
          - {name: blue, from: 0}
          - {name: silver, from: {any: [{spend: 500.00}, {visits: 3}]}}
          - {name: gold, from: {spend: 1000.00, machines: 2}}
        keep_for: 12 months
        review: calendar year end
        landing: soft
      """
    And Ada is a member

  Scenario: Any of several is enough
    When Ada buys in the shop:
      | article | quantity | price |
      | blend   | 1        | 5.00  |
    And Ada buys in the shop:
      | article | quantity | price |
      | blend   | 1        | 5.00  |
    Then Ada stands at blue
    When Ada buys in the shop:
      | article | quantity | price |
      | blend   | 1        | 5.00  |
    Then Ada stands at silver

  Scenario: What is brought back whole was no visit
    When Ada buys in the shop:
      | article | quantity | price |
      | blend   | 1        | 5.00  |
    And Ada buys in the shop:
      | article | quantity | price |
      | blend   | 1        | 5.00  |
    And Ada brings back everything
    And Ada buys in the shop:
      | article | quantity | price |
      | blend   | 1        | 5.00  |
    Then Ada stands at blue

  Scenario: Both at once are asked for, and reached together
    When Ada buys in the shop:
      | article | category | quantity | price   |
      | blend   | coffee   | 1        | 1500.00 |
    Then Ada stands at silver
    When Ada buys in the shop:
      | article | category | quantity | price |
      | grinder | gear     | 2        | 10.00 |
    Then Ada stands at gold

  Scenario: A year as it stands begins anew, the tier is kept to the end of the year after
    When Ada buys in the shop:
      | article | category | quantity | price   |
      | grinder | gear     | 1        | 1500.00 |
    # reached on 22 November 2026, kept for twelve months and on to the end of that year
    Then Ada stands at silver, kept until 2028-01-01
    When it is 2027-01-05 12:00
    And Ada buys in the shop, delivered home:
      | article | category | quantity | price |
      | grinder | gear     | 1        | 10.00 |
    # one grinder and 10.00 in 2027: what was bought in 2026 counts no more
    Then Ada stands at silver
    When it is 2027-11-20 12:00, and who loses a tier is told
    And it is 2028-01-01 00:00
    Then Ada stands at blue
