@PD-10
Feature: A member is erased, and the books are kept
  Asked for, closed, erased: three steps. Points that are left lapse in the open, and what stays is named.

  Background:
    Given the coffee programme
    And Ada is a member
    And Ada has 300 points
    And a key that may do everything

  Scenario: Asking says what there is to use, and the points can still be used
    When POST /v1/members/@Ada/erasure is sent:
      """
      {"ground": "member-asked", "checked": "code-by-email"}
      """
    Then the answer is 201
    And the answer says:
      """
      {"member": "@Ada", "step": "asked", "ground": "member-asked", "checked": "code-by-email",
       "offer": {"points": 300}, "kept": []}
      """
    And Ada has:
      | spendable |
      | 300       |
    When it is sent again
    Then the answer is 200
    And the answer is the one given before

  Scenario: Closing comes after asking, and erasing after closing
    When POST /v1/members/@Ada/erasure/close is sent:
      """
      """
    Then the answer is 404 unknown-erasure
    When POST /v1/members/@Ada/erasure is sent:
      """
      {"checked": "code-by-email"}
      """
    And POST /v1/members/@Ada/erasure/erase is sent:
      """
      """
    Then the answer is 409 erasure-waits
    And the database is unchanged

  Scenario: What is left afterwards
    When POST /v1/members/@Ada/erasure is sent:
      """
      {"checked": "code-by-email"}
      """
    And POST /v1/members/@Ada/erasure/close is sent:
      """
      """
    Then the answer says:
      """
      {"step": "closed", "released": {"points": 300}}
      """
    When GET /v1/members/@Ada is asked
    Then the answer is 404 unknown-member
    When POST /v1/members/@Ada/erasure/erase is sent:
      """
      """
    Then the answer is 200
    When GET /v1/members/@Ada/export is asked
    Then the answer is 404 unknown-member
    When GET /v1/members/@Ada/erasure is asked
    Then the answer is 200
    And the answer says:
      """
      {"step": "erased", "released": {"points": 300}}
      """
