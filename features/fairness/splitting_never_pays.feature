@proofs
Feature: Who splits an order gets no more than who does not

  Background:
    Given the coffee programme

  Scenario: An amount off every order
    When the coffee programme is to be adopted with these rules instead:
      """
      constraints:
        - splitting_never_pays: {}
      basket:
        tax: {table: vat.csv, by: [member.country, line.category], prices: include_tax}
        discounts:
          combine: best
          rules:
            - {id: thanks, name: {en: Thank you, zh-CN: 谢礼}, amount: 0.50}
        returns: {within: 14 days}
      """
    Then these findings stand in the way:
      """
      constraints.yaml:2:5 `splitting_never_pays` is broken: an order split in two: 0.01 to pay in one order, 0.00 in two
      """
