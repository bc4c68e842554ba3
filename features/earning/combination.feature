Feature: How several rules that earn meet
  Peers disagree: some add up, some let the best count, some the first. The file says which.

  Scenario Outline: Three multipliers, of which two apply
    Given the coffee programme with these rules instead:
      """
      earn:
        base: {points: 1, for_each: 1.00, of: line.amount}
        rules:
          - {id: tea, name: {en: Tea, zh-CN: 茶}, when: line.category == "tea", multiply: 5x}
          - {id: own, name: {en: Own brand, zh-CN: 自有品牌}, when: line.brand == "own", multiply: 2x}
          - {id: app, name: {en: App, zh-CN: 应用}, when: order.channel == "app", multiply: 3x}
        combine: [<combine>]
      """
    And Ada is a member
    When Ada asks the price in the app:
      | article | category | brand | quantity | price |
      | blend   | coffee   | own   | 1        | 10.00 |
    Then <points> points are earned

    Examples:
      | combine           | points | because                     |
      | best_multiplier   | 30     | 3x                          |
      | first_multiplier  | 20     | 2x is written first         |
      | sum_multipliers   | 40     | 1 and 1 more and 2 more     |
      | chain_multipliers | 60     | 2x of it, 3x of that        |

  Scenario: In lanes each stretch has its own way
    Given the coffee programme with these rules instead:
      """
      earn:
        base: {points: 1, for_each: 1.00, of: line.amount}
        lanes: [{name: goods, combine: best}, {name: ways, combine: first}]
        rules:
          - {id: coffee, name: {en: Coffee, zh-CN: 咖啡}, when: line.category == "coffee", multiply: 1.5x, lane: goods}
          - {id: app, name: {en: App, zh-CN: 应用}, when: order.channel == "app", multiply: 3x, lane: ways}
          - {id: own, name: {en: Own brand, zh-CN: 自有品牌}, when: line.brand == "own", multiply: 2x, lane: goods}
          - {id: online, name: {en: Online, zh-CN: 线上}, when: 'order.channel in ["app", "web"]', multiply: 4x, lane: ways}
        combine: [lanes]
      """
    And Ada is a member
    When Ada asks the price in the app:
      | article | category | brand | quantity | price |
      | blend   | coffee   | own   | 1        | 10.00 |
    # the best of the goods, 2x; then the first of the ways, 3x
    Then 60 points are earned
    And the awards are:
      | award       | of | points |
      | Base points | 1  | 10     |
      | Own brand   | 1  | 10     |
      | App         | 1  | 40     |
    And among what did not apply is:
      | rule   | of |
      | Coffee | 1  |
      | Online | 1  |

  Scenario Outline: Of several additions one counts
    Given the coffee programme with these rules instead:
      """
      earn:
        base: {points: 1, for_each: 1.00, of: line.amount}
        rules:
          - {id: big, name: {en: Large order, zh-CN: 大单}, when: order.total >= 100.00, add: 90, once_per: order}
          - {id: bag, name: {en: A bag, zh-CN: 一袋}, when: line.category == "coffee", add: 10, once_per: unit}
          - {id: app, name: {en: App, zh-CN: 应用}, when: order.channel == "app", add: 50, once_per: order}
        combine: [<combine>]
      """
    And Ada is a member
    When Ada asks the price in the app:
      | article | category | quantity | price |
      | blend   | coffee   | 2        | 10.00 |
    Then <points> points are earned
    And the awards are:
      | award       | of | points  |
      | Base points | 1  | 20      |
      | <award>     |    | <added> |

    Examples:
      | combine        | points | award | added |
      | best_addition  | 70     | App   | 50    |
      | first_addition | 40     | A bag | 20    |
