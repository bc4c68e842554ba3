@PT-06
Feature: Points are taken back for a return, an error, or proven fraud, and for nothing else
  What was found is a case of the member about that award: the member reads why, and can contest it.

  Background:
    Given the coffee programme
    And an agent's key of Bea that may do everything
    And a key that may do everything
    And Eva is a member
    And Eva buys in the shop:
      | article | quantity | price |
      | blend   | 1        | 80.00 |
    When PUT /v1/cases/case-4 is sent:
      """
      {"programme": "corner-coffee", "kind": "review", "topic": "points", "member": "@Eva", "seq": 1}
      """
    And POST /v1/cases/case-4/steps is sent:
      """
      {"programme": "corner-coffee", "step": "acknowledged"}
      """
    And POST /v1/cases/case-4/steps is sent:
      """
      {"programme": "corner-coffee", "step": "assigned", "to": "Bea"}
      """
    Then the answer is 200

  Scenario Outline: An error and proven fraud are reasons, once each and with the award's points at most
    Given an agent's key of Bea that may do everything
    When POST /v1/cases/case-4/steps is sent for the reason complaint:
      """
      {"programme": "corner-coffee", "step": "answered", "outcome": "changed", "words": "Nothing was bought."}
      """
    Then the answer is 200
    Given a key that may do everything
    When POST /v1/clawbacks is sent with the key k-1:
      """
      {"member": "@Eva", "case": "case-4", "award": 1, "points": 30, "reason": "<reason>"}
      """
    Then the answer is 201
    And the answer says:
      """
      {"case": "case-4", "wallet": "points", "points": 30, "reason": "<reason>", "seq": 2}
      """
    And the ledger of Eva reads:
      | entry    | points |
      | earn     | 80     |
      | clawback | -30    |
    When POST /v1/clawbacks is sent with the key k-2:
      """
      {"member": "@Eva", "case": "case-4", "award": 1, "points": 51, "reason": "<reason>"}
      """
    Then the answer is 409 already-reversed
    And the database is unchanged

    Examples:
      | reason       |
      | error        |
      | proven-fraud |

  Scenario: An error of the house waits for nobody's answer
    When POST /v1/clawbacks is sent with the key k-1:
      """
      {"member": "@Eva", "case": "case-4", "award": 1, "points": 30, "reason": "error"}
      """
    Then the answer is 201

  Scenario Outline: Nothing else is a reason, and fraud that nobody has found is none
    When POST /v1/clawbacks is sent with the key k-1:
      """
      {"member": "@Eva", "case": "case-4", "award": 1, "points": 30, "reason": "<reason>"}
      """
    Then the answer is 422 clawback-reason
    And the database is unchanged

    Examples:
      | reason       |
      | suspicion    |
      | inactivity   |
      | goodwill     |
      | return       |
      | proven-fraud |

  Scenario: An award that a person let stand is not taken back
    Given an agent's key of Bea that may do everything
    When POST /v1/cases/case-4/steps is sent for the reason complaint:
      """
      {"programme": "corner-coffee", "step": "answered", "outcome": "stands", "words": "It is as it should be."}
      """
    Then the answer is 200
    Given a key that may do everything
    When POST /v1/clawbacks is sent with the key k-1:
      """
      {"member": "@Eva", "case": "case-4", "award": 1, "points": 30, "reason": "error"}
      """
    Then the answer is 422 clawback-reason
    And the database is unchanged

  Scenario: A case that is not there, is about something else, or of somebody else carries nothing
    Given Ada is a member
    And Ada buys in the shop:
      | article | quantity | price |
      | blend   | 1        | 80.00 |
    When POST /v1/clawbacks is sent with the key k-1:
      """
      {"member": "@Eva", "case": "case-5", "award": 1, "points": 30, "reason": "error"}
      """
    Then the answer is 422 clawback-reason
    When POST /v1/clawbacks is sent with the key k-2:
      """
      {"member": "@Ada", "case": "case-4", "award": 1, "points": 30, "reason": "error"}
      """
    Then the answer is 422 clawback-reason
    When PUT /v1/cases/case-6 is sent:
      """
      {"programme": "corner-coffee", "kind": "complaint", "topic": "service", "member": "@Eva", "words": "The queue was long."}
      """
    And POST /v1/clawbacks is sent with the key k-3:
      """
      {"member": "@Eva", "case": "case-6", "award": 1, "points": 30, "reason": "error"}
      """
    Then the answer is 422 clawback-reason
