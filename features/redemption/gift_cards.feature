Feature: Gift cards
  Money on a card pays for whoever shows its code. It was bought, never ends, and is never points.

  Background:
    Given the coffee programme with these rules instead:
      """
      stored_value: {after_return: value_first}
      basket:
        discounts: {combine: best, rules: []}
        returns: {within: 14 days}
      """
    And Ada is a member
    And Ben is a member
    And a key that may do everything
    When PUT /v1/gift-cards/card-1 is sent:
      """
      {"programme": "corner-coffee", "amount": {"amount": 2500, "currency": "EUR"}}
      """
    Then the answer is 201
    And the answer says:
      """
      {"id": "card-1", "code": "DRQP-R0Q8-KS1Y", "amount": {"amount": 2500, "currency": "EUR"}}
      """

  Scenario: Several members pay with one card, changing neither price nor what is earned
    When Ada buys in the shop, paying with the cards DRQP-R0Q8-KS1Y:
      | article | quantity | price |
      | blend   | 2        | 10.00 |
    Then the price is:
      | total                  | 20.00 |
      | paid with stored value | 20.00 |
      | points earned          | 20    |
    When Ben buys in the shop, paying with the cards DRQP-R0Q8-KS1Y:
      | article | quantity | price |
      | blend   | 2        | 10.00 |
    Then the price is:
      | total                  | 20.00 |
      | paid with stored value | 5.00  |
    When POST /v1/gift-cards/show is sent:
      """
      {"programme": "corner-coffee", "code": "DRQP-R0Q8-KS1Y"}
      """
    Then the answer says:
      """
      {"available": {"amount": 0, "currency": "EUR"}}
      """

  Scenario: Somebody unknown pays with it too, and what comes back goes back to the card
    When somebody buys in the shop, paying with the cards DRQP-R0Q8-KS1Y:
      | article | quantity | price |
      | blend   | 3        | 10.00 |
    Then the price is:
      | paid with stored value | 25.00 |
    When somebody brings back:
      | article | quantity |
      | blend   | 1        |
    Then the refund is:
      | money back      | 10.00 |
      | to stored value | 10.00 |
    When POST /v1/gift-cards/show is sent:
      """
      {"programme": "corner-coffee", "code": "DRQP-R0Q8-KS1Y"}
      """
    Then the answer says:
      """
      {"available": {"amount": 1000, "currency": "EUR"}}
      """

  Scenario: Cards pay in the order in which they are shown, and get back in the other
    When PUT /v1/gift-cards/card-2 is sent:
      """
      {"programme": "corner-coffee", "amount": {"amount": 500, "currency": "EUR"}}
      """
    Then the answer is 201
    When PUT /v1/orders/order-g is sent:
      """
      {"programme": "corner-coffee", "member": "@Ada", "currency": "EUR", "order": {"channel": "shop"},
       "gift_cards": ["DRQP-R0Q8-KS1Y", "drqp r0q8 ksiy", "J2X5-4MTC-GT5X", "0000-0000-0000"],
       "lines": [{"id": "1", "sku": "blend", "quantity": 3, "unit_price": "10.00", "category": "coffee",
                  "brand": "own"}]}
      """
    Then the answer is 201
    And the answer says:
      """
      {"value_used": {"amount": 3000, "currency": "EUR"}}
      """
    When POST /v1/orders/order-g/returns is sent:
      """
      {"programme": "corner-coffee", "id": "ret-1", "lines": [{"line": "1", "quantity": 1}]}
      """
    Then the answer is 201
    And the answer says:
      """
      {"to_stored_value": {"amount": 1000, "currency": "EUR"}}
      """
    When POST /v1/gift-cards/show is sent:
      """
      {"programme": "corner-coffee", "code": "J2X5-4MTC-GT5X"}
      """
    Then the answer says:
      """
      {"available": {"amount": 500, "currency": "EUR"}}
      """
    When POST /v1/gift-cards/show is sent:
      """
      {"programme": "corner-coffee", "code": "DRQP-R0Q8-KS1Y"}
      """
    Then the answer says:
      """
      {"available": {"amount": 500, "currency": "EUR"}}
      """

  Scenario: A card is sold as a line, once for each piece; brought back unused it is empty
    When PUT /v1/orders/order-g is sent:
      """
      {"programme": "corner-coffee", "currency": "EUR", "order": {"channel": "shop"},
       "lines": [{"id": "g", "sku": "gift", "quantity": 1, "unit_price": "15.00", "category": "gift-card",
                  "brand": "own"}]}
      """
    Then the answer is 201
    When PUT /v1/gift-cards/card-2 is sent:
      """
      {"programme": "corner-coffee", "amount": {"amount": 1501, "currency": "EUR"},
       "sold_as": {"order": "order-g", "line": "g"}}
      """
    Then the answer is 422 gift-card-not-sold
    And the database is unchanged
    When PUT /v1/gift-cards/card-2 is sent:
      """
      {"programme": "corner-coffee", "amount": {"amount": 1500, "currency": "EUR"},
       "sold_as": {"order": "order-g", "line": "g"}}
      """
    Then the answer is 201
    When PUT /v1/gift-cards/card-3 is sent:
      """
      {"programme": "corner-coffee", "amount": {"amount": 1500, "currency": "EUR"},
       "sold_as": {"order": "order-g", "line": "g"}}
      """
    Then the answer is 422 gift-card-not-sold
    When POST /v1/orders/order-g/returns is sent:
      """
      {"programme": "corner-coffee", "id": "ret-1", "lines": [{"line": "g", "quantity": 1}]}
      """
    Then the answer is 201
    When POST /v1/gift-cards/show is sent:
      """
      {"programme": "corner-coffee", "code": "J2X5-4MTC-GT5X"}
      """
    Then the answer says:
      """
      {"available": {"amount": 0, "currency": "EUR"}}
      """

  Scenario: A card that was paid with does not come back
    When PUT /v1/orders/order-g is sent:
      """
      {"programme": "corner-coffee", "currency": "EUR", "order": {"channel": "shop"},
       "lines": [{"id": "g", "sku": "gift", "quantity": 1, "unit_price": "15.00", "category": "gift-card",
                  "brand": "own"}]}
      """
    And PUT /v1/gift-cards/card-2 is sent:
      """
      {"programme": "corner-coffee", "amount": {"amount": 1500, "currency": "EUR"},
       "sold_as": {"order": "order-g", "line": "g"}}
      """
    And Ada buys in the shop, paying with the cards J2X5-4MTC-GT5X:
      | article | quantity | price |
      | blend   | 1        | 10.00 |
    And POST /v1/orders/order-g/returns is sent:
      """
      {"programme": "corner-coffee", "id": "ret-1", "lines": [{"line": "g", "quantity": 1}]}
      """
    Then the answer is 409 not-returnable
    And the database is unchanged

  Scenario: It is loaded once, by whoever has the code
    When POST /v1/gift-cards/load is sent with the key load-1:
      """
      {"programme": "corner-coffee", "code": "drqpr0q8ks1y", "amount": {"amount": 1000, "currency": "EUR"}}
      """
    Then the answer is 201
    When it is sent again
    Then the answer is 201
    And the answer says:
      """
      {"loaded": {"amount": 1000, "currency": "EUR"}, "available": {"amount": 3500, "currency": "EUR"}}
      """
    When POST /v1/gift-cards/load is sent with the key load-2:
      """
      {"programme": "corner-coffee", "code": "0000-0000-0000", "amount": {"amount": 1000, "currency": "EUR"}}
      """
    Then the answer is 422 unknown-gift-card
    And the database is unchanged

  Scenario: The same id is the same card
    When PUT /v1/gift-cards/card-1 is sent:
      """
      {"programme": "corner-coffee", "amount": {"amount": 2500, "currency": "EUR"}}
      """
    Then the answer is 200
    And the answer says:
      """
      {"code": "DRQP-R0Q8-KS1Y"}
      """
    When PUT /v1/gift-cards/card-1 is sent:
      """
      {"programme": "corner-coffee", "amount": {"amount": 2600, "currency": "EUR"}}
      """
    Then the answer is 409 gift-card-differs
    And the database is unchanged
