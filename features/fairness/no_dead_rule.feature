Feature: A rule that can never count is not adopted
  A rule nobody can reach is a promise nobody keeps, or a condition somebody got wrong.

  Background:
    Given the coffee programme

  Scenario: Conditions that exclude one another
    When the coffee programme is to be adopted with these rules instead:
      """
      constraints:
        - no_dead_rule: {}
      earn:
        base: {points: 1, for_each: 1.00, of: line.amount}
        rules:
          - {id: big, name: {en: Big, zh-CN: 大单}, when: order.total >= 50.00 and order.total < 20.00, multiply: 2x}
        combine: [best_multiplier]
      """
    Then these findings stand in the way:
      """
      constraints.yaml:2:5 `no_dead_rule` is broken: by cells: earn.yaml:4:7: `big` never applies: it cannot be that `order.total` is at least 50.00 EUR, and at once `order.total` is less than 20.00 EUR
      """

  Scenario: A weekday that does not come in the days of the rule
    When the coffee programme is to be adopted with these rules instead:
      """
      constraints:
        - no_dead_rule: {}
      earn:
        base: {points: 1, for_each: 1.00, of: line.amount}
        rules:
          - {id: sunday, name: {en: Sunday, zh-CN: 周日}, when: order.weekday == "sunday", from: 2026-11-23, until: 2026-11-28, multiply: 2x}
        combine: [best_multiplier]
      """
    Then these findings stand in the way:
      """
      constraints.yaml:2:5 `no_dead_rule` is broken: by cells: earn.yaml:4:7: `sunday` never applies: it cannot be that `order.day` is on or after 2026-11-23, and at once `order.day` is on or before 2026-11-28, and at once `order.weekday` is sunday
      """

  Scenario: A multiplier that a better one always beats
    When the coffee programme is to be adopted with these rules instead:
      """
      constraints:
        - no_dead_rule: {}
      earn:
        base: {points: 1, for_each: 1.00, of: line.amount}
        rules:
          - {id: tea, name: {en: Tea, zh-CN: 茶}, when: line.category == "tea", multiply: 3x}
          - {id: own-tea, name: {en: Own tea, zh-CN: 自有茶}, when: line.category == "tea" and line.brand == "own", multiply: 2x}
        combine: [best_multiplier]
      """
    Then these findings stand in the way:
      """
      constraints.yaml:2:5 `no_dead_rule` is broken: by cells: earn.yaml:5:7: `own-tea` never counts: `tea` gives as much or more wherever it applies
      """

  Scenario: A rule behind the first one that always applies
    When the coffee programme is to be adopted with these rules instead:
      """
      constraints:
        - no_dead_rule: {}
      earn:
        base: {points: 1, for_each: 1.00, of: line.amount}
        rules:
          - {id: shop, name: {en: Shop, zh-CN: 门店}, when: order.channel == "shop", multiply: 2x}
          - {id: elsewhere, name: {en: Elsewhere, zh-CN: 其他}, when: order.channel != "shop", multiply: 3x}
          - {id: gear, name: {en: Gear, zh-CN: 器具}, when: line.category == "gear", multiply: 5x}
        combine: [first_multiplier]
      """
    Then these findings stand in the way:
      """
      constraints.yaml:2:5 `no_dead_rule` is broken: by cells: earn.yaml:6:7: `gear` never counts: `shop` or `elsewhere` counts first wherever it applies
      """

  Scenario: A row of a table behind rows that apply to all of its cases
    When the coffee programme is to be adopted with these rules instead:
      """
      constraints:
        - no_dead_rule: {}
      earn:
        base: {points: {table: goods.csv, by: line.category, hit: first}, for_each: 1.00, of: line.amount}
      goods.csv:
        category,points
        coffee|tea,1
        gear|gift-card,2
        ,3
      """
    Then these findings stand in the way:
      """
      constraints.yaml:2:5 `no_dead_rule` is broken: by cells: goods.csv:4:1: an earlier row counts in every case of this row
      """

  Scenario: Rules that only look dead
    The Sunday is within the days, the better multiplier is over on one of them, and one category is left.
    When the coffee programme is to be adopted with these rules instead:
      """
      constraints:
        - no_dead_rule: {}
      earn:
        base: {points: {table: goods.csv, by: line.category, hit: first}, for_each: 1.00, of: line.amount}
        rules:
          - {id: sunday, name: {en: Sunday, zh-CN: 周日}, when: order.weekday == "sunday", from: 2026-11-23, until: 2026-11-29, multiply: 2x}
          - {id: tea, name: {en: Tea, zh-CN: 茶}, when: line.category == "tea", until: 2026-11-28, multiply: 3x}
          - {id: own-tea, name: {en: Own tea, zh-CN: 自有茶}, when: line.category == "tea" and line.brand == "own", until: 2026-11-29, multiply: 2.5x}
        combine: [best_multiplier]
      goods.csv:
        category,points
        coffee|tea,1
        gear,2
        ,3
      """
    Then no finding stands in the way
