Feature: Percentage: a share of each event's amount and a fixed amount
  Each event pays a rate on its amount and a fixed amount, at least and at most so much. The
  first events, or the first of the amount, may be free. A quantity alone is one event.

  Scenario Outline: One event, within its bounds
    Given usage is charged by these terms:
      """
      model: percentage
      rate: 2%
      fixed: 0.10
      at_least: 0.50
      at_most: 4.00
      """
    When <quantity> units are used
    Then the total is <total>

    Examples:
      | quantity | total | because                            |
      | 0        | 0.00  | no event                           |
      | 10       | 0.50  | 0.20 + 0.10, lifted to the least   |
      | 20       | 0.50  | 0.40 + 0.10, just the least        |
      | 100      | 2.10  | 2.00 + 0.10                        |
      | 195      | 4.00  | 3.90 + 0.10, just the most         |
      | 1000     | 4.00  | 20.00 + 0.10, held to the most     |

  Scenario Outline: Converted amounts, the first of which are no events
    Given usage is charged by these terms:
      """
      model: percentage
      rate: 1%
      fixed: 5.00
      convert: {divide_by: 100}
      free_units: 15
      """
    When <quantity> units are used
    Then the total is <total>

    Examples:
      | quantity | total | because                                             |
      | 1500     | 0.00  | 15.00, all of it free         |
      | 2500     | 5.10  | 1 % of the 10.00 beyond, 5.00 |

  Scenario Outline: A free amount
    Given usage is charged by these terms:
      """
      model: percentage
      rate: 1%
      fixed: 5.00
      free_amount: 15
      at_least: 5.10
      """
    When <quantity> units are used
    Then the total is <total>

    Examples:
      | quantity | total | because                                       |
      | 15       | 0.00  | free, and so not lifted to the least          |
      | 16       | 5.10  | 1 % of the rest and 5.00, lifted to the least |
      | 115      | 6.00  | 1 % of 100 and the whole fixed amount         |

  Scenario: The slices say how many events cost what
    Given usage is charged by these terms:
      """
      model: percentage
      rate: 1%
      fixed: 5.00
      free_amount: 15
      """
    When 115 units are used
    Then the slices are:
      | from | up to | quantity | unit | flat | amount |
      | 0    | 15    | 15       | 0.00 | 0.00 | 0      |
      | 0    |       | 100      | 0.01 | 5.00 | 6      |

  Scenario: Events in the order in which they happened
    The free amount is used up by time, whatever the order in which the events arrive.

    Given usage is charged by these terms:
      """
      model: percentage
      rate: 1%
      fixed: 5.00
      free_amount: 15
      """
    And it is 2026-12-01 00:00
    And Ada is a member
    When these usage events arrive:
      | event | quantity | at               |
      | e-5   | 10       | 2026-11-05 10:00 |
      | e-1   | 4        | 2026-11-01 10:00 |
      | e-2   | 4        | 2026-11-02 10:00 |
      | e-3   | 4        | 2026-11-03 10:00 |
    And what Ada used of metered from 2026-11-01 to 2026-12-01 is priced
    # 12 are free, then 3 of the 10: 1 % of 7 and 5.00
    Then the total is 5.07
    When these usage events arrive:
      | event | quantity | at               |
      | e-4   | 4        | 2026-11-04 10:00 |
    And what Ada used of metered from 2026-11-01 to 2026-12-01 is priced
    # e-4 pays 1 % of 1 and 5.00, e-5 1 % of 10 and 5.00
    Then the total is 10.11

  Scenario: The first events are free, and not lifted to the least
    Given usage is charged by these terms:
      """
      model: percentage
      rate: 2%
      free_events: 2
      at_least: 0.50
      """
    And it is 2026-12-01 00:00
    And Ada is a member
    When these usage events arrive:
      | event | quantity | at               |
      | e-1   | 100      | 2026-11-01 10:00 |
      | e-2   | 1        | 2026-11-02 10:00 |
      | e-3   | 1        | 2026-11-03 10:00 |
      | e-4   | 100      | 2026-11-04 10:00 |
    And what Ada used of metered from 2026-11-01 to 2026-12-01 is priced
    Then the total is 2.50
