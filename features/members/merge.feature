Feature: Two members who are one person become one
  Every lot keeps its end, what was bought comes back to whoever goes on, and the old id points there.

  Background:
    Given the coffee programme
    And Ada is a member
    And Ada has 100 points
    And Eva is a silver member
    And Eva has 200 points until 2026-12-31
    And a key that may do everything

  Scenario: Lots, holds and the higher tier go on, and the old id says where
    When Eva sets 50 points aside for 30 minutes
    And POST /v1/members/@Ada/merges is sent:
      """
      {"merged": "@Eva"}
      """
    Then the answer is 201
    And Ada has:
      | spendable | held |
      | 250       | 50   |
    And the points of Ada end as follows:
      | points | gone on    |
      | 150    | 2027-01-01 |
      | 100    | 2027-09-02 |
    And Ada stands at silver
    When GET /v1/members/@Eva is asked
    Then the answer is 410
    And the answer says:
      """
      {"code": "member-merged", "reasons": [{"code": "member-merged", "member": "@Ada", "programme": "corner-coffee"}]}
      """

  Scenario: The same merge again is the same, and nobody is merged with themselves
    When POST /v1/members/@Ada/merges is sent:
      """
      {"merged": "@Eva"}
      """
    And POST /v1/members/@Ada/merges is sent:
      """
      {"merged": "@Eva"}
      """
    Then the answer is 200
    When POST /v1/members/@Ada/merges is sent:
      """
      {"merged": "@Ada"}
      """
    Then the answer is 422
    When POST /v1/members/@Eva/merges is sent:
      """
      {"merged": "@Ada"}
      """
    Then the answer is 410
