@OP-06
Feature: No version binds before another person has approved it
  Who writes rules may not make them bind alone, and who approves sees exactly what will.

  Background:
    Given the coffee programme
    And it is 2026-12-01 09:00
    And Ada is a member
    When the coffee programme is to be planned with these rules instead:
      """
      earn:
        base: {points: 2, for_each: 1.00, of: line.amount}
      """

  Scenario: Planned by one, approved by another, binding from its day
    Given a key of Cleo that may programmes:read, rules:write
    When GET /v1/programmes/corner-coffee is asked
    And POST /v1/programmes/corner-coffee/plans is sent under its tag:
      """
      {"id": "double", "day": "2026-12-24", "files": "@rules"}
      """
    Then the answer is 201
    Given a key of Dora that may programmes:read, rules:approve
    When POST /v1/programmes/corner-coffee/plans/double/approval is sent under its tag:
      """
      {"reason": "a present for Christmas"}
      """
    Then the answer is 200
    Given a key of Cleo that may programmes:read, rules:write
    When POST /v1/programmes/corner-coffee/plans/double/adoption is sent under its tag:
      """
      """
    Then the answer is 200
    When Ada buys in the shop, delivered home:
      | article | brand | quantity | price |
      | beans   | other | 1        | 10.00 |
    Then 10 points are earned
    And it is 2026-12-24 09:00
    When Ada buys in the shop, delivered home:
      | article | brand | quantity | price |
      | beans   | other | 1        | 10.00 |
    Then 20 points are earned

  Scenario: Nobody approves what they planned themselves
    Given a key of Cleo that may do everything
    When GET /v1/programmes/corner-coffee is asked
    And POST /v1/programmes/corner-coffee/plans is sent under its tag:
      """
      {"id": "double", "files": "@rules"}
      """
    And POST /v1/programmes/corner-coffee/plans/double/approval is sent under its tag:
      """
      {}
      """
    Then the answer is 403 four-eyes
    And the database is unchanged

  Scenario: What nobody approved does not bind
    Given a key of Cleo that may do everything
    When GET /v1/programmes/corner-coffee is asked
    And POST /v1/programmes/corner-coffee/plans is sent under its tag:
      """
      {"id": "double", "files": "@rules"}
      """
    And POST /v1/programmes/corner-coffee/plans/double/adoption is sent under its tag:
      """
      """
    Then the answer is 409 adoption-plan-not-approved
    And the database is unchanged

  Scenario: Once somebody takes part one person adopts in an emergency only
    Given a key of Dora that may rules:approve
    When POST /v1/programmes is sent:
      """
      {"files": "@rules"}
      """
    Then the answer is 409 needs-plan
    When POST /v1/programmes is sent:
      """
      {"files": "@rules", "emergency": "the till prints two points and books one"}
      """
    Then the answer is 200
    When Ada buys in the shop, delivered home:
      | article | brand | quantity | price |
      | beans   | other | 1        | 10.00 |
    Then 20 points are earned

  Scenario: A frozen programme promises nothing, and takes back what was sold
    When Ada buys in the shop, delivered home:
      | article | brand | quantity | price |
      | beans   | other | 1        | 10.00 |
    Given a key of Dora that may rules:approve
    When POST /v1/programmes/corner-coffee/freeze is sent with the key stop-1:
      """
      {"reason": "orders in the app earn a hundredfold"}
      """
    Then the answer is 200
    When Ada asks the price in the shop, delivered home:
      | article | brand | quantity | price |
      | beans   | other | 1        | 10.00 |
    Then it is refused: The programme is frozen
    When Ada brings back:
      | article | quantity |
      | beans   | 1        |
    Then the refund is:
      | points taken back | 10 |
