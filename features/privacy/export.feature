@PD-07 @PD-08
Feature: A member is given everything that is kept of them
  Complete, counted, in a form other systems read; and about nobody else.

  Background:
    Given the coffee programme
    And Ada is a member
    And a key that may do everything

  Scenario: Everything is there
    When Ada buys in the shop:
      | article | quantity | price |
      | blend   | 1        | 10.00 |
    And GET /v1/members/@Ada/export is asked
    Then the answer is 200

  Scenario: Nobody without the right is given it
    Given a key that may members:read
    When GET /v1/members/@Ada/export is asked
    Then the answer is 403 scope-missing

  Scenario: Of somebody who is not there
    When GET /v1/members/mem_0000000000000/export is asked
    Then the answer is 404 unknown-member
