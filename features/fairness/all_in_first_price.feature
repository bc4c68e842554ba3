@PX-01
Feature: The first price contains every fee that nobody can avoid

  Scenario: A compulsory fee is in the first total
    Given the coffee programme with these rules instead:
      """
      basket:
        tax: {table: vat.csv, by: [member.country, line.category], prices: include_tax}
        fees:
          - {id: packing, name: {en: Packing, zh-CN: 包装费}, amount: 1.20, purpose: packing, recipient: seller, refundable: true, taxed_as: gear}
          - {id: carriage, name: {en: Delivery, zh-CN: 配送费}, amount: 3.20, when: order.delivery == "home", purpose: carriage, recipient: carrier, refundable: false}
        returns: {within: 14 days}
      """
    When somebody asks the price in the web:
      | article | quantity | price |
      | blend   | 1        | 10.00 |
    # 10.00 and 1.20; delivery is chosen, and was not
    Then the total is 11.20
    And the lines are:
      | line    | amount | what          | compulsory |
      | blend   | 10.00  | base          | yes        |
      | Tax     | 0.65   | tax           | yes        |
      | Packing | 1.20   | mandatory fee | yes        |
      | Tax     | 0.19   | tax           | yes        |
    When somebody asks the price in the web, delivered home:
      | article | quantity | price |
      | blend   | 1        | 10.00 |
    Then the total is 14.40

  Scenario: Tax that is added to prices is in the first total
    Given the coffee programme with these rules instead:
      """
      basket:
        tax: {table: vat.csv, by: [member.country, line.category], prices: exclude_tax}
        returns: {within: 14 days}
      """
    When somebody asks the price in the web:
      | article   | category | quantity | price |
      | blend     | coffee   | 1        | 10.00 |
      | hand-mill | gear     | 1        | 10.00 |
    # 7 % and 19 %
    Then the price is:
      | total     | 22.60 |
      | tax added | 2.60  |
    And everything adds up

  Scenario: The total of a plan contains its service fee
    Given the coffee programme
    When 0 api-calls of brew-pro are used
    Then the total is 29.50
    And everything adds up
