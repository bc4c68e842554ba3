Feature: Volume: all units at the price of the band reached
  Where a later band is cheaper, one unit more can cost less than one unit fewer.
  Protection takes that away: nobody pays more than the start of a later band would cost.

  Scenario Outline: Without protection there is a cliff
    Given usage is charged by these terms:
      """
      model: volume
      protect: false
      bands:
        - {up_to: 1000, unit: 1.90}
        - {above: 1000, unit: 1.767}
      """
    When <quantity> units are used
    Then the total is <total>

    Examples:
      | quantity | total   | because                           |
      | 0        | 0.00    | nothing used                      |
      | 999.5    | 1899.05 | 999.5 x 1.90                      |
      | 1000     | 1900.00 | the bound belongs to the lower    |
      | 1000.001 | 1767.00 | 1,767.001767                      |
      | 1001     | 1768.77 | 1,001 x 1.767 = 1,768.767         |

  Scenario Outline: Protected, more never costs less
    Given usage is charged by these terms:
      """
      model: volume
      protect: true
      bands:
        - {up_to: 1000, unit: 1.90}
        - {above: 1000, unit: 1.767}
      """
    When <quantity> units are used
    Then the total is <total>

    Examples:
      | quantity | total   | because                                  |
      | 900      | 1710.00 | 900 x 1.90                               |
      | 930      | 1767.00 | 930 x 1.90 is just as much               |
      | 931      | 1767.00 | 1,768.90, but 1,000 x 1.767 is less      |
      | 1000     | 1767.00 | 1,900.00, but 1,000 x 1.767 is less      |
      | 1001     | 1768.77 | 1,001 x 1.767 = 1,768.767                |

  Scenario: What protection takes off stands on its own
    Given usage is charged by these terms:
      """
      model: volume
      protect: true
      bands:
        - {up_to: 1000, unit: 1.90}
        - {above: 1000, unit: 1.767}
      """
    When 1,000 units are used
    # 1,900.00 - 133.00 = 1,767.00
    Then the slices are:
      | quantity | unit | flat    | amount |
      | 1000     | 1.90 | 0.00    | 1900   |
      | 0        | 0.00 | -133.00 | -133   |

  Scenario Outline: Whether nothing used pays the first flat fee, the terms say
    Given usage is charged by these terms:
      """
      model: volume
      protect: true
      zero_usage_pays_first_flat_fee: <choice>
      bands:
        - {up_to: 10, unit: 1.00, flat: 5.00}
        - {above: 10, unit: 1.00, flat: 8.00}
      """
    When <quantity> units are used
    Then the total is <total>

    Examples:
      | choice | quantity | total | because           |
      | true   | 0        | 5.00  | said so           |
      | false  | 0        | 0.00  | said not          |
      | false  | 0.01     | 5.01  | 0.01 + 5.00       |
      | true   | 10       | 15.00 | 10.00 + 5.00      |
      | true   | 10.5     | 18.50 | 10.50 + 8.00      |
