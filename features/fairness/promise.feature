@PX-12
Feature: A price that was promised is charged, whatever changes meanwhile
  A quote binds until it ends; only a lower price may take its place.

  Scenario: The discount shrinks before the order comes
    Given the coffee programme with these rules instead:
      """
      basket:
        discounts:
          combine: best
          rules:
            - {id: spring, name: {en: Spring, zh-CN: 春季}, percent: {2023-01-01: 10%, 2026-11-23: 1%}}
        returns: {within: 14 days}
      """
    And Ada is a member
    And it is 2026-11-22 23:50
    When Ada asks the price in the shop:
      | article | quantity | price |
      | blend   | 1        | 10.00 |
    Then the total is 9.00
    When it is 2026-11-23 00:05
    And what was asked for is bought
    Then the total is 9.00
    When Ada asks the price in the shop:
      | article | quantity | price |
      | blend   | 1        | 10.00 |
    Then the total is 9.90

  @AX-02
  Scenario: Who needs longer is given more time
    Given the corner-coffee programme
    And a key that may do everything
    And it is 2026-11-22 10:00
    When POST /v1/quotes is sent:
      """
      {"programme": "corner-coffee", "currency": "EUR", "order": {"channel": "shop", "delivery": "collect"},
       "lines": [{"sku": "blend", "quantity": 1, "unit_price": "10.00", "category": "coffee", "brand": "own"}]}
      """
    And it is 2026-11-22 10:20
    And POST /v1/quotes/@.id/extensions is sent:
      """
      """
    Then the answer is 200
    And the answer says:
      """
      {"valid_until": "2026-11-22T09:50:00Z"}
      """
    When it is 2026-11-22 10:40
    And PUT /v1/orders/o-1 is sent:
      """
      {"programme": "corner-coffee", "currency": "EUR", "order": {"channel": "shop", "delivery": "collect"},
       "lines": [{"sku": "blend", "quantity": 1, "unit_price": "10.00", "category": "coffee", "brand": "own"}],
       "quote": "@.id"}
      """
    Then the answer is 201
