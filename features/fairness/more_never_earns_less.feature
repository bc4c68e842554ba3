@proofs
Feature: Whoever buys more never earns fewer points for it

  Background:
    Given the coffee programme

  Scenario: A present for small orders only
    When the coffee programme is to be adopted with these rules instead:
      """
      constraints:
        - more_never_earns_less: {of: quantity}
      earn:
        base: {points: 1, for_each: 1.00, of: line.amount}
        rules:
          - {id: small, name: {en: Small orders, zh-CN: 小单}, when: order.total < 10.00, add: 20, once_per: order}
        combine: [additions]
        expire: {after: 24 months, by: each_lot}
      """
    Then these findings stand in the way:
      """
      constraints.yaml:2:5 `more_never_earns_less` is broken: more `line.quantity`: 20 points, then 10 points
      """

  Scenario: A multiplier that ends at an amount
    When the coffee programme is to be adopted with these rules instead:
      """
      constraints:
        - more_never_earns_less: {of: quantity}
      earn:
        base: {points: 1, for_each: 1.00, of: line.amount}
        rules:
          - {id: double, name: {en: Double points, zh-CN: 双倍积分}, when: order.total <= 100.00, multiply: 2x}
        combine: [best_multiplier]
        expire: {after: 24 months, by: each_lot}
      """
    Then these findings stand in the way:
      """
      constraints.yaml:2:5 `more_never_earns_less` is broken: more `line.quantity`: 200 points, then 100 points
      """

  Scenario: A present from an amount on, and a limit for each month
    When the coffee programme is to be adopted with these rules instead:
      """
      constraints:
        - more_never_earns_less: {of: quantity}
      basket:
        tax: {table: vat.csv, by: [member.country, line.category], prices: include_tax}
        returns: {within: 14 days}
      earn:
        base: {points: 1, for_each: 1.00, of: line.amount}
        rules:
          - {id: large, name: {en: Large orders, zh-CN: 大单}, when: order.total >= 50.00, add: 20, once_per: order}
          - {id: tea, name: {en: Tea, zh-CN: 茶}, when: line.category == "tea", multiply: 2x}
        combine: [best_multiplier, additions]
        caps:
          - {per: [member, month], at_most: 20000}
        expire: {after: 24 months, by: each_lot}
      """
    Then no finding stands in the way
