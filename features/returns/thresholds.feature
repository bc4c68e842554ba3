Feature: A return that loses a discount
  What goes back in all depends on what is kept, not on the way there. Where a later return
  loses a discount that an earlier one left, it asks for a part again.

  Background:
    Given the coffee programme with these rules instead:
      """
      basket:
        discounts:
          combine: sum
          rules:
            - {id: big, name: {en: Big, zh-CN: 大}, amount: 4.00, reached: {amount: 20.00, measured: before_discounts}}
        returns: {within: 14 days}
      earn:
        base: {points: 1, for_each: 1.00, of: line.amount}
      """
    And Eva is a member
    When Eva buys in the shop, as order A:
      | article | quantity | price |
      | blend   | 1        | 15.00 |
      | mocha   | 1        | 4.99  |
      | filter  | 2        | 2.50  |
    # 24.99 less 4.00
    Then the total is 20.99

  Scenario: One after the other
    When Eva brings back of A:
      | article | quantity |
      | filter  | 1        |
    # kept 22.49 less 4.00
    Then the refund is:
      | kept order | 18.49 |
      | money back | 2.50  |
    When Eva brings back of A:
      | article | quantity |
      | filter  | 1        |
    # kept 19.99, below 20.00: 1.00 goes back in all, 2.50 has gone back already
    Then the refund is:
      | kept order | 19.99 |
      | money back | -1.50 |
    When Eva brings back everything of A:
      | article | quantity |
      | blend   | 1        |
      | mocha   | 1        |
    Then the refund is:
      | kept order | 0.00  |
      | money back | 19.99 |

  Scenario: Both at once
    When Eva brings back of A:
      | article | quantity |
      | filter  | 2        |
    Then the refund is:
      | kept order | 19.99 |
      | money back | 1.00  |

