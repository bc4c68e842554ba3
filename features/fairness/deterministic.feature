Feature: The same basket of the same member at the same time comes to the same

  Background:
    Given the coffee programme

  Scenario: A rule that asks chance
    When the coffee programme is to be adopted with these rules instead:
      """
      earn:
        base: {points: 1, for_each: 1.00, of: line.amount}
        rules:
          - {id: lucky, name: {en: Lucky, zh-CN: 幸运}, when: random() < 0.5, multiply: 2x}
        combine: [best_multiplier]
        expire: {after: 24 months, by: each_lot}
      """
    Then these findings stand in the way:
      """
      earn.yaml:4:55 unknown function `random`; there are `min`, `max`, `round`
      """

  Scenario: A rule that asks how often somebody looked
    When the coffee programme is to be adopted with these rules instead:
      """
      basket:
        tax: {table: vat.csv, by: [member.country, line.category], prices: include_tax}
        discounts:
          combine: best
          rules:
            - {id: looked, name: {en: Undecided, zh-CN: 犹豫}, when: order.looks >= 3, percent: 10%}
        returns: {within: 14 days}
      """
    Then these findings stand in the way:
      """
      basket.yaml:6:62 unknown fact `order.looks`; declare it under `facts`
      """

  Scenario: A rule that asks the hour of the order
    When the coffee programme is to be adopted with these rules instead:
      """
      constraints:
        - deterministic: {}
      earn:
        base: {points: 1, for_each: 1.00, of: line.amount}
        rules:
          - {id: early, name: {en: Early birds, zh-CN: 早鸟}, when: order.hour < 9, multiply: 2x}
        combine: [best_multiplier]
        expire: {after: 24 months, by: each_lot}
      """
    Then no finding stands in the way

  Scenario: Asked twice
    Given it is 2026-11-22 08:59
    When somebody asks the price in the web:
      | article | category | brand | quantity | price |
      | blend   | coffee   | own   | 3        | 9.99  |
    Then the total is 29.97
    When somebody asks the price in the web:
      | article | category | brand | quantity | price |
      | blend   | coffee   | own   | 3        | 9.99  |
    Then the total is 29.97
