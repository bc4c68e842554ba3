Feature: Points by a table of the shop's own
  Points or factors for each article or category stand in a CSV file beside the rules, and the file
  says what counts where several of its rows apply.

  Scenario: So many points for each piece of an article
    Given the coffee programme with these rules instead:
      """
      earn:
        base: {points: 1, for_each: 1.00, of: line.amount}
        rules:
          - {id: articles, name: {en: Articles of the month, zh-CN: 本月商品}, add: {table: articles.csv, by: [line.sku, line.quantity]}, once_per: unit}
        combine: [additions]
      articles.csv:
        sku,quantity,points
        blend,..9,20
        blend,10..,25
        mill|kettle,,7.5
      """
    And Ada is a member
    When Ada asks the price in the shop:
      | article | category | quantity | price |
      | blend   | coffee   | 3        | 5.00  |
      | mill    | gear     | 2        | 10.00 |
      | sencha  | tea      | 1        | 4.00  |
    # 15 and 20 and 4; 3 pieces at 20, 2 at 7.5, and tea has no row
    Then 114 points are earned
    When Ada asks the price in the shop:
      | article | category | quantity | price |
      | blend   | coffee   | 10       | 1.00  |
    Then 260 points are earned

  Scenario: What a table gives nothing for is told with what did not apply
    Given the coffee programme with these rules instead:
      """
      earn:
        base: {points: 1, for_each: 1.00, of: line.amount}
        rules:
          - {id: goods, name: {en: Goods, zh-CN: 商品}, add: {table: goods.csv, by: line.category}, once_per: line}
        combine: [additions]
      goods.csv:
        category,points
        coffee,20
      """
    And Ada is a member
    When Ada asks the price in the shop:
      | article | category | quantity | price |
      | sencha  | tea      | 1        | 4.00  |
    Then 4 points are earned
    And among what did not apply is:
      | rule  | of | needed                              | was              | missing     | gives |
      | Goods | 1  | what the table gives is more than 0 | table.goods[1] 0 | other-value | 20    |

  Scenario: A row that counts from a later day says from when, and what it will give
    Given the coffee programme with these rules instead:
      """
      earn:
        base: {points: 1, for_each: 1.00, of: line.amount}
        rules:
          - {id: goods, name: {en: Goods, zh-CN: 商品}, add: {table: goods.csv, by: line.category}, once_per: line}
        combine: [additions]
      goods.csv:
        category,from,points
        tea,2026-11-29,20
      """
    And it is 2026-11-25 09:00
    And Ada is a member
    When Ada asks the price in the shop:
      | article | category | quantity | price |
      | sencha  | tea      | 1        | 4.00  |
    Then 4 points are earned
    And among what did not apply is:
      | rule  | of | missing   | gives |
      | Goods | 1  | not-yet 4 | 20    |

  Scenario Outline: Where several rows apply, the rule says which count
    Given the coffee programme with these rules instead:
      """
      earn:
        base: {points: 1, for_each: 1.00, of: line.amount}
        rules:
          - {id: goods, name: {en: Goods, zh-CN: 商品}, <rule>}
        combine: [chain_multipliers, additions]
      goods.csv:
        category,brand,<column>
        coffee,,2<x>
        ,own,4<x>
        ,,3<x>
      """
    And Ada is a member
    When Ada asks the price in the shop:
      | article | category | brand | quantity | price |
      | blend   | coffee   | own   | 1        | 10.00 |
    Then <points> points are earned

    Examples:
      | column | x | rule                                                                                      | points | because            |
      | factor | x | multiply: {table: goods.csv, by: [line.category, line.brand], hit: first}                 | 20     | 2x stands first    |
      | factor | x | multiply: {table: goods.csv, by: [line.category, line.brand], hit: best}                  | 40     | 4x is the best     |
      | factor | x | multiply: {table: goods.csv, by: [line.category, line.brand], hit: all}                   | 240    | 2x and 4x and 3x   |
      | points |   | add: {table: goods.csv, by: [line.category, line.brand], hit: first}, once_per: line      | 12     | 2 stand first      |
      | points |   | add: {table: goods.csv, by: [line.category, line.brand], hit: best}, once_per: line       | 14     | 4 are the most     |
      | points |   | add: {table: goods.csv, by: [line.category, line.brand], hit: all}, once_per: line        | 19     | 2 and 4 and 3 more |

  Scenario: Each category has its own base, and what has no row earns nothing
    Given the coffee programme with these rules instead:
      """
      earn:
        base: {points: {table: base.csv, by: line.category}, for_each: 2.00, of: line.amount}
        rules: []
        combine: []
      base.csv:
        category,points
        coffee|gear,3
        tea,1
      """
    And Ada is a member
    When Ada buys in the shop:
      | article | category | quantity | price |
      | blend   | coffee   | 1        | 10.00 |
      | sencha  | tea      | 1        | 5.00  |
    # 15 and 2.5
    Then 17 points are earned
