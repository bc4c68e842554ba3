@proofs
Feature: A price stays within what the list says: never above it, never further below than stated

  Background:
    Given the coffee programme

  Scenario: A discount that goes deeper than the programme allows
    When the coffee programme is to be adopted with these rules instead:
      """
      constraints:
        - price_within: {below_list_at_most: 20%}
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
      constraints.yaml:2:5 `price_within` is broken: the goods far below list: 0.08 to pay and 0 points, and not total at least 0.09
      """

  Scenario: A discount just as deep as it allows
    When the coffee programme is to be adopted with these rules instead:
      """
      constraints:
        - price_within: {below_list_at_most: 30%}
      basket:
        tax: {table: vat.csv, by: [member.country, line.category], prices: include_tax}
        discounts:
          combine: best
          rules:
            - {id: opening, name: {en: Opening, zh-CN: 开业}, percent: 30%}
        returns: {within: 14 days}
      """
    Then no finding stands in the way

  Scenario: Half of the cheaper unit is little of the order, and much of its line
    When the coffee programme is to be adopted with these rules instead:
      """
      constraints:
        - price_within: {below_list_at_most: 30%, each: line}
      basket:
        tax: {table: vat.csv, by: [member.country, line.category], prices: include_tax}
        discounts:
          combine: best
          rules:
            - {id: second, name: {en: Second, zh-CN: 第二件}, buy_get: {buy: 1, get: 1, percent: 50%, counted: all_lines, given: cheapest}}
        returns: {within: 14 days}
      """
    Then these findings stand in the way:
      """
      constraints.yaml:2:5 `price_within` is broken: a line far below list: 49995.08 to pay and 20000 points, and not total at least 50000.09
      """
