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
