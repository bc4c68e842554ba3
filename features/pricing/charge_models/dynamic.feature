Feature: Dynamic: the events' own amounts, added up and multiplied
  What is counted is money: each event brings its amount. The minimum and the maximum are of
  the whole period.

  Scenario Outline: The sum of the amounts times the multiplier
    Given usage is charged by these terms:
      """
      model: dynamic
      multiplier: <multiplier>
      minimum: 1.00
      maximum: 50.00
      """
    When <quantity> units are used
    Then the total is <total>

    Examples:
      | multiplier | quantity | total | because                                     |
      | 1          | 3.45     | 3.45  | 0.70 + 0.55 + 2.20, as the events told them |
      | 1.2x       | 3.45     | 4.14  | 3.45 x 1.2                                  |
      | 1.2x       | 0        | 1.00  | the minimum                                 |
      | 1.2x       | 41.67    | 50.00 | 50.004, held to the maximum                 |

  Scenario: The maximum is one of all amounts so far
    Given usage is charged by these terms:
      """
      model: dynamic
      multiplier: 2x
      maximum: 10.00
      """
    When these quantities follow one another:
      | units | booked |
      | 3     | 6.00   |
      | 6     | 4.00   |
      | 9     | 0.00   |
      | 4     | -2.00  |
    Then the total is 8.00
