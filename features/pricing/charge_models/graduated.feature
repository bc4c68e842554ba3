Feature: Graduated: every unit at its own band's price
  A band ends with its upper bound: that unit still belongs to it.
  The flat amount of a band is charged once the band is reached.

  Scenario Outline: The bound belongs to the lower band
    Given usage is charged by these terms:
      """
      model: graduated
      zero_usage_pays_first_flat_fee: true
      bands:
        - {up_to: 10, unit: 10.00, flat: 2.00}
        - {above: 10, unit: 5.00,  flat: 3.00}
      """
    When <quantity> units are used
    Then the total is <total>

    Examples:
      | quantity | total  | because                               |
      | 0        | 2.00   | nothing used pays the first flat fee  |
      | 1        | 12.00  | 1 x 10.00 + 2.00                      |
      | 9.5      | 97.00  | 9.5 x 10.00 + 2.00                    |
      | 10       | 102.00 | 10 x 10.00 + 2.00, no flat of 3.00    |
      | 10.001   | 105.01 | 102.00 + 0.005 + 3.00, half a cent up |
      | 11       | 110.00 | 102.00 + 5.00 + 3.00                  |
      | 15       | 130.00 | 102.00 + 25.00 + 3.00                 |

  Scenario: Each band is a slice
    Given usage is charged by these terms:
      """
      model: graduated
      zero_usage_pays_first_flat_fee: true
      bands:
        - {up_to: 10, unit: 10.00, flat: 2.00}
        - {above: 10, unit: 5.00,  flat: 3.00}
      """
    When 15 units are used
    Then the slices are:
      | from | up to | quantity | unit  | flat | amount |
      | 0    | 10    | 10       | 10.00 | 2.00 | 102    |
      | 10   |       | 5        | 5.00  | 3.00 | 28     |

  Scenario Outline: Whether nothing used pays the first flat fee, the terms say
    Given usage is charged by these terms:
      """
      model: graduated
      zero_usage_pays_first_flat_fee: <choice>
      bands:
        - {up_to: 100, unit: 0.10, flat: 4.00}
        - {above: 100, unit: 0.05}
      """
    When <quantity> units are used
    Then the total is <total>

    Examples:
      | choice | quantity | total | because              |
      | true   | 0        | 4.00  | said so              |
      | false  | 0        | 0.00  | said not             |
      | false  | 0.5      | 4.05  | 0.5 x 0.10 + 4.00    |
      | true   | 0.5      | 4.05  | the same once used   |
