Feature: Volume blocks: all units in begun blocks of the band reached
  As in volume, a later band can make more cost less; protection takes that away.

  Scenario Outline: Without protection there is a cliff
    Given usage is charged by these terms:
      """
      model: volume_blocks
      protect: false
      bands:
        - {up_to: 1000, price: 2.00, size: 100}
        - {above: 1000, price: 6.00, size: 500}
      """
    When <quantity> units are used
    Then the total is <total>

    Examples:
      | quantity | total | because                     |
      | 0        | 0.00  | nothing used, no block      |
      | 1        | 2.00  | ceil(1 / 100) x 2.00        |
      | 950      | 20.00 | ceil(950 / 100) x 2.00      |
      | 1000     | 20.00 | ceil(1000 / 100) x 2.00     |
      | 1000.5   | 18.00 | ceil(1000.5 / 500) x 6.00   |
      | 1501     | 24.00 | ceil(1501 / 500) x 6.00     |

  Scenario Outline: Protected, more never costs less
    Given usage is charged by these terms:
      """
      model: volume_blocks
      protect: true
      bands:
        - {up_to: 1000, price: 2.00, size: 100}
        - {above: 1000, price: 6.00, size: 500}
      """
    When <quantity> units are used
    Then the total is <total>

    Examples:
      | quantity | total | because                                       |
      | 900      | 18.00 | 9 x 2.00                                      |
      | 1000     | 18.00 | 20.00, but 1,000 and a little is 3 x 6.00     |
      | 1001     | 18.00 | 3 x 6.00                                      |

  Scenario: What protection takes off stands on its own
    Given usage is charged by these terms:
      """
      model: volume_blocks
      protect: true
      bands:
        - {up_to: 1000, price: 2.00, size: 100}
        - {above: 1000, price: 6.00, size: 500}
      """
    When 1000 units are used
    Then the slices are:
      | quantity | flat  | amount |
      | 1000     | 20.00 | 20     |
      | 0        | -2.00 | -2     |
