@proofs
Feature: Whoever buys more never pays less for it
  Else somebody adds an article to the basket only to lower the bill, and whoever does not know pays more.

  Background:
    Given the coffee programme

  Scenario: A percentage from the third unit on
    When the coffee programme is to be adopted with these rules instead:
      """
      constraints:
        - more_never_costs_less: {of: quantity}
      basket:
        tax: {table: vat.csv, by: [member.country, line.category], prices: include_tax}
        discounts:
          combine: best
          rules:
            - {id: three, name: {en: Three and more, zh-CN: 三件以上}, reached: {units: 3}, percent: 50%}
        returns: {within: 14 days}
      """
    Then these findings stand in the way:
      """
      constraints.yaml:2:5 `more_never_costs_less` is broken: more `line.quantity`: 0.02 to pay, then 0.01 to pay
      """

  Scenario: Delivery that is free from an amount on
    When the coffee programme is to be adopted with these rules instead:
      """
      constraints:
        - more_never_costs_less: {of: quantity}
      basket:
        tax: {table: vat.csv, by: [member.country, line.category], prices: include_tax}
        fees:
          - {id: carriage, name: {en: Delivery, zh-CN: 配送费}, amount: 3.20, when: order.delivery == "home" and order.total < 50.00, purpose: carriage, recipient: carrier, refundable: false}
        returns: {within: 14 days}
      tiers:
        measured_by: {sum_of: line.amount, over: 12 months}
        decided: before the order
        ladder:
          - {name: blue, from: 0.00, earn: 1x}
          - {name: silver, from: 500.00, earn: 1.25x}
          - {name: gold, from: 2000.00, earn: 1.5x}
        keep_for: 12 months
        landing: soft
      """
    Then these findings stand in the way:
      """
      constraints.yaml:2:5 `more_never_costs_less` is broken: more `line.quantity`: 53.19 to pay, then 50.00 to pay
      """

  Scenario: Delivery that only heavy orders pay, and a percentage for everybody
    When the coffee programme is to be adopted with these rules instead:
      """
      constraints:
        - more_never_costs_less: {of: quantity}
      basket:
        tax: {table: vat.csv, by: [member.country, line.category], prices: include_tax}
        discounts:
          combine: best
          rules:
            - {id: opening, name: {en: Opening, zh-CN: 开业}, until: 2026-12-20, percent: 30%}
        fees:
          - {id: carriage, name: {en: Delivery, zh-CN: 配送费}, amount: 3.20, when: order.delivery == "home" and order.total >= 50.00, purpose: carriage, recipient: carrier, refundable: false}
        returns: {within: 14 days}
      """
    Then no finding stands in the way

  Scenario: Bands whose last unit is cheap, each for the units in it
    When the coffee programme is to be adopted with these rules instead:
      """
      constraints:
        - more_never_costs_less: {of: quantity}
      plans:
        - id: brew-pro
          name: {en: Brew Pro, zh-CN: 专业版}
          price: {every: month, anchor: anniversary, amount: 29.00}
          existing: move
          usage:
            - meter: api-calls
              name: {en: API calls, zh-CN: API 调用}
              model: graduated
              bands:
                - {up_to: 1000, unit: 0.10}
                - {above: 1000, unit: 0.00001}
          tax: {table: vat-services.csv, by: member.country, prices: include_tax, per: total}
      """
    Then no finding stands in the way
