@PD-18
Feature: What is written about a member says nothing of their health and holds no card

  Background:
    Given the coffee programme
    And Ada is a member
    And a key that may do everything

  Scenario: Words of health are refused, and kept nowhere
    When PUT /v1/cases/T-1 is sent:
      """
      {"programme": "corner-coffee", "kind": "complaint", "topic": "service", "member": "@Ada",
       "words": "She is pregnant and had to stand."}
      """
    Then the answer is 422 free-text-risk
    And the database is unchanged

  Scenario: Two hundred characters are enough
    When PUT /v1/cases/T-1 is sent:
      """
      {"programme": "corner-coffee", "kind": "complaint", "topic": "service", "member": "@Ada",
       "words": "Nobody was at the counter."}
      """
    Then the answer is 201
