Feature: What changes in a period is booked as a difference
  What is booked is what the quantity costs now less what is booked already. So nothing is
  rounded twice, and a quantity that falls gives money back.

  Scenario: A quantity falls in graduated
    Given usage is charged by these terms:
      """
      model: graduated
      bands:
        - {up_to: 5, unit: 1.00}
        - {above: 5, unit: 2.00}
      """
    When these quantities follow one another:
      | units | booked |
      | 7     | 9.00   |
      | 3     | -6.00  |
    Then the total is 3.00

  Scenario: A quantity reaches a cheaper band of volume
    Given usage is charged by these terms:
      """
      model: volume
      protect: false
      bands:
        - {up_to: 15, unit: 10.00}
        - {above: 15, unit: 5.00}
      """
    When these quantities follow one another:
      | units | booked |
      | 15    | 150.00 |
      | 16    | -70.00 |
    Then the total is 80.00

  Scenario: The maximum is one of the whole period
    Given usage is charged by these terms:
      """
      model: volume
      protect: false
      bands:
        - {up_to: 15, unit: 10.00}
        - {above: 15, unit: 5.00}
      maximum: 100.00
      """
    When these quantities follow one another:
      | units | booked |
      | 15    | 100.00 |
      | 16    | -20.00 |
    Then the total is 80.00

  Scenario: Rounding heals itself
    Given usage is charged by these terms:
      """
      model: per_unit
      unit: 0.001
      """
    When these quantities follow one another:
      | units | booked |
      | 333   | 0.33   |
      | 666   | 0.34   |
      | 999   | 0.33   |
      | 0     | -1.00  |
    Then the total is 0.00
