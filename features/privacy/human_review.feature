@PP-07 @OP-01 @OP-02 @OP-03
Feature: Whoever doubts a price or points has a person look again
  A person answers who wrote neither the rules nor the answer that is contested, within clocks that all can see.

  Background:
    Given the coffee programme with these rules instead:
      """
      compensation:
        - {id: badly-handled, name: {en: Badly handled, zh-CN: 处理不当}, topic: price, cause: handling, points: 150}
      """
    And Ada is a member
    And an agent's key of Bea that may do everything
    And a key that may do everything
    When PUT /v1/orders/A-1 is sent:
      """
      {"programme": "corner-coffee", "currency": "EUR", "member": "@Ada",
       "order": {"channel": "shop", "delivery": "collect"},
       "lines": [{"sku": "blend", "quantity": 1, "unit_price": "10.00", "category": "coffee", "brand": "own"}]}
      """
    Then the answer is 201
    When PUT /v1/cases/T-1 is sent:
      """
      {"programme": "corner-coffee", "kind": "complaint", "topic": "price", "explanation": "@.explanation",
       "words": "The shelf said 8.00."}
      """
    Then the answer is 201

  Scenario: The clocks are there from the first moment, and the same again is the same case
    When it is sent again
    Then the answer is 200
    When GET /v1/cases/T-1?programme=corner-coffee is asked
    Then the answer says:
      """
      {"case": "T-1", "member": "@Ada", "state": "opened",
       "clocks": [{"clock": "acknowledge", "of": "U", "until": "2026-11-23T09:00:00Z", "late": false},
                  {"clock": "answer", "of": "U", "until": "2026-12-22T09:00:00Z", "late": false},
                  {"clock": "answer", "of": "programme", "until": "2026-11-29T23:00:00Z", "late": false}]}
      """

  Scenario: A case is given only to somebody who can answer it
    When POST /v1/cases/T-1/steps is sent:
      """
      {"programme": "corner-coffee", "step": "assigned", "to": "Bae"}
      """
    Then the answer is 409 case-step-early
    And the answer says:
      """
      {"detail": "no key of an agent that reaches corner-coffee has the label Bae; there are Bea"}
      """
    And the database is unchanged

  Scenario: A person answers, and what went wrong is made good by the published table
    When POST /v1/cases/T-1/steps is sent:
      """
      {"programme": "corner-coffee", "step": "acknowledged"}
      """
    And POST /v1/cases/T-1/steps is sent:
      """
      {"programme": "corner-coffee", "step": "assigned", "to": "Bea"}
      """
    Then the answer is 200
    When POST /v1/cases/T-1/steps is sent:
      """
      {"programme": "corner-coffee", "step": "answered", "outcome": "changed", "words": "You are right."}
      """
    Then the answer is 403 no-human-route
    And the database is unchanged
    Given an agent's key of Bea that may do everything
    When POST /v1/cases/T-1/steps is sent for the reason complaint:
      """
      {"programme": "corner-coffee", "step": "answered", "outcome": "changed", "words": "You are right."}
      """
    Then the answer is 200
    When POST /v1/cases/T-1/steps is sent for the reason complaint:
      """
      {"programme": "corner-coffee", "step": "closed"}
      """
    Then the answer is 409 case-step-early
    When POST /v1/cases/T-1/steps is sent for the reason complaint:
      """
      {"programme": "corner-coffee", "step": "closed", "cause": "handling"}
      """
    Then the answer says:
      """
      {"state": "closed", "assigned_to": "Bea"}
      """
    And Ada has:
      | pending |
      | 170     |

  Scenario: A wrong rule is made good for everybody it hit before the case ends
    When POST /v1/cases/T-1/steps is sent:
      """
      {"programme": "corner-coffee", "step": "acknowledged"}
      """
    And POST /v1/cases/T-1/steps is sent:
      """
      {"programme": "corner-coffee", "step": "assigned", "to": "Bea"}
      """
    Given an agent's key of Bea that may do everything
    When POST /v1/cases/T-1/steps is sent for the reason complaint:
      """
      {"programme": "corner-coffee", "step": "answered", "outcome": "changed", "words": "The rule is wrong."}
      """
    And POST /v1/cases/T-1/steps is sent for the reason complaint:
      """
      {"programme": "corner-coffee", "step": "closed", "cause": "rule-wrong", "rule": "base",
       "repaired": "0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f"}
      """
    Then the answer is 409 remedy-scope-missing
    And the database is unchanged
