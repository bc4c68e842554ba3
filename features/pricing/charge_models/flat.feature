Feature: Flat: one amount, whatever was used

  Scenario Outline: Every quantity costs the same
    Given usage is charged by these terms:
      """
      model: flat
      amount: 12.50
      """
    When <quantity> units are used
    Then the total is 12.50
    And the slices are:
      | from | up to | quantity  | flat  | amount |
      | 0    |       | <exactly> | 12.50 | 12.5   |

    Examples:
      | quantity  | exactly |
      | 0         | 0       |
      | 1         | 1       |
      | 2.5       | 2.5     |
      | 1,000,000 | 1000000 |

  Scenario Outline: An amount may change with the day
    Given usage is charged by these terms:
      """
      model: flat
      amount: {2026-01-01: 12.50, 2026-12-01: 14.00}
      """
    And it is <moment>
    When 3 units are used
    Then the total is <total>

    Examples:
      | moment           | total |
      | 2026-11-30 23:59 | 12.50 |
      | 2026-12-01 00:00 | 14.00 |
