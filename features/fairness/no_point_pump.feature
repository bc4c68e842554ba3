@proofs
Feature: No order earns points that are worth more than a share of what it pays
  Else it pays to buy for the points, again and again, and who does so is paid by everybody else.

  Background:
    Given the coffee programme

  Scenario: A bonus without a smallest order
    When the coffee programme is to be adopted with these rules instead:
      """
      constraints:
        - no_point_pump: {return_at_most: 10%}
      earn:
        base: {points: 1, for_each: 1.00, of: line.amount}
        rules:
          - {id: app-bonus, name: {en: App bonus, zh-CN: 应用奖励}, when: 'order.channel in ["app", "web"]', add: 50, once_per: order}
        combine: [additions]
        expire: {after: 24 months, by: each_lot}
      """
    Then these findings stand in the way:
      """
      constraints.yaml:2:5 `no_point_pump` is broken: points against money: 0.01 to pay and 50 points
      """

  Scenario: A smallest order that pays less than ten times what its points are worth
    When the coffee programme is to be adopted with these rules instead:
      """
      constraints:
        - no_point_pump: {return_at_most: 10%}
      earn:
        base: {points: 1, for_each: 1.00, of: line.amount}
        rules:
          - {id: app-bonus, name: {en: App bonus, zh-CN: 应用奖励}, when: 'order.channel in ["app", "web"] and order.total >= 5.00', add: 50, once_per: order}
        combine: [additions]
        expire: {after: 24 months, by: each_lot}
      """
    Then these findings stand in the way:
      """
      constraints.yaml:2:5 `no_point_pump` is broken: points against money: 5.00 to pay and 55 points
      """

  Scenario: The smallest order that is large enough
    When the coffee programme is to be adopted with these rules instead:
      """
      constraints:
        - no_point_pump: {return_at_most: 10%}
      earn:
        base: {points: 1, for_each: 1.00, of: line.amount}
        rules:
          - {id: app-bonus, name: {en: App bonus, zh-CN: 应用奖励}, when: 'order.channel in ["app", "web"] and order.total >= 15.00', add: 50, once_per: order}
        combine: [additions]
        expire: {after: 24 months, by: each_lot}
      """
    Then no finding stands in the way
