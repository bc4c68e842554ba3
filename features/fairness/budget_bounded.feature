@proofs
Feature: What rules can cost is bounded by what was set aside for it

  Background:
    Given the coffee programme

  Scenario: A percentage without a limit
    When the coffee programme is to be adopted with these rules instead:
      """
      constraints:
        - budget_bounded: {at_most: 20.00, per: order}
      basket:
        tax: {table: vat.csv, by: [member.country, line.category], prices: include_tax}
        discounts:
          combine: best
          rules:
            - {id: opening, name: {en: Opening, zh-CN: 开业}, percent: 30%}
        returns: {within: 14 days}
      """
    Then these findings stand in the way:
      """
      constraints.yaml:2:5 `budget_bounded` is broken: what an order gives away: 44.48 to pay and 94 points, and not total at least 44.49
      """
