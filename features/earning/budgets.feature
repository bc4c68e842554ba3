Feature: Points that a campaign gives to everybody together, and caps of one rule
  A budget ends when it is spent, to the point, however many buy at once.

  Background:
    Given the coffee programme with these rules instead:
      """
      budgets:
        - {id: autumn, name: {en: Autumn, zh-CN: 秋季}, points: 100, after_return: given_back}
        - {id: once, name: {en: Once only, zh-CN: 仅一次}, points: 50, after_return: stays_spent}
      earn:
        base: {points: 1, for_each: 1.00, of: line.amount}
        rules:
          - {id: app, name: {en: App, zh-CN: 应用}, when: order.channel == "app", add: 40, once_per: order, budget: autumn}
          - {id: bag, name: {en: A bag, zh-CN: 一袋}, when: order.channel == "app", add: 10, once_per: unit, budget: autumn}
          - {id: home, name: {en: Delivery, zh-CN: 配送}, when: order.delivery == "home", add: 30, once_per: order, budget: once}
          - {id: web, name: {en: Web, zh-CN: 网店}, when: order.channel == "web", add: 20, once_per: order, caps: [{per: [member, day], at_most: 30}, {per: [member, month], at_most: 50}]}
        combine: [additions]
      """

  Scenario: Rules and members share a budget until it is spent, and then it says why not
    Given Ada is a member
    And Ben is a member
    When Ada buys in the app:
      | article | quantity | price |
      | blend   | 2        | 5.00  |
    # 10 + 40 + 20 of the budget
    Then 70 points are earned
    When Ben buys in the app:
      | article | quantity | price |
      | blend   | 2        | 5.00  |
    # 10 + the 40 that are left
    Then 50 points are earned
    When Ben asks the price in the app:
      | article | quantity | price |
      | blend   | 2        | 5.00  |
    Then 10 points are earned
    And among what did not apply is:
      | rule | needed                                                              | missing | gives |
      | App  | order channel is app, and the points left of the budget is at least 1 | below 1 | 40    |

  Scenario: What comes back can be given again, where the budget says so
    Given Ada is a member
    And Ben is a member
    When Ada buys in the app:
      | article | quantity | price |
      | blend   | 6        | 5.00  |
    Then 130 points are earned
    When Ada brings back:
      | article | quantity |
      | blend   | 5        |
    And Ben buys in the app:
      | article | quantity | price |
      | blend   | 1        | 5.00  |
    # 50 of the budget stay with Ada
    Then 55 points are earned
    When Ben buys in the app:
      | article | quantity | price |
      | blend   | 1        | 5.00  |
    Then 5 points are earned

  Scenario: What comes back stays spent, where the budget says so
    Given Ada is a member
    And Ben is a member
    When Ada buys in the shop, delivered home:
      | article | quantity | price |
      | blend   | 1        | 5.00  |
    Then 35 points are earned
    When Ada brings back everything
    And Ben buys in the shop, delivered home:
      | article | quantity | price |
      | blend   | 1        | 5.00  |
    Then 25 points are earned
    And Ada has:
      | spendable |
      | 0         |

  Scenario: Caps of one rule, per member and time
    Given Ada is a member
    And Ben is a member
    And it is 2026-11-23 10:00
    When Ada buys on the web:
      | article | quantity | price |
      | blend   | 1        | 5.00  |
    And Ada buys on the web:
      | article | quantity | price |
      | blend   | 1        | 5.00  |
    # 30 a day
    Then 15 points are earned
    When Ada brings back everything
    And Ada buys on the web:
      | article | quantity | price |
      | blend   | 1        | 5.00  |
    Then 15 points are earned
    When it is 2026-11-24 10:00
    And Ada buys on the web:
      | article | quantity | price |
      | blend   | 1        | 5.00  |
    Then 25 points are earned
    When it is 2026-11-25 10:00
    And Ada buys on the web:
      | article | quantity | price |
      | blend   | 1        | 5.00  |
    # 50 a month
    Then 5 points are earned
    And among what did not apply is:
      | rule | missing | gives |
      | Web  | below 1 | 20    |
    When Ben buys on the web:
      | article | quantity | price |
      | blend   | 1        | 5.00  |
    Then 25 points are earned

  Scenario Outline: A multiplier takes from a budget what it makes more, begun points whole
    Given the coffee programme with these rules instead:
      """
      budgets:
        - {id: double, name: {en: Double, zh-CN: 双倍}, points: 10, after_return: given_back}
      earn:
        base: {points: 1, for_each: 1.00, of: line.amount}
        rules:
          - {id: twice, name: {en: Twice, zh-CN: 双倍}, multiply: 2x, budget: double}
          - {id: tea, name: {en: Tea, zh-CN: 茶叶}, when: line.category == "tea", multiply: 1.5x}
        combine: [<way>]
      """
    And Cem is a member
    When Cem buys in the shop:
      | article | category | quantity | price |
      | blend   | coffee   | 1        | 7.25  |
      | sencha  | tea      | 1        | 10.00 |
    Then <first> points are earned
    When Cem buys in the shop:
      | article | category | quantity | price |
      | blend   | coffee   | 1        | 7.25  |
      | sencha  | tea      | 1        | 10.00 |
    Then <second> points are earned

    Examples:
      | way               | first | second |
      | best_multiplier   | 27    | 22     |
      | first_multiplier  | 27    | 22     |
      | sum_multipliers   | 32    | 22     |
      | chain_multipliers | 33    | 22     |

  Scenario: Events into a wallet of its own, from a budget, which no cap holds
    Given the coffee programme with these rules instead:
      """
      budgets:
        - {id: green, name: {en: Green, zh-CN: 环保}, points: 12, after_return: given_back}
      wallets:
        - {id: leaves, name: {en: Leaves, zh-CN: 叶子}, kind: status}
      earn:
        base: {points: 1, for_each: 1.00, of: line.amount}
        caps: [{per: [member, day], at_most: 1}]
      events:
        - {id: own-cup, name: {en: Your own cup, zh-CN: 自带杯}, points: 8, once_per: event, wallet: leaves, budget: green}
      """
    And Cem is a member
    When for own-cup Cem is given:
      | points | because |
      | 8      |         |
    And for own-cup Cem is given:
      | points | because      |
      | 4      | budget-spent |
    And for own-cup Cem is given:
      | points | because      |
      | 0      | budget-spent |
    Then Cem has in leaves:
      | spendable |
      | 12        |
