Feature: A voucher for the next order
  An order that is enough gives a code for the next one. It is the buyer's own, lasts for some days, and
  goes with the order that gave it.

  Background:
    Given the coffee programme with these rules instead:
      """
      vouchers:
        - id: next_order
          name: {en: Five off the next order, zh-CN: 下单立减券}
          codes: unique
          each_code: 1
          given_by_order: {when: order.list_total >= 30.00, valid: 30 days}
          after_return: given_back
      basket:
        discounts:
          combine: sum
          rules:
            - {id: five, name: {en: Five less, zh-CN: 立减五元}, when: voucher.next_order, amount: 5.00}
        returns: {within: 14 days}
      """
    And Ada is a member
    And Ben is a member

  Scenario: An order gives a code, the same when it is sent again, which counts once for its buyer
    When Ada buys in the shop:
      | article | quantity | price |
      | blend   | 2        | 15.00 |
    Then the price is:
      | total          | 30.00                       |
      | vouchers given | next_order until 2026-12-22 |
    When Ada buys in the shop, as order order-1:
      | article | quantity | price |
      | blend   | 2        | 15.00 |
    And it is sent again
    Then the answer is the one given before
    And the price is:
      | vouchers given | next_order until 2026-12-22 |
    When Ben asks the price in the shop, showing next_order:
      | article | quantity | price |
      | blend   | 1        | 15.00 |
    Then the total is 15.00
    And among what did not apply is:
      | rule   | was        | missing      |
      | code 1 | next_order | other-member |
    When Ada buys in the shop, showing next_order:
      | article | quantity | price |
      | blend   | 1        | 15.00 |
    Then the total is 10.00
    When Ada asks the price in the shop, showing next_order:
      | article | quantity | price |
      | blend   | 1        | 15.00 |
    Then among what did not apply is:
      | rule   | was        | missing |
      | code 1 | next_order | used-up |

  Scenario: How much more would give it is said
    When Ada asks the price in the shop:
      | article | quantity | price |
      | blend   | 1        | 22.00 |
    Then the price is:
      | vouchers given |  |
    And among what did not apply is:
      | rule                    | missing    |
      | Five off the next order | below 8.00 |

  Scenario: It lasts until its last day, that day inside
    When Ada buys in the shop:
      | article | quantity | price |
      | blend   | 2        | 15.00 |
    Given it is 2026-12-22 23:30
    When Ada asks the price in the shop, showing next_order:
      | article | quantity | price |
      | blend   | 1        | 15.00 |
    Then the total is 10.00
    Given it is 2026-12-23 00:30
    When Ada asks the price in the shop, showing next_order:
      | article | quantity | price |
      | blend   | 1        | 15.00 |
    Then among what did not apply is:
      | rule   | was        | missing |
      | code 1 | next_order | ended   |

  Scenario: An order of nobody gives a code to whoever shows it
    When somebody buys in the shop:
      | article | quantity | price |
      | blend   | 2        | 15.00 |
    And Ben asks the price in the shop, showing next_order:
      | article | quantity | price |
      | blend   | 1        | 15.00 |
    Then the total is 10.00

  Scenario: A return that leaves too little ends an unused code
    When Ada buys in the shop:
      | article | quantity | price |
      | blend   | 2        | 15.00 |
      | tea     | 1        | 4.00  |
    And Ada brings back:
      | article | quantity |
      | tea     | 1        |
    Then the refund is:
      | money back     | 4.00 |
      | vouchers ended |      |
    When Ada brings back:
      | article | quantity |
      | blend   | 1        |
    Then the refund is:
      | money back     | 15.00      |
      | vouchers ended | next_order |
    When Ada asks the price in the shop, showing next_order:
      | article | quantity | price |
      | blend   | 1        | 15.00 |
    Then the total is 15.00
    And among what did not apply is:
      | rule   | was        | missing |
      | code 1 | next_order | ended   |

  Scenario: What a used code gave stays, and it does not come back with the order that used it
    When Ada buys in the shop, as order first:
      | article | quantity | price |
      | blend   | 2        | 15.00 |
    And Ada buys in the shop, showing next_order, as order second:
      | article | quantity | price |
      | blend   | 1        | 15.00 |
    And Ada brings back everything of first
    Then the refund is:
      | money back     | 30.00            |
      | vouchers ended | next_order, used |
    When Ada brings back everything of second
    Then the refund is:
      | money back | 10.00 |
    When Ada asks the price in the shop, showing next_order:
      | article | quantity | price |
      | blend   | 1        | 15.00 |
    Then among what did not apply is:
      | rule   | was        | missing |
      | code 1 | next_order | ended   |

  Scenario: A quote made before a return does not save the code
    When Ada buys in the shop, as order first:
      | article | quantity | price |
      | blend   | 2        | 15.00 |
    And Ada asks the price in the shop, showing next_order:
      | article | quantity | price |
      | blend   | 1        | 15.00 |
    And Ada cancels everything of first
    And Ada asks the price in the shop, showing next_order:
      | article | quantity | price |
      | blend   | 1        | 15.00 |
    Then the total is 15.00
