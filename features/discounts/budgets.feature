Feature: The most that discounts give away
  A campaign takes off what its budget has, to the cent, however many buy at once; what comes back can be given again.

  Background:
    Given the coffee programme with these rules instead:
      """
      budgets:
        - {id: autumn, name: {en: Autumn, zh-CN: 秋季}, money: 10.00, after_return: given_back}
        - {id: monthly, name: {en: Each month, zh-CN: 每月}, money: 4.00, per: [month], after_return: stays_spent}
        - {id: own, name: {en: Each member, zh-CN: 每位会员}, times: 1, per: [member], after_return: given_back}
      basket:
        discounts:
          combine: sum
          rules:
            - {id: app, name: {en: App price, zh-CN: 应用价}, when: order.channel == "app", percent: 20%, budget: autumn}
            - {id: web, name: {en: Web price, zh-CN: 网店价}, when: order.channel == "web", amount: 3.00, budget: monthly}
            - {id: first, name: {en: First one, zh-CN: 首单}, when: order.channel == "shop", percent: 50%, budget: own}
        returns: {within: 14 days}
      constraints: []
      waivers:
        - {constraint: FA-10, where: app, reason: each way to buy has a price of its own, approved_by: R. Li, until: 2031-12-31}
      """
    And Ada is a member
    And Ben is a member
    And it is 2026-11-23 10:00

  Scenario: The last one gets what is left, and nobody after
    When Ada buys in the app, as order a-1:
      | article | quantity | price |
      | blend   | 1        | 20.00 |
      | filter  | 1        | 15.00 |
    Then the total is 28.00
    # 3.00 are left, the first line is served first
    When Ben asks the price in the app:
      | article | quantity | price |
      | blend   | 1        | 10.00 |
      | filter  | 1        | 10.00 |
    Then the total is 17.00
    When somebody asks the price in the app:
      | article | quantity | price |
      | blend   | 2        | 10.00 |
    # Ben was promised the rest
    Then the total is 20.00
    And among what did not apply is:
      | rule      | needed                                                                      | missing    | gives |
      | App price | the money left of the budget is at least 0.01 EUR, and order channel is app | below 0.01 | 0.2   |
    When it is 2026-11-23 11:00
    And Ada brings back of a-1:
      | article | quantity |
      | filter  | 1        |
    And somebody buys in the app:
      | article | quantity | price |
      | blend   | 5        | 10.00 |
    # 3.00 that were left and 3.00 that came back
    Then the total is 44.00

  Scenario: A budget of each month
    When Ada buys on the web:
      | article | quantity | price |
      | blend   | 1        | 10.00 |
    Then the total is 7.00
    When somebody buys on the web:
      | article | quantity | price |
      | blend   | 1        | 10.00 |
    Then the total is 9.00
    When Ada brings back everything
    And Ben buys on the web:
      | article | quantity | price |
      | blend   | 1        | 10.00 |
    Then the total is 10.00
    When it is 2026-12-01 10:00
    And Ben buys on the web:
      | article | quantity | price |
      | blend   | 1        | 10.00 |
    Then the total is 7.00

  Scenario: So often for each member, and for members only
    When Ada buys in the shop, as order a-1:
      | article | quantity | price |
      | blend   | 1        | 10.00 |
    Then the total is 5.00
    When Ada asks the price in the shop:
      | article | quantity | price |
      | blend   | 1        | 10.00 |
    Then the total is 10.00
    When Ben asks the price in the shop:
      | article | quantity | price |
      | blend   | 1        | 10.00 |
    Then the total is 5.00
    When somebody asks the price in the shop:
      | article | quantity | price |
      | blend   | 1        | 10.00 |
    Then the total is 10.00
    When Ada brings back everything of a-1
    And Ada buys in the shop:
      | article | quantity | price |
      | blend   | 1        | 10.00 |
    Then the total is 5.00
