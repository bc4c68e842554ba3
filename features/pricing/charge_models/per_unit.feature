Feature: Per unit: so much for each

  Scenario Outline: The quantity times the price, rounded once on the line
    Given usage is charged by these terms:
      """
      model: per_unit
      unit: <unit>
      """
    When <quantity> units are used
    Then the total is <total>

    Examples:
      | unit     | quantity   | total   | because                         |
      | 0.25     | 0          | 0.00    | nothing used, nothing paid      |
      | 0.25     | 7          | 1.75    | 7 x 0.25                        |
      | 0.333    | 1          | 0.33    | 0.333, down                     |
      | 0.333    | 2          | 0.67    | 0.666, up: rounded on the line  |
      | 0.001    | 1,234,567  | 1234.57 | 1,234.567, up                   |
      | 0.000001 | 10,000,000 | 10.00   | a millionth each                |
      | 19.99    | 2.5        | 49.98   | 49.975, half a cent up          |

  Scenario: The one slice holds all of it
    Given usage is charged by these terms:
      """
      model: per_unit
      unit: 0.0125
      """
    When 250 units are used
    # 250 x 0.0125 = 3.125, half a cent up
    Then the slices are:
      | from | up to | quantity | unit   | flat | amount |
      | 0    |       | 250      | 0.0125 | 0.00 | 3.125  |
    And the total is 3.13

  Scenario: A price below zero pays for what is fed in
    Given usage is charged by these terms:
      """
      model: per_unit
      unit: -0.08
      negative: allowed
      """
    When 120 units are used
    Then the slices are:
      | from | up to | quantity | unit  | flat | amount |
      | 0    |       | 120      | -0.08 | 0.00 | -9.6   |
    # there is nothing else that it could be taken off
    And the total is 0.00
