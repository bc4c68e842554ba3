Feature: What usage events come to
  A meter makes one quantity of the events of a period. Here one unit costs 1.00, so that the total is the quantity.

  Background:
    Given usage is charged by these terms:
      """
      model: per_unit
      unit: 1.00
      """
    And it is 2026-12-01 00:00

  Scenario Outline: One aggregate after the other
    Given its meter is:
      """
      aggregate: <aggregate>
      """
    And Ada is a member
    When these usage events arrive:
      | event | quantity | at               |
      | e-1   | 3        | 2026-11-02 10:00 |
      | e-2   | 7        | 2026-11-05 10:00 |
      | e-3   | 2        | 2026-11-20 10:00 |
    And what Ada used of metered from 2026-11-01 to 2026-12-01 is priced
    Then the total is <total>

    Examples:
      | aggregate  | total | because                              |
      | count      | 3.00  | three events                         |
      | sum        | 12.00 | 3 + 7 + 2                            |
      | maximum    | 7.00  | the largest                          |
      | latest     | 2.00  | the one that happened last           |
      | high_water | 12.00 | 3, then 10, then 12 were in use      |

  Scenario: Different people count once each
    Given its meter is:
      """
      aggregate: distinct
      of: person
      """
    And Ada is a member
    When these usage events arrive:
      | event | person | at               |
      | e-1   | p-1    | 2026-11-02 10:00 |
      | e-2   | p-2    | 2026-11-05 10:00 |
      | e-3   | p-1    | 2026-11-20 10:00 |
    And what Ada used of metered from 2026-11-01 to 2026-12-01 is priced
    Then the total is 2.00

  Scenario: A person of two sites is two
    Given its meter is:
      """
      aggregate: distinct
      of: person
      group_by: [site]
      """
    And Ada is a member
    When these usage events arrive:
      | event | person | site | at               |
      | e-1   | p-1    | a    | 2026-11-02 10:00 |
      | e-2   | p-2    | a    | 2026-11-05 10:00 |
      | e-3   | p-1    | b    | 2026-11-20 10:00 |
    And what Ada used of metered from 2026-11-01 to 2026-12-01 is priced
    Then the total is 3.00

  Scenario: A seat counts by the days somebody had it
    Given its meter is:
      """
      aggregate: distinct
      of: person
      prorated: true
      round: {step: 0.01, mode: half_up}
      """
    And Ada is a member
    When these usage events arrive:
      | event | person | operation | at               |
      | e-1   | p-1    |           | 2026-11-16 10:00 |
      | e-2   | p-2    | add       | 2026-11-04 10:00 |
      | e-3   | p-2    | remove    | 2026-11-06 10:00 |
    And what Ada used of metered from 2026-11-01 to 2026-12-01 is priced
    # 15 days and 3 days of 30
    Then the total is 0.60

  Scenario: Storage is weighted by how long it is used, and carried into the next month
    Given its meter is:
      """
      aggregate: time_weighted_sum
      carry: true
      negative: allowed
      below_zero: floor
      round: {step: 0.01, mode: half_up}
      """
    And Ada is a member
    When these usage events arrive:
      | event | quantity | at               |
      | e-1   | 10       | 2026-11-01 00:00 |
      | e-2   | -6       | 2026-11-16 00:00 |
    And what Ada used of metered from 2026-11-01 to 2026-12-01 is priced
    # 10 for 15 days, then 4 for 15
    Then the total is 7.00
    When what Ada used of metered from 2026-12-01 to 2027-01-01 is priced
    Then the total is 4.00

  Scenario: A high water mark is not lowered by use that ends
    Given its meter is:
      """
      aggregate: high_water
      carry: true
      negative: allowed
      below_zero: refuse
      """
    And Ada is a member
    When these usage events arrive:
      | event | quantity | at               |
      | e-1   | 10       | 2026-11-03 00:00 |
      | e-2   | -5       | 2026-11-10 00:00 |
      | e-3   | 2        | 2026-11-20 00:00 |
    And what Ada used of metered from 2026-11-01 to 2026-12-01 is priced
    Then the total is 10.00
    When what Ada used of metered from 2026-12-01 to 2027-01-01 is priced
    Then the total is 7.00

  Scenario: Only events of some regions count, by a number they carry, in a larger unit
    Given its meter is:
      """
      aggregate: sum
      of: bytes
      where: {region: [eu, us]}
      convert: {divide_by: 1000, round: up}
      """
    And Ada is a member
    When these usage events arrive:
      | event | bytes | region | at               |
      | e-1   | 1500  | eu     | 2026-11-02 10:00 |
      | e-2   | 700.5 | us     | 2026-11-05 10:00 |
      | e-3   | 9000  | cn     | 2026-11-20 10:00 |
    And what Ada used of metered from 2026-11-01 to 2026-12-01 is priced
    # 2,200.5 are three begun thousands
    Then the total is 3.00

  Scenario Outline: What a period below zero comes to is said by the meter
    Given its meter is:
      """
      aggregate: latest
      negative: allowed
      below_zero: <word>
      """
    And Ada is a member
    When these usage events arrive:
      | event | quantity | at               |
      | e-1   | -3       | 2026-11-02 10:00 |
    And what Ada used of metered from 2026-11-01 to 2026-12-01 is priced
    Then <outcome>

    Examples:
      | word   | outcome                                                 |
      | floor  | the total is 0.00                                       |
      | refuse | it is refused: The request does not fit the programme   |

  Scenario: The end of the period is outside
    Given its meter is:
      """
      aggregate: count
      """
    And Ada is a member
    When these usage events arrive:
      | event | at               |
      | e-1   | 2026-10-31 23:59 |
      | e-2   | 2026-11-01 00:00 |
      | e-3   | 2026-11-30 23:59 |
      | e-4   | 2026-12-01 00:00 |
    And what Ada used of metered from 2026-11-01 to 2026-12-01 is priced
    Then the total is 2.00

  Scenario: Charges that take events one by one are told each event of the period
    Given usage is charged by these terms:
      """
      model: percentage
      rate: 1%
      fixed: 0.10
      """
    And Ada is a member
    When these usage events arrive:
      | event | quantity | at               |
      | e-1   | 100      | 2026-11-02 10:00 |
      | e-2   | 200      | 2026-11-05 10:00 |
    And what Ada used of metered from 2026-11-01 to 2026-12-01 is priced
    # 1.00 and 2.00, and twice 0.10
    Then the total is 3.20
