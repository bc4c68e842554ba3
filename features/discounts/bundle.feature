Feature: A bundle costs one price
  As often as all of its parts are there; what it saves is shared over the units in it.

  Background:
    Given the coffee programme with these rules instead:
      """
      basket:
        discounts:
          combine: best
          rules:
            - id: breakfast
              name: {en: Breakfast, zh-CN: 早餐组合}
              bundle:
                price: 12.00
                parts:
                  - {quantity: 1, lines: line.category == "coffee"}
                  - {quantity: 2, lines: line.category == "tea"}
      """

  Scenario: Two bundles and what is over
    When somebody asks the price in the shop:
      | article | category | quantity | price |
      | blend   | coffee   | 2        | 8.00  |
      | sencha  | tea      | 5        | 4.00  |
    # two bundles are worth 16.00 + 16.00 = 32.00 and cost 24.00: 8.00 less, half of it each
    Then the lines are:
      | line      | amount |
      | blend     | 16.00  |
      | Breakfast | -4.00  |
      | sencha    | 20.00  |
      | Breakfast | -4.00  |

  Scenario: Returning one part of a bundle takes the bundle apart
    Given Ada is a member
    When Ada buys in the shop:
      | article | category | quantity | price |
      | blend   | coffee   | 1        | 8.00  |
      | sencha  | tea      | 2        | 4.00  |
    Then the total is 12.00
    When Ada brings back:
      | article | quantity |
      | sencha  | 1        |
    # what is kept, 8.00 and 4.00, costs what was paid
    Then the total is 12.00
    When Ada brings back:
      | article | quantity |
      | blend   | 1        |
      | sencha  | 1        |
    Then the total is 0.00

  Scenario: A bundle that costs more than its parts is no bundle
    When somebody asks the price in the shop:
      | article | category | quantity | price |
      | blend   | coffee   | 1        | 3.00  |
      | sencha  | tea      | 2        | 4.00  |
    Then the total is 11.00

  Scenario: What is missing for a bundle is said
    When somebody asks the price in the shop:
      | article | category | quantity | price |
      | blend   | coffee   | 1        | 8.00  |
      | sencha  | tea      | 1        | 4.00  |
    Then among what did not apply is:
      | rule      | was                                      | missing |
      | Breakfast | count.breakfast.1 1; count.breakfast.2 1 | below 1 |
