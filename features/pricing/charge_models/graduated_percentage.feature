Feature: Graduated percentage: every part of an amount of money at its own band's rate
  The quantity is an amount of money in major units, and so are the bounds of the bands.

  Scenario Outline: The bound belongs to the lower band
    Given usage is charged by these terms:
      """
      model: graduated_percentage
      zero_usage_pays_first_flat_fee: false
      bands:
        - {up_to: 1000, rate: 1%, flat: 200.00}
        - {above: 1000, rate: 2%, flat: 300.00}
      """
    When <quantity> units are used
    Then the total is <total>

    Examples:
      | quantity | total  | because                                            |
      | 0        | 0.00   | nothing used, and the terms say it pays no flat    |
      | 0.50     | 200.01 | 0.005 + 200.00, half a cent up                     |
      | 500      | 205.00 | 1 % of 500.00 + 200.00                             |
      | 1000     | 210.00 | 1 % of 1,000.00 + 200.00, no flat of 300.00        |
      | 1050     | 511.00 | 210.00 + 2 % of 50.00 + 300.00                     |
      | 4550.00  | 581.00 | 210.00 + 2 % of 3,550.00 + 300.00                  |

  Scenario: Payments of 500, 550 and 4,000, one after the other
    Given usage is charged by these terms:
      """
      model: graduated_percentage
      zero_usage_pays_first_flat_fee: false
      bands:
        - {up_to: 1000, rate: 1%, flat: 200.00}
        - {above: 1000, rate: 2%, flat: 300.00}
      """
    When these quantities follow one another:
      | units | booked |
      | 500   | 205.00 |
      | 1050  | 306.00 |
      | 5050  | 80.00  |
    Then the total is 591.00

  Scenario: The rate is the unit price of a slice
    Given usage is charged by these terms:
      """
      model: graduated_percentage
      bands:
        - {up_to: 250.00, rate: 0%}
        - {above: 250.00, rate: 1.75%}
      """
    When 450 units are used
    Then the slices are:
      | from | up to | quantity | unit   | flat | amount |
      | 0    | 250   | 250      | 0.00   | 0.00 | 0      |
      | 250  |       | 200      | 0.0175 | 0.00 | 3.5    |
