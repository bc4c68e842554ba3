Feature: Amounts, prices, and what they are taken off
  Conditions on the order and the lines something is taken off are different words.

  Scenario Outline: The same amount of the order, of each line, of each unit
    Given the coffee programme with these rules instead:
      """
      basket:
        discounts:
          combine: best
          rules:
            - {id: less, name: {en: Less, zh-CN: 立减}, <rule>}
      """
    When somebody asks the price in the shop:
      | article | category | quantity | price |
      | blend   | coffee   | 3        | 10.00 |
      | sencha  | tea      | 2        | 2.00  |
    Then the total is <total>

    Examples:
      | rule                                                  | total | because                                  |
      | amount: 3.00                                          | 31.00 | 34.00 less 3.00                          |
      | amount: 3.00, each: line                              | 28.00 | 27.00 and 1.00                           |
      | amount: 3.00, each: unit                              | 21.00 | 21.00, and tea for nothing, never less   |
      | amount: 9.00, lines: line.category == "tea"           | 30.00 | no more than the tea costs               |
      | amount: 3.00, contains: line.category == "tea"        | 31.00 | there is tea, and it is off the order    |
      | price: 7.50, each: unit                               | 26.50 | 22.50, and tea stays cheaper than that   |
      | price: 25.00, each: line                              | 29.00 | 25.00, and tea stays                     |
      | percent: 50%, at_most: 5.00                           | 29.00 | half is 17.00, but no more than 5.00     |
      | amount: 2.00, each: reached, reached: {units: 2}      | 30.00 | five units are twice two                 |

  Scenario: An amount for each full fifty, kept only as often as the order still comes to it
    Given the coffee programme with these rules instead:
      """
      basket:
        discounts:
          combine: best
          rules:
            - id: fifties
              name: {en: Five for each fifty, zh-CN: 每满50减5}
              amount: 5.00
              each: reached
              at_most: 12.00
              reached: {amount: 50.00, measured: before_discounts}
        returns: {within: 14 days}
      """
    And Ada is a member
    When Ada asks the price in the shop:
      | article | quantity | price |
      | blend   | 4        | 12.00 |
    Then the total is 48.00
    And among what did not apply is:
      | rule                | was                  | missing    | gives |
      | Five for each fifty | reached.fifties 4800 | below 2.00 | 5.00  |
    When Ada buys in the shop:
      | article | quantity | price |
      | blend   | 16       | 10.00 |
    # three times five, but no more than twelve
    Then the total is 148.00
    When Ada brings back:
      | article | quantity |
      | blend   | 7        |
    # what is kept, 90.00, costs 85.00
    Then the refund is:
      | money back | 63.00 |

  Scenario: A threshold that was not reached says how much is missing
    Given the coffee programme with these rules instead:
      """
      basket:
        discounts:
          combine: best
          rules:
            - {id: week, name: {en: Coffee week, zh-CN: 咖啡周}, percent: 10%}
            - id: before
              name: {en: Thirty at list, zh-CN: 标价满30}
              amount: 1.00
              reached: {amount: 30.00, measured: before_discounts}
            - id: after
              name: {en: Thirty to pay, zh-CN: 实付满30}
              amount: 5.00
              reached: {amount: 30.00, measured: after_discounts}
      """
    When somebody asks the price in the shop:
      | article | quantity | price |
      | blend   | 3        | 10.00 |
    # 30.00 at list; 27.00 after ten percent, 26.00 after the first amount
    Then the total is 26.00
    And among what did not apply is:
      | rule          | was                | missing    | gives |
      | Thirty to pay | reached.after 2600 | below 4.00 | 5.00  |

  Scenario: Delivery is spared from forty on, and stays a line of its own
    Given the coffee programme with these rules instead:
      """
      basket:
        discounts:
          combine: best
          rules:
            - id: free-delivery
              name: {en: Free delivery, zh-CN: 免配送费}
              free_fee: carriage
              reached: {amount: 40.00, measured: before_discounts}
        fees:
          - id: carriage
            name: {en: Delivery, zh-CN: 配送费}
            amount: 3.20
            when: order.delivery == "home"
            purpose: carriage
            recipient: carrier
            refundable: false
        returns: {within: 14 days}
      """
    And Ada is a member
    When Ada buys on the web, delivered home:
      | article | quantity | price |
      | blend   | 4        | 10.00 |
    Then the lines are:
      | line          | amount | what            |
      | blend         | 40.00  | base            |
      | Delivery      | 3.20   | carriage        |
      | Free delivery | -3.20  | discount public |
    When Ada brings back:
      | article | quantity |
      | blend   | 1        |
    # what is kept, 30.00, is delivered for 3.20
    Then the refund is:
      | money back | 6.80 |
    When Ada brings back:
      | article | quantity |
      | blend   | 3        |
    # the delivery took place and is charged: it is not refundable
    Then the total is 0.00

  Scenario: A welcome that nobody is kept from holds for regulars too, on the quote and on the order
    Given the coffee programme with these rules instead:
      """
      basket:
        discounts:
          combine: best
          rules:
            - {id: welcome, name: {en: Welcome, zh-CN: 新客优惠}, when: history.orders == 0, until: 2027-12-31, percent: 15%}
        returns: {within: 14 days}
      assessments:
        - {id: pia-2026-2, of: [history.orders]}
      """
    And Ada is a member
    When Ada buys in the shop:
      | article | quantity | price |
      | blend   | 1        | 10.00 |
    And Ada asks the price in the shop:
      | article | quantity | price |
      | blend   | 1        | 10.00 |
    Then the price is:
      | total              | 8.50       |
      | without membership | 8.50       |
      | by the rules       | 10.00      |
      | price rests on     | individual |
    When Ada buys in the shop:
      | article | quantity | price |
      | blend   | 1        | 10.00 |
    Then the total is 8.50
    And 8 points are earned
