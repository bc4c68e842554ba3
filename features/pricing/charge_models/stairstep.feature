Feature: Stairstep: one amount for the band reached
  Nothing used is in the first band.

  Scenario Outline: The amount of the first band that holds the quantity
    Given usage is charged by these terms:
      """
      model: stairstep
      bands:
        - {up_to: 5, amount: 10.00}
        - {up_to: 20, amount: 100.00}
        - {above: 20, amount: 250.00}
      """
    When <quantity> units are used
    Then the total is <total>

    Examples:
      | quantity  | total  | because                |
      | 0         | 10.00  | in the first band      |
      | 5         | 10.00  | the bound is inside    |
      | 5.001     | 100.00 | in the second band     |
      | 20        | 100.00 | the bound is inside    |
      | 1,000,000 | 250.00 | in the open band       |

  Scenario: What was billed on the way is taken off
    Given usage is charged by these terms:
      """
      model: stairstep
      bands:
        - {up_to: 5, amount: 10.00}
        - {above: 5, amount: 100.00}
      """
    When these quantities follow one another:
      | units | booked |
      | 3     | 10.00  |
      | 12    | 90.00  |
    Then the total is 100.00

  Scenario: The one slice holds all units
    Given usage is charged by these terms:
      """
      model: stairstep
      bands:
        - {up_to: 5, amount: 10.00}
        - {above: 5, amount: 100.00}
      """
    When 12 units are used
    Then the slices are:
      | from | up to | quantity | unit | flat   | amount |
      | 5    |       | 12       | 0.00 | 100.00 | 100    |
