@PY-02 @PY-03
Feature: Stored value within the law of China
  A card holds only so much, and what is left of what was paid in is had back for seven days without a reason.

  Background:
    Given the coffee programme with these rules instead:
      """
      programme: corner-coffee
      schema: 1
      currency: CNY
      timezone: Asia/Shanghai
      languages: [en, zh-CN]
      jurisdictions: [CN]
      effective: {from: 2026-11-15}
      numbers:
        money: {step: 0.01, round: half_up, at: each_line}
        prices: {step: 0.000001}
        quantities: {step: 0.000001}
        points: {step: 1, round: down}
        split: cumulative
        limits: {money: 1000000.00, quantity: 10000000, points: 100000000, lines: 500}
      stored_value: {after_return: value_first}
      basket:
        discounts: {combine: best, rules: []}
        returns: {within: 14 days}
      """
    And Ada is a member
    And a key that may do everything
    When POST /v1/members/@Ada/stored-value is sent with the key load-1:
      """
      {"amount": {"amount": 400000, "currency": "CNY"}}
      """
    Then the answer is 201

  Scenario: More than five thousand is not taken
    When POST /v1/members/@Ada/stored-value is sent with the key load-2:
      """
      {"amount": {"amount": 100001, "currency": "CNY"}}
      """
    Then the answer is 422 prepaid-limit
    And the database is unchanged
    When POST /v1/members/@Ada/stored-value is sent with the key load-3:
      """
      {"amount": {"amount": 100000, "currency": "CNY"}}
      """
    Then the answer is 201

  Scenario: A card of whoever shows it holds a thousand
    When PUT /v1/gift-cards/card-1 is sent:
      """
      {"programme": "corner-coffee", "amount": {"amount": 100001, "currency": "CNY"}}
      """
    Then the answer is 422 prepaid-limit
    When PUT /v1/gift-cards/card-1 is sent:
      """
      {"programme": "corner-coffee", "amount": {"amount": 100000, "currency": "CNY"}}
      """
    Then the answer is 201

  Scenario: What is left is had back on the seventh day, once
    Given it is 2026-11-29 10:00
    When POST /v1/members/@Ada/stored-value/refunds is sent with the key back-1:
      """
      {"load_key": "load-1"}
      """
    Then the answer says:
      """
      {"refunded": {"amount": 400000, "currency": "CNY"}, "available": {"amount": 0, "currency": "CNY"}}
      """
    When POST /v1/members/@Ada/stored-value/refunds is sent with the key back-2:
      """
      {"load_key": "load-1"}
      """
    Then the answer is 409 prepaid-value-gone

  Scenario: On the eighth day it stays
    Given it is 2026-11-30 10:00
    When POST /v1/members/@Ada/stored-value/refunds is sent with the key back-1:
      """
      {"load_key": "load-1"}
      """
    Then the answer is 409 prepaid-refund-over
    And the database is unchanged

  Scenario: What a gift card was given away with is not had back
    When PUT /v1/gift-cards/card-1 is sent:
      """
      {"programme": "corner-coffee", "amount": {"amount": 5000, "currency": "CNY"}}
      """
    And POST /v1/gift-cards/refunds is sent with the key back-1:
      """
      {"programme": "corner-coffee", "code": "@.code"}
      """
    Then the answer is 409 prepaid-refund-over
    And the database is unchanged
