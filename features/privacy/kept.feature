@PD-01 @PD-12 @PD-19
Feature: All that is kept has a purpose, a ground and an end, and one can see them

  Background:
    Given the coffee programme
    And Ada is a member
    And a key that may do everything

  Scenario: Who looks at the ages of what is kept, and at why it is kept, sees every table
    When GET /v1/retention is asked
    Then the answer is 200
    When GET /v1/register is asked
    Then the answer is 200
    When GET /v1/processing-record?controller=Corner+Coffee&contact=privacy@corner-coffee.example is asked
    Then the answer is 200
