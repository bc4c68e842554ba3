Feature: Vouchers
  A code that is shown lets rules apply. Each use is counted once, and kept for whoever was promised it.

  Background:
    Given the coffee programme with these rules instead:
      """
      vouchers:
        - id: welcome
          name: {en: Welcome, zh-CN: 欢迎券}
          codes: public
          code: WELCOME10
          each_member: 1
          after_return: given_back
        - id: last_one
          name: {en: The last one, zh-CN: 最后一张}
          codes: public
          code: LAST-1
          in_all: 1
          until: 2026-11-30
          after_return: used_up
        - id: thanks
          name: {en: Thanks, zh-CN: 感谢券}
          codes: unique
          each_code: 1
          after_return: used_up
      basket:
        discounts:
          combine: sum
          rules:
            - id: ten
              name: {en: Ten percent for you, zh-CN: 九折优惠}
              when: voucher.welcome
              reached: {amount: 20.00, measured: before_discounts}
              percent: 10%
            - {id: five, name: {en: Five less, zh-CN: 立减五元}, when: voucher.last_one or voucher.thanks, amount: 5.00}
        returns: {within: 14 days}
      """
    And Ada is a member
    And Ben is a member

  Scenario: A code counts once for each member
    When Ada buys in the shop, showing welcome-10:
      | article | quantity | price |
      | blend   | 2        | 15.00 |
    Then the total is 27.00
    And among what did not apply is:
      | rule   | was      | missing       |
      | code 1 | welcome  |               |
    When Ada asks the price in the shop, showing WELCOME10:
      | article | quantity | price |
      | blend   | 2        | 15.00 |
    Then the total is 30.00
    And among what did not apply is:
      | rule   | was      | missing       |
      | code 1 | welcome  | used-up       |
    When Ben asks the price in the shop, showing WELCOME10:
      | article | quantity | price |
      | blend   | 2        | 15.00 |
    Then the total is 27.00

  Scenario: What a code needs besides is said, and a code that gave nothing is not used up
    When Ada buys in the shop, showing WELCOME10:
      | article | quantity | price |
      | blend   | 1        | 15.00 |
    Then the total is 15.00
    And among what did not apply is:
      | rule   | was      | missing       |
      | code 1 | welcome  | nothing-given |
    And among what did not apply is:
      | rule                | missing    | gives |
      | Ten percent for you | below 5.00 | 0.1   |
    When Ada asks the price in the shop, showing WELCOME10:
      | article | quantity | price |
      | blend   | 2        | 15.00 |
    Then the total is 27.00

  Scenario: When everything is brought back, the voucher is too, if the file says so
    When Ada buys in the shop, showing WELCOME10:
      | article | quantity | price |
      | blend   | 2        | 15.00 |
    And Ada brings back:
      | article | quantity |
      | blend   | 1        |
    # 15.00 are below 20.00: what is kept costs its full price
    Then the refund is:
      | money back | 12.00 |
    When Ada brings back:
      | article | quantity |
      | blend   | 1        |
    Then the refund is:
      | money back | 15.00 |
    When Ada asks the price in the shop, showing WELCOME10:
      | article | quantity | price |
      | blend   | 2        | 15.00 |
    Then the total is 27.00

  Scenario: A quote keeps the last use until it lapses
    When Ada asks the price in the shop, showing LAST-1:
      | article | quantity | price |
      | blend   | 2        | 15.00 |
    Then the total is 25.00
    When Ben asks the price in the shop, showing LAST-1:
      | article | quantity | price |
      | blend   | 2        | 15.00 |
    Then the total is 30.00
    And among what did not apply is:
      | rule   | was      | missing       |
      | code 1 | last_one | used-up       |
    Given it is 2026-11-22 10:31
    When Ben buys in the shop, showing LAST-1:
      | article | quantity | price |
      | blend   | 2        | 15.00 |
    Then the total is 25.00

  Scenario: What was promised is given, and only once
    When Ada asks the price in the shop, showing LAST-1:
      | article | quantity | price |
      | blend   | 2        | 15.00 |
    And what was asked for is bought
    Then the total is 25.00
    When Ben brings back everything
    Then the total is 0.00
    When Ben asks the price in the shop, showing LAST-1:
      | article | quantity | price |
      | blend   | 2        | 15.00 |
    Then among what did not apply is:
      | rule   | was      | missing       |
      | code 1 | last_one | used-up       |

  Scenario: A code that nobody knows, one shown twice, and one that is over
    Given it is 2026-12-01 10:00
    When Ada asks the price in the shop, showing NO-SUCH+WELCOME10+welcome10+LAST-1:
      | article | quantity | price |
      | blend   | 2        | 15.00 |
    Then among what did not apply is:
      | rule   | was      | missing       |
      | code 1 |          | unknown-code  |
      | code 2 | welcome  |               |
      | code 3 | welcome  | shown-twice   |
      | code 4 | last_one | ended         |

  Scenario: A code with a limit for each member is for members only
    When somebody asks the price in the shop, showing WELCOME10:
      | article | quantity | price |
      | blend   | 2        | 15.00 |
    Then among what did not apply is:
      | rule   | was      | missing       |
      | code 1 | welcome  | members-only  |
