Feature: Matrix: terms chosen by the dimensions of what was used
  An event belongs to the first cell that it fits, else to what is written for all others.

  Scenario: A quantity without dimensions is in the cell that names none
    Given usage is charged by these terms:
      """
      model: matrix
      dimensions: [region]
      apply: per_cell
      cells:
        - where: {region: eu}
          model: per_unit
          unit: 0.50
      otherwise:
        model: graduated
        bands:
          - {up_to: 10, unit: 1.00}
          - {above: 10, unit: 2.00}
      """
    When 12 units are used
    Then the total is 14.00

  Scenario Outline: Each combination alone, or all of one cell together
    Given usage is charged by these terms:
      """
      model: matrix
      dimensions: [group]
      apply: <apply>
      cells:
        - where: {group: free}
          model: flat
          amount: 0.00
      otherwise:
        model: graduated
        bands:
          - {up_to: 10, unit: 1.00}
          - {above: 10, unit: 2.00}
      """
    And it is 2026-12-01 00:00
    And Ada is a member
    When these usage events arrive:
      | event | quantity | group | at               |
      | e-1   | 3        | a     | 2026-11-01 10:00 |
      | e-2   | 5        | b     | 2026-11-02 10:00 |
      | e-3   | 7        | b     | 2026-11-03 10:00 |
      | e-4   | 1000     | free  | 2026-11-04 10:00 |
    And what Ada used of metered from 2026-11-01 to 2026-12-01 is priced
    Then the total is <total>

    Examples:
      | apply    | total | because                   |
      | per_cell | 17.00 | 3 + (10 + 2 x 2.00)       |
      | joined   | 20.00 | 15 in all: 10 + 5 x 2.00 |

  Scenario: The first cell that fits, and a dimension that is missing
    Given usage is charged by these terms:
      """
      model: matrix
      dimensions: [region, size]
      apply: per_cell
      cells:
        - {where: {region: eu, size: [large, huge]}, model: package, price: 5.00, size: 10, count: started}
        - {where: {region: eu}, model: per_unit, unit: 0.50}
        - {where: {size: small}, model: percentage, rate: 10%, fixed: 1.00}
      """
    And it is 2026-12-01 00:00
    And Ada is a member
    When these usage events arrive:
      | event | quantity | region | size  | at               |
      | e-1   | 3        | eu     | large | 2026-11-01 10:00 |
      | e-2   | 3        | eu     | huge  | 2026-11-02 10:00 |
      | e-3   | 7.5      | eu     |       | 2026-11-03 10:00 |
      | e-4   | 20       | us     | small | 2026-11-04 10:00 |
      | e-5   | 10       |        | small | 2026-11-05 10:00 |
    And what Ada used of metered from 2026-11-01 to 2026-12-01 is priced
    # a package each for large and huge, 7.5 x 0.50, and two events with 10 % and 1.00
    Then the total is 18.75

  Scenario: What fits no cell is refused, not forgotten
    Given usage is charged by these terms:
      """
      model: matrix
      dimensions: [region]
      apply: joined
      cells:
        - {where: {region: eu}, model: per_unit, unit: 0.50}
      """
    And it is 2026-12-01 00:00
    And Ada is a member
    When these usage events arrive:
      | event | quantity | region | at               |
      | e-1   | 3        | mars   | 2026-11-01 10:00 |
    And what Ada used of metered from 2026-11-01 to 2026-12-01 is priced
    Then these places are named:
      | place       | code    |
      | /events/e-1 | no-cell |
    And it is refused: The request does not fit the programme
