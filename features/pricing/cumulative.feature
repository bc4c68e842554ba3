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

  Scenario Outline: Flat amounts are given back, or stay
    Given usage is charged by these terms:
      """
      model: graduated
      flat_fees_reverse: <reverse>
      zero_usage_pays_first_flat_fee: false
      bands:
        - {up_to: 5, unit: 1.00, flat: 1.00}
        - {above: 5, unit: 2.00, flat: 3.00}
      """
    And it is 2026-12-01 00:00
    And its meter is:
      """
      aggregate: sum
      negative: allowed
      below_zero: refuse
      """
    And Ada is a member
    When these usage events arrive:
      | event | quantity | at               |
      | e-1   | 7        | 2026-11-01 10:00 |
    And what Ada used of metered from 2026-11-01 to 2026-12-01 is priced
    Then the total is 13.00
    When these usage events arrive:
      | event | quantity | at               |
      | e-2   | -4       | 2026-11-02 10:00 |
    And what Ada used of metered from 2026-11-01 to 2026-12-01 is priced
    Then the total is <total>

    Examples:
      | reverse | total | because                              |
      | true    | 4.00  | 3 x 1.00 and the first flat amount   |
      | false   | 7.00  | 3 x 1.00 and both flat amounts       |
