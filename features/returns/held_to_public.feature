Feature: What is kept of an order costs nobody more than somebody unknown
  A price that is held to the public one at the sale is held to it after a return too.

  Background:
    Given the coffee programme with these rules instead:
      """
      basket:
        discounts:
          combine: best
          rules:
            - {id: hello, name: {en: Hello, zh-CN: 你好}, when: history.orders == 0, until: 2027-12-31, percent: 10%}
            - {id: big, name: {en: Big, zh-CN: 大}, when: member.enrolled, amount: 4.00, reached: {amount: 20.00, measured: before_discounts}}
        returns: {within: 14 days}
      earn:
        base: {points: 1, for_each: 1.00, of: line.amount}
      assessments:
        - {id: pia-2026-2, of: [history.orders]}
      """
    And Mia is a member

  Scenario: What is left no longer reaches the members' discount
    When Mia buys in the shop, as order B:
      | article | quantity | price |
      | blend   | 1        | 15.00 |
    And Mia buys in the shop, as order C:
      | article | quantity | price |
      | blend   | 1        | 15.00 |
      | mocha   | 1        | 10.00 |
    # 25.00 less 4.00; who is unknown pays 22.50
    Then the total is 21.00
    When Mia brings back of C:
      | article | quantity |
      | mocha   | 1        |
    # by the rules 15.00, who is unknown 13.50
    Then the refund is:
      | kept order | 13.50 |
      | money back | 7.50  |
    When Mia brings back everything of C:
      | article | quantity |
      | blend   | 1        |
    Then the refund is:
      | kept order | 0.00  |
      | money back | 13.50 |
