@PT-06
Feature: Points are taken back for a return, an error, or proven fraud, and for nothing else
  Each time the member reads why, and where to turn to contest it.

  Background:
    Given the coffee programme
    And a key that may do everything
    And Eva is a member
    And Eva buys in the shop:
      | article | quantity | price |
      | blend   | 1        | 80.00 |

  Scenario Outline: An error and proven fraud are reasons, once each and with the award's points at most
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
      {"member": "@Eva", "case": "case-5", "award": 1, "points": 51, "reason": "<reason>"}
      """
    Then the answer is 409 already-reversed
    And the database is unchanged

    Examples:
      | reason       |
      | error        |
      | proven-fraud |

  Scenario Outline: Nothing else is a reason
    When POST /v1/clawbacks is sent with the key k-1:
      """
      {"member": "@Eva", "case": "case-4", "award": 1, "points": 30, "reason": "<reason>"}
      """
    Then the answer is 422 clawback-reason
    And the database is unchanged

    Examples:
      | reason     |
      | suspicion  |
      | inactivity |
      | goodwill   |
      | return     |
