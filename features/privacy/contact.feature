Feature: Where a member is reached is sealed with a key of their own
  Who reads the database learns nothing of it, and nothing that prices or books can read it.

  Background:
    Given the coffee programme
    And Ada is a member
    And a key that may do everything

  Scenario: It is kept, shown, replaced and forgotten
    When PUT /v1/members/@Ada/contact is sent:
      """
      {"channel": "email", "address": "ada@example.org", "name": "Ada Li"}
      """
    Then the answer says:
      """
      {"member": "@Ada", "kept": ["email", "name"]}
      """
    When it is sent again
    Then the answer is 200
    And the answer is the one given before
    When GET /v1/members/@Ada/contact is asked
    Then the answer says:
      """
      {"channel": "email", "address": "ada@example.org", "name": "Ada Li"}
      """
    When PUT /v1/members/@Ada/contact is sent:
      """
      {"channel": "phone", "address": "+4930901820"}
      """
    And GET /v1/members/@Ada/contact is asked
    Then the answer says:
      """
      {"channel": "phone", "address": "+4930901820"}
      """
    When DELETE /v1/members/@Ada/contact is asked
    Then the answer says:
      """
      {"kept": []}
      """

  Scenario Outline: What is no address and no name is refused, and never repeated
    When PUT /v1/members/@Ada/contact is sent:
      """
      {<contact>}
      """
    Then the answer is 422 contact-unclear
    And the database is unchanged

    Examples:
      | contact                                                                     |
      | "channel": "email", "address": "ada at example"                             |
      | "channel": "phone", "address": "030 901820"                                 |
      | "channel": "email", "address": "ada@example.org", "name": "ID 110101199003" |
