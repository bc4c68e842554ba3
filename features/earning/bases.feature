Feature: What points are earned for
  The file names what is counted: before or after discounts, with or without tax, in proportion
  or in whole steps; and what is added for each order, line, unit, or step of an amount.

  # A gold member has 5 % off. Coffee carries 7 %, gear 19 % of tax inside the prices.
  Scenario Outline: What a line counts
    Given the coffee programme with these rules instead:
      """
      earn:
        base: {points: 1, for_each: 1.00, of: <of>}
        rules: []
        combine: []
      """
    And Ada is a gold member
    When Ada asks the price in the shop:
      | article | category | quantity | price  |
      | blend   | coffee   | 1        | 100.00 |
      | mill    | gear     | 1        | 100.00 |
    Then <points> points are earned

    Examples:
      | of                                    | points | because                                   |
      | line.list_amount                      | 200    | before discounts                          |
      | line.amount                           | 190    | after 5 %                                 |
      | line.gross_amount                     | 190    | the tax is inside                         |
      | line.net_amount                       | 168    | 95.00 - 6.21 and 95.00 - 15.17 are 168.62 |

  Scenario Outline: Whole steps are of the order, not of each line
    Given the coffee programme with these rules instead:
      """
      earn:
        base: {points: 1, for_each: 10.00, of: line.amount, steps: <steps>}
        rules: []
        combine: []
      """
    And Ada is a member
    When Ada asks the price in the shop:
      | article | quantity | price |
      | blend   | 1        | 15.00 |
      | sencha  | 1        | 15.00 |
      | mill    | 1        | 12.00 |
    Then 4 points are earned
    And the awards are:
      | award       | of | points   |
      | Base points | 1  | <first>  |
      | Base points | 2  | <second> |
      | Base points | 3  | <third>  |

    Examples:
      | steps        | first | second | third |
      | proportional | 1.5   | 1.5    | 1.2   |
      | whole        | 1     | 2      | 1     |

  Scenario: A visit, a line, a unit, and each full hundred
    Given the coffee programme with these rules instead:
      """
      earn:
        base: {points: 1, for_each: 1.00, of: line.amount}
        except_when: order.total >= 0.00
        rules:
          - {id: visit, name: {en: A visit, zh-CN: 到店}, add: 5, once_per: order}
          - {id: cake, name: {en: A tea, zh-CN: 一份茶}, when: line.category == "tea", add: 3, once_per: line}
          - {id: bag, name: {en: A bag, zh-CN: 一袋}, when: 'line.sku in ["blend", "decaf"]', add: 10, once_per: unit}
          - {id: hundred, name: {en: Full hundreds, zh-CN: 满百}, add: 50, once_per: step, for_each: 100.00, of: order.total}
        combine: [additions]
      """
    And Ada is a member
    When Ada asks the price in the shop:
      | article | category | quantity | price |
      | blend   | coffee   | 3        | 70.00 |
      | sencha  | tea      | 2        | 5.00  |
    # 5 for the visit, 3 for the line of tea, 10 for each of 3 bags, 50 for each full 100.00 of 220.00
    Then 138 points are earned
    And the awards are:
      | award         | of | points |
      | A visit       |    | 5      |
      | A tea         | 2  | 3      |
      | A bag         | 1  | 30     |
      | Full hundreds |    | 100    |

  Scenario: Below the smallest purchase nothing is earned
    Given the coffee programme with these rules instead:
      """
      earn:
        base: {points: 1, for_each: 1.00, of: line.amount}
        except_when: order.total < 20.00
        rules: []
        combine: []
      """
    And Ada is a member
    When Ada asks the price in the shop:
      | article | quantity | price |
      | blend   | 1        | 19.99 |
    Then 0 points are earned
    When Ada asks the price in the shop:
      | article | quantity | price |
      | blend   | 1        | 20.00 |
    Then 20 points are earned
