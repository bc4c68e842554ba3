Feature: Cards that orders fill, and streaks of weeks
  Every tenth coffee, every third visit, four weeks in a row: counted over orders, taken back with them.

  Scenario: Every fourth coffee, counted over orders
    Given the coffee programme with these rules instead:
      """
      earn:
        base: {points: 1, for_each: 1.00, of: line.amount}
        rules:
          - {id: coffee-card, name: {en: Coffee card, zh-CN: 咖啡集点卡}, card: {of: units, each: 4, lines: line.category == "coffee"}, add: 100, once_per: card}
        combine: [additions]
      """
    And Ada is a member
    When Ada buys in the shop:
      | article | category | quantity | price |
      | blend   | coffee   | 3        | 1.00  |
      | sencha  | tea      | 5        | 1.00  |
    Then 8 points are earned
    When Ada asks the price in the shop:
      | article | category | quantity | price |
      | sencha  | tea      | 1        | 1.00  |
    Then among what did not apply is:
      | rule        | needed                                         | was                | missing | gives |
      | Coffee card | what fills the card with this order is at least 4 | card.coffee-card 3 | below 1 | 100   |
    When Ada buys in the shop:
      | article | category | quantity | price |
      | blend   | coffee   | 6        | 1.00  |
    # 9 coffees: two cards and one coffee on the third
    Then 206 points are earned
    When Ada buys in the shop:
      | article | category | quantity | price |
      | blend   | coffee   | 2        | 1.00  |
    Then 2 points are earned
    When Ada buys in the shop:
      | article | category | quantity | price |
      | blend   | coffee   | 1        | 1.00  |
    Then 101 points are earned

  Scenario: What comes back empties the card again, and nothing is given twice
    Given the coffee programme with these rules instead:
      """
      earn:
        base: {points: 1, for_each: 1.00, of: line.amount}
        rules:
          - {id: visits, name: {en: Visits, zh-CN: 到店}, card: {of: orders, each: 2}, add: 50, once_per: card}
        combine: [additions]
      """
    And Ada is a member
    When Ada buys in the shop:
      | article | quantity | price |
      | blend   | 1        | 1.50  |
    And Ada buys in the shop:
      | article | quantity | price |
      | blend   | 1        | 1.50  |
    Then 51 points are earned
    When Ada brings back everything
    And Ada buys in the shop:
      | article | quantity | price |
      | blend   | 1        | 1.50  |
    Then 51 points are earned
    And Ada has:
      | spendable |
      | 52        |

  Scenario: So much money once and for all
    Given the coffee programme with these rules instead:
      """
      earn:
        base: {points: 1, for_each: 1.00, of: line.amount}
        rules:
          - {id: regular, name: {en: A regular, zh-CN: 常客}, card: {of: money, each: 50.00, once: true}, add: 200, once_per: card}
        combine: [additions]
      """
    And Ada is a member
    When Ada buys in the shop:
      | article | quantity | price |
      | blend   | 1        | 30.00 |
    And Ada asks the price in the shop:
      | article | quantity | price |
      | blend   | 1        | 16.20 |
    Then among what did not apply is:
      | rule      | was               | missing    | gives |
      | A regular | card.regular 4620; times.regular 0 | below 3.80 | 200   |
    When Ada buys in the shop:
      | article | quantity | price |
      | blend   | 1        | 90.00 |
    Then 290 points are earned
    When Ada buys in the shop:
      | article | quantity | price |
      | blend   | 1        | 90.00 |
    Then 90 points are earned
    When Ada asks the price in the shop:
      | article | quantity | price |
      | blend   | 1        | 90.00 |
    Then among what did not apply is:
      | rule      | missing | gives |
      | A regular | above 1 | 200   |

  Scenario Outline: Weeks with an order, in a row or not, again and again or once
    Given the coffee programme with these rules instead:
      """
      earn:
        base: {points: 1, for_each: 1.00, of: line.amount}
        rules:
          - {id: weeks, name: {en: Weeks, zh-CN: 连续数周}, streak: {of: week, times: 2, missed: <missed>, once: <once>}, add: 100, once_per: streak}
        combine: [additions]
      """
    And it is 2026-11-22 23:00
    And Ada is a member
    When Ada buys in the shop:
      | article | quantity | price |
      | blend   | 1        | 1.50  |
    And Ada buys in the shop:
      | article | quantity | price |
      | blend   | 1        | 1.50  |
    Then 1 points are earned
    When it is <second> 10:00
    And Ada buys in the shop:
      | article | quantity | price |
      | blend   | 1        | 1.50  |
    Then <second points> points are earned
    When it is 2026-12-07 10:00
    And Ada buys in the shop:
      | article | quantity | price |
      | blend   | 1        | 1.50  |
    Then <third points> points are earned
    When it is 2026-12-14 10:00
    And Ada buys in the shop:
      | article | quantity | price |
      | blend   | 1        | 1.50  |
    Then <fourth points> points are earned

    Examples:
      | missed       | once  | second     | second points | third points | fourth points | because                            |
      | starts_again | false | 2026-11-23 | 101           | 1            | 101           | weeks 1 and 2, then 4 and 5        |
      | starts_again | true  | 2026-11-23 | 101           | 1            | 1             | once                               |
      | starts_again | false | 2026-11-30 | 1             | 101          | 1             | week 2 is missed; 3 and 4 in a row |
      | counts_on    | false | 2026-11-30 | 101           | 1            | 101           | two weeks, whichever               |
