@PY-01
Feature: Stored value
  Money that was paid in beforehand pays after points. It never mixes with points and never ends.

  Background:
    Given the coffee programme with these rules instead:
      """
      stored_value: {after_return: value_first}
      basket:
        discounts: {combine: best, rules: []}
        returns: {within: 14 days}
      """
    And Ada is a member
    And a key that may do everything
    When POST /v1/members/@Ada/stored-value is sent with the key card-1:
      """
      {"amount": {"amount": 2500, "currency": "EUR"}}
      """
    Then the answer is 201

  Scenario: It pays what is left, changes no price, and earns like money
    When Ada buys in the shop, offering 40.00 of stored value:
      | article | quantity | price |
      | blend   | 3        | 10.00 |
    Then the price is:
      | total                  | 30.00 |
      | left to pay            | 30.00 |
      | paid with stored value | 25.00 |
      | points earned          | 30    |
    When Ada asks the price in the shop, offering 40.00 of stored value:
      | article | quantity | price |
      | blend   | 3        | 10.00 |
    Then the price is:
      | paid with stored value | 0.00 |

  Scenario: A refund goes back to stored value first, as the file says
    When Ada buys in the shop, offering 25.00 of stored value:
      | article | quantity | price |
      | blend   | 3        | 10.00 |
    And Ada brings back:
      | article | quantity |
      | blend   | 2        |
    Then the refund is:
      | money back      | 20.00 |
      | to stored value | 20.00 |
    When Ada brings back:
      | article | quantity |
      | blend   | 1        |
    # of 25.00 there were 5.00 left; the other 5.00 were paid with money
    Then the refund is:
      | money back      | 10.00 |
      | to stored value | 5.00  |
    When Ada asks the price in the shop, offering 40.00 of stored value:
      | article | quantity | price |
      | blend   | 3        | 10.00 |
    Then the price is:
      | paid with stored value | 25.00 |

  Scenario: The same card is booked once
    When it is sent again
    Then the answer is 201
    When Ada asks the price in the shop, offering 40.00 of stored value:
      | article | quantity | price |
      | blend   | 3        | 10.00 |
    Then the price is:
      | paid with stored value | 25.00 |

  Scenario: Points are not stored value
    When POST /v1/members/@Ada/stored-value is sent with the key card-2:
      """
      {"amount": {"amount": 2500, "currency": "USD"}}
      """
    Then the answer is 422 no-stored-value
