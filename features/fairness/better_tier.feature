@FA-08
Feature: A higher tier never pays more and never earns less

  Background:
    Given the coffee programme
    And it is 2026-12-09 15:00

  Scenario Outline: The same basket at each tier
    Given Ada is a <tier> member
    When Ada asks the price in the app, delivered home:
      | article | category | brand | quantity | price |
      | blend   | coffee   | own   | 2        | 12.50 |
      | sencha  | tea      | other | 1        | 9.00  |
    # 25.00 at the tier's discount, tea 8.10 for everybody, 3.20 delivery; points: x 1, 1.25, 1.5, + 50
    Then the price is:
      | total              | <total>  |
      | points earned      | <points> |
      | without membership | 36.30    |

    Examples:
      | tier   | total | points | because                       |
      | blue   | 36.30 | 83     | 33.10 + 50                    |
      | silver | 35.80 | 90     | 32.60 x 1.25 = 40.75, + 50    |
      | gold   | 35.05 | 97     | 31.85 x 1.5 = 47.775, + 50    |

  Scenario Outline: The same usage at each tier
    Given Ada is a <tier> member
    When Ada uses 150,000 api-calls of brew-pro
    Then the total is <total>

    Examples:
      | tier   | total  | because                  |
      | blue   | 138.14 | as for everybody         |
      | silver | 136.00 | 2 % of 107.00 less       |
      | gold   | 132.79 | 5 % of 107.00 less       |

  # A discount lowers what earns points; the factor has to make up for it, at each amount.
  Scenario Outline: Points at the edge of what a discount takes away
    Given Ada is a <tier> member
    When Ada asks the price in the shop, delivered home:
      | article | quantity | price   |
      | blend   | 1        | <price> |
    Then <points> points are earned

    Examples:
      | price | tier   | points |
      | 1.00  | blue   | 1      |
      | 1.00  | silver | 1      |
      | 1.00  | gold   | 1      |
      | 4.00  | blue   | 4      |
      | 4.00  | silver | 4      |
      | 4.00  | gold   | 5      |
