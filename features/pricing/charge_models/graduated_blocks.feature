Feature: Graduated blocks: each band's units in begun blocks
  A band ends with a whole block, so that no border is charged in two begun blocks.

  Scenario Outline: Each band rounds its own last block up
    Given usage is charged by these terms:
      """
      model: graduated_blocks
      bands:
        - {up_to: 1000, price: 2.00, size: 100}
        - {above: 1000, price: 5.00, size: 500}
      """
    When <quantity> units are used
    Then the total is <total>

    Examples:
      | quantity | total | because                                 |
      | 0        | 0.00  | nothing used, no block                  |
      | 0.001    | 2.00  | ceil(0.001 / 100) = 1                   |
      | 100      | 2.00  | ceil(100 / 100) = 1                     |
      | 101      | 4.00  | ceil(101 / 100) = 2                     |
      | 1000     | 20.00 | 10 x 2.00                               |
      | 1000.5   | 25.00 | 10 x 2.00 + ceil(0.5 / 500) x 5.00      |
      | 1500     | 25.00 | 10 x 2.00 + ceil(500 / 500) x 5.00      |
      | 1501     | 30.00 | 10 x 2.00 + ceil(501 / 500) x 5.00      |

  Scenario: Each band is a slice
    Given usage is charged by these terms:
      """
      model: graduated_blocks
      bands:
        - {up_to: 1000, price: 2.00, size: 100}
        - {above: 1000, price: 5.00, size: 500}
      """
    When 1501 units are used
    Then the slices are:
      | from | up to | quantity | flat  | amount |
      | 0    | 1000  | 1000     | 20.00 | 20     |
      | 1000 |       | 501      | 10.00 | 10     |
