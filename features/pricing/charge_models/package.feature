Feature: Package: so much for each package of units
  The first units may be free. The terms say whether a package counts once it is begun or
  only when it is full. The charge is one of the whole quantity: never of its parts.

  Scenario Outline: Begun or full packages beyond the free units
    Given usage is charged by these terms:
      """
      model: package
      price: 5.00
      size: 10
      free: 2
      count: <count>
      """
    When <quantity> units are used
    Then the total is <total>

    Examples:
      | count   | quantity | total | because                              |
      | started | 0        | 0.00  | nothing used, no package             |
      | started | 2        | 0.00  | all of it is free                    |
      | started | 2.5      | 5.00  | ceil(0.5 / 10) = 1                   |
      | started | 12       | 5.00  | ceil(10 / 10) = 1                    |
      | started | 12.001   | 10.00 | ceil(10.001 / 10) = 2                |
      | started | 22       | 10.00 | ceil(20 / 10) = 2                    |
      | whole   | 2        | 0.00  | all of it is free                    |
      | whole   | 11.999   | 0.00  | floor(9.999 / 10) = 0                |
      | whole   | 12       | 5.00  | floor(10 / 10) = 1                   |
      | whole   | 31.999   | 10.00 | floor(29.999 / 10) = 2               |

  Scenario: What is booked is the whole less what is booked already
    Given usage is charged by these terms:
      """
      model: package
      price: 1000.00
      size: 1000
      count: started
      """
    # Packages of 1400 and then of 1300 on their own would be 2 + 2; together they are 3.
    When these quantities follow one another:
      | units | booked  |
      | 1400  | 2000.00 |
      | 2700  | 1000.00 |
    Then the total is 3000.00

  Scenario: A part of ten units more than seventeen
    Given usage is charged by these terms:
      """
      model: package
      price: 1.00
      size: 10
      count: started
      """
    # ceil(17 / 10) = 2, ceil(22 / 10) - ceil(17 / 10) = 1
    When these quantities follow one another:
      | units | booked |
      | 17    | 2.00   |
      | 22    | 1.00   |
      | 8     | -2.00  |
    Then the total is 1.00

  Scenario Outline: Packages that are paid in any case
    Given usage is charged by these terms:
      """
      model: package
      price: 5.00
      size: 10
      count: started
      at_least_packages: 1
      """
    When <quantity> units are used
    Then the total is <total>

    Examples:
      | quantity | total | because                 |
      | 0        | 5.00  | one package in any case |
      | 10       | 5.00  | the same one            |
      | 11       | 10.00 | ceil(11 / 10) = 2       |

  Scenario: The slices hold the units
    Given usage is charged by these terms:
      """
      model: package
      price: 5.00
      size: 10
      free: 2
      count: started
      """
    When 23 units are used
    Then the slices are:
      | from | up to | quantity | unit | flat  | amount |
      | 0    | 2     | 2        | 0.00 | 0.00  | 0      |
      | 2    |       | 21       | 0.00 | 15.00 | 15     |
