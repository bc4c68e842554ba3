Feature: Less for larger quantities
  The highest step that is reached is the price of every unit.

  Scenario Outline: Of each line, or of all lines together
    Given the coffee programme with these rules instead:
      """
      basket:
        discounts:
          combine: best
          rules:
            - id: by-the-case
              name: {en: By the case, zh-CN: 整箱价}
              quantities:
                counted: <counted>
                steps: [{from: 6, percent: 10%}, {from: 12, unit: 8.00}]
      """
    When somebody asks the price in the shop:
      | article | quantity | price |
      | blend   | <first>  | 10.00 |
      | mocha   | <second> | 9.00  |
    Then the total is <total>

    Examples:
      | counted   | first | second | total  | because                                   |
      | each_line | 5     | 5      | 95.00  | no line has six                           |
      | each_line | 6     | 5      | 99.00  | 60.00 less 10 %, and 45.00                |
      | each_line | 12    | 1      | 105.00 | twelve at 8.00, and 9.00                  |
      | all_lines | 5     | 5      | 85.50  | ten of both: 95.00 less 9.50              |
      | all_lines | 6     | 6      | 96.00  | twelve of both, each at 8.00              |
