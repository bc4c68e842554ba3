Feature: Nothing is charged that no line names

  Background:
    Given the coffee programme

  Scenario: A fee that does not say for what it is and who gets it
    When the coffee programme is to be adopted with these rules instead:
      """
      basket:
        tax: {table: vat.csv, by: [member.country, line.category], prices: include_tax}
        fees:
          - {id: handling, name: {en: Handling, zh-CN: 手续费}, amount: 0.90, refundable: false}
        returns: {within: 14 days}
      """
    Then these findings stand in the way:
      """
      basket.yaml:4:7 the key `purpose` is missing; write `purpose`: what it is for [PX-04, U: US 16 CFR 464; TESTED]
      basket.yaml:4:7 the key `recipient` is missing; write `recipient`: who receives it [PX-04, U: US 16 CFR 464; TESTED]
      """

  Scenario: A fee without a name in one of the languages
    When the coffee programme is to be adopted with these rules instead:
      """
      basket:
        tax: {table: vat.csv, by: [member.country, line.category], prices: include_tax}
        fees:
          - {id: handling, name: {en: Handling}, amount: 0.90, purpose: handling, recipient: seller, refundable: false}
        returns: {within: 14 days}
      """
    Then these findings stand in the way:
      """
      basket.yaml:4:28 the text in `zh-CN` is missing; write `zh-CN: …` beside it
      """

  Scenario: A fee that says all of that
    When the coffee programme is to be adopted with these rules instead:
      """
      constraints:
        - no_unlisted_charges: {}
      basket:
        tax: {table: vat.csv, by: [member.country, line.category], prices: include_tax}
        fees:
          - {id: handling, name: {en: Handling, zh-CN: 手续费}, amount: 0.90, purpose: handling, recipient: seller, refundable: false, taxed_as: gear}
        returns: {within: 14 days}
      """
    Then no finding stands in the way
