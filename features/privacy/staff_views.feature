@PD-14
Feature: Whoever of the staff looks at a member says why, and the member can read it

  Background:
    Given the coffee programme
    And Ada is a member
    And Bea is a member

  Scenario: A look is kept with role and reason
    Given an agent's key of desk that may do everything
    When GET /v1/members/@Ada is asked for the reason complaint:T-4711
    Then the answer is 200
    Given a key that may do everything
    When GET /v1/members/@Ada/views is asked
    Then the answer says:
      """
      {"member": "@Ada", "views": [{"id": "viw_…", "at": "2026-11-22T09:00:00Z", "role": "agent", "viewer": "desk",
       "what": "GET /v1/members/<member_id>", "reason": "complaint:T-4711"}]}
      """
    When GET /v1/members/@Bea/views is asked
    Then the answer says:
      """
      {"member": "@Bea", "views": []}
      """

  Scenario: Without a reason nothing is shown, and nothing kept
    Given an auditor's key of audit that may do everything
    When GET /v1/members/@Ada/balances is asked
    Then the answer is 422 reason-missing
    And the database is unchanged
    When GET /v1/members/@Ada/balances is asked for the reason curiosity
    Then the answer is 422 reason-missing
    And the database is unchanged

  Scenario: Reading who looked is a look itself, kept from the next time on
    Given an agent's key of desk that may do everything
    When GET /v1/members/@Ada/ledger is asked for the reason dispute
    And GET /v1/members/@Ada/views is asked for the reason audit
    Then the answer says:
      """
      {"views": [{"id": "viw_…", "at": "2026-11-22T09:00:00Z", "role": "agent", "viewer": "desk",
       "what": "GET /v1/members/<member_id>/ledger", "reason": "dispute"}]}
      """

  Scenario: The shop's own systems ask for the member, and are no staff
    Given a key that may do everything
    When GET /v1/members/@Ada is asked
    And GET /v1/members/@Ada/views is asked
    Then the answer says:
      """
      {"member": "@Ada", "views": []}
      """
