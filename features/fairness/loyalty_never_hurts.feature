@proofs @FA-07
Feature: Who has been there for long never pays more than who is new
  A welcome has a last day that everybody can read; one without end is a price that regulars are kept from.

  Background:
    Given the coffee programme

  Scenario: A welcome price without an end
    When the coffee programme is to be adopted with these rules instead:
      """
      constraints:
        - loyalty_never_hurts: {}
      basket:
        tax: {table: vat.csv, by: [member.country, line.category], prices: include_tax}
        discounts:
          combine: best
          rules:
            - {id: welcome, name: {en: Welcome, zh-CN: 新客优惠}, when: history.orders == 0, percent: 15%}
        returns: {within: 14 days}
      assessments:
        - {id: pia-2026-2, of: [history.orders]}
      """
    Then these findings stand in the way:
      """
      constraints.yaml:2:5 `loyalty_never_hurts` is broken: more `history.orders`: 0.03 to pay, then 0.04 to pay
      """

  Scenario: A fee that silver is spared and gold pays
    When the coffee programme is to be adopted with these rules instead:
      """
      constraints:
        - loyalty_never_hurts: {}
        - better_tier: {pays: no_more, earns: no_less}
      basket:
        tax: {table: vat.csv, by: [member.country, line.category], prices: include_tax}
        fees:
          - {id: club, name: {en: Club, zh-CN: 会员费}, amount: 0.50, when: member.tier != "silver", purpose: club, recipient: seller, refundable: true, taxed_as: gear}
        returns: {within: 14 days}
      """
    Then these findings stand in the way:
      """
      constraints.yaml:2:5 `loyalty_never_hurts` is broken: gold against silver: 0.01 to pay, then 0.51 to pay
      constraints.yaml:3:5 `better_tier` is broken: gold against silver: 0.01 to pay, then 0.51 to pay
      """

  Scenario: A welcome with its last day
    When the coffee programme is to be adopted with these rules instead:
      """
      constraints:
        - loyalty_never_hurts: {}
      basket:
        tax: {table: vat.csv, by: [member.country, line.category], prices: include_tax}
        discounts:
          combine: best
          rules:
            - {id: welcome, name: {en: Welcome, zh-CN: 新客优惠}, when: history.orders == 0, until: 2026-12-31, percent: 15%}
        returns: {within: 14 days}
      assessments:
        - {id: pia-2026-2, of: [history.orders]}
      """
    Then no finding stands in the way
