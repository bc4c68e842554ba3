Feature: Words on any charge: conversion, free units, discount, minimum, maximum, rounding
  Their order is fixed: convert, free units, the model, discount, minimum and maximum, and
  one rounding at the end. Each is a part of its own in the explanation.

  Scenario Outline: <case>
    Given usage is charged by these terms:
      """
      model: per_unit
      unit: <unit>
      <words>
      """
    When <quantity> units are used
    Then the total is <total>

    Examples:
      | case                                       | unit  | words                                                        | quantity | total |
      | free units cost nothing                    | 0.10  | free_units: 100                                              | 100      | 0.00  |
      | the units after them do                    | 0.10  | free_units: 100                                              | 130      | 3.00  |
      | a kilobyte begun is a kilobyte             | 1.00  | convert: {divide_by: 1024, round: up}                        | 1025     | 2.00  |
      | only full kilobytes                        | 1.00  | convert: {divide_by: 1024, round: down}                      | 2047     | 1.00  |
      | seconds as hours, exactly                  | 9.00  | convert: {divide_by: 3600}                                   | 1000     | 2.50  |
      | half a minute up                           | 1.00  | convert: {divide_by: 60, round: half_up}                     | 90       | 2.00  |
      | a discount                                 | 1.00  | discount: 10%                                                | 25       | 22.50 |
      | the minimum, used or not                   | 1.00  | minimum: 5.00                                                | 0        | 5.00  |
      | the minimum is reached                     | 1.00  | minimum: 5.00                                                | 7        | 7.00  |
      | the maximum                                | 1.00  | maximum: 20.00                                               | 21       | 20.00 |
      | half a cent up                             | 0.005 | round: half_up                                               | 1        | 0.01  |
      | half a cent to the even one                | 0.005 | round: half_even                                             | 1        | 0.00  |
      | every part of a cent down                  | 0.009 | round: down                                                  | 1        | 0.00  |
      | every part of a cent up                    | 0.001 | round: up                                                    | 1        | 0.01  |

  Scenario Outline: The discount comes before the minimum and the maximum
    Given usage is charged by these terms:
      """
      model: per_unit
      unit: 1.00
      discount: 50%
      minimum: 5.00
      maximum: 20.00
      """
    When <quantity> units are used
    Then the total is <total>

    Examples:
      | quantity | total | because                         |
      | 8        | 5.00  | half of 8.00, up to the minimum |
      | 20       | 10.00 | half of 20.00                   |
      | 50       | 20.00 | half of 50.00, and no more      |

  Scenario: Each word is a part of its own
    Given usage is charged by these terms:
      """
      model: graduated
      bands:
        - {up_to: 10, unit: 1.00}
        - {above: 10, unit: 0.50}
      convert: {divide_by: 1000, round: up}
      free_units: 5
      discount: 20%
      maximum: 10.00
      """
    When 20,500 units are used
    # 21 thousand begun, 5 of them free: 10 x 1.00 + 6 x 0.50 = 13.00, less 20 % = 10.40
    Then the slices are:
      | from | up to | quantity | unit | flat  | amount |
      | 0    | 5     | 5        | 0.00 | 0.00  | 0      |
      | 5    | 15    | 10       | 1.00 | 0.00  | 10     |
      | 15   |       | 6        | 0.50 | 0.00  | 3      |
      | 0    |       | 0        | 0.00 | -2.60 | -2.6   |
      | 0    |       | 0        | 0.00 | -0.40 | -0.4   |
    And the total is 10.00

  Scenario Outline: Each band a line of its own: <quantity> units
    Given usage is charged by these terms:
      """
      model: graduated
      round_each_band: <each>
      bands:
        - {up_to: 10, unit: 0.0106}
        - {up_to: 20, unit: 0.0106}
        - {above: 20, unit: 0.0106}
      discount: <discount>
      """
    When <quantity> units are used
    Then the total is <total>

    Examples:
      | each  | discount | quantity | total | because                                        |
      | false | 0%       | 30       | 0.32  | 0.318, rounded once                            |
      | true  | 0%       | 30       | 0.33  | three times 0.106, each rounded to 0.11        |
      | true  | 0%       | 10       | 0.11  | one band only                                  |
      | true  | 50%      | 30       | 0.17  | half of 0.33 is 0.165, and that is rounded too |

  Scenario Outline: An amount that is agreed on
    Given usage is charged by these terms:
      """
      model: per_unit
      unit: 1.00
      commitment: {amount: 100.00, overage: 1.5x, true_up: <true up>}
      """
    When <quantity> units are used
    Then the total is <total>

    Examples:
      | true up | quantity | total  | because                        |
      | true    | 0        | 100.00 | what is short of it is due     |
      | true    | 60       | 100.00 | 60.00 and 40.00 that are short |
      | false   | 60       | 60.00  | what was used                  |
      | true    | 100      | 100.00 | just what was agreed on        |
      | true    | 120      | 130.00 | 100.00 and 20.00 x 1.5         |
      | false   | 120      | 130.00 | the same                       |

  Scenario: An amount that is agreed on for each day
    Given usage is charged by these terms:
      """
      model: per_unit
      unit: 1.00
      commitment: {amount: 10.00, overage: 1.5x, true_up: true, window: day}
      maximum: 300.00
      """
    And it is 2026-12-01 00:00
    And Ada is a member
    When these usage events arrive:
      | event | quantity | at               |
      | e-1   | 5        | 2026-11-01 00:00 |
      | e-2   | 7        | 2026-11-01 23:59 |
      | e-3   | 4        | 2026-11-02 00:00 |
    And what Ada used of metered from 2026-11-01 to 2026-11-05 is priced
    # 10.00 + 2.00 x 1.5 on the first day, 10.00 on each of the three others
    Then the total is 43.00
    When what Ada used of metered from 2026-11-01 to 2026-12-01 is priced
    # 13.00 and 29 days, held to the maximum of the month
    Then the total is 300.00

  Scenario: More times than a period may have
    Given usage is charged by these terms:
      """
      model: per_unit
      unit: 1.00
      commitment: {amount: 0.10, true_up: true, window: hour}
      """
    And it is 2027-01-01 00:00
    And Ada is a member
    When these usage events arrive:
      | event | quantity | at               |
      | e-1   | 5        | 2026-12-01 00:00 |
    And what Ada used of metered from 2026-12-01 to 2027-01-01 is priced
    # 5.00 in one hour, 743 others at 0.10
    Then the total is 79.30
    When what Ada used of metered from 2026-11-16 to 2027-01-01 is priced
    Then these places are named:
      | place   | code      |
      | /period | row-count |
    And it is refused: The request does not fit the programme
