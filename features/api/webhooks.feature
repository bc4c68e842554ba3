Feature: Other systems are told what happens to members

  Background:
    Given the coffee programme
    And a key that may do everything

  Scenario: A system that was down hears everything in the end, of each member in order
    When PUT /v1/webhook-endpoints/crm is sent:
      """
      {"programme": "corner-coffee", "url": "https://crm.example/hooks"}
      """
    Then the answer is 201
    Given Ada is a member
    And Ben is a member
    And Ada has 100 points
    When POST /v1/holds is sent with the key k-1:
      """
      {"member": "@Ada", "points": 40, "seconds": 60}
      """
    Then a system that is down for 3 attempts is told in the end:
      | member | number | event           |
      | Ada    | 1      | member.enrolled |
      | Ada    | 2      | order.recorded  |
      | Ada    | 3      | points.earned   |
      | Ada    | 4      | hold.opened     |
      | Ben    | 1      | member.enrolled |

  Scenario Outline: An address that is not on the public internet is not called
    When PUT /v1/webhook-endpoints/crm is sent:
      """
      {"programme": "corner-coffee", "url": "<address>"}
      """
    Then the answer is 422 endpoint-address-refused
    And the database is unchanged

    Examples:
      | address                   |
      | http://crm.example/hooks  |
      | https://127.0.0.1/hooks   |
      | https://10.0.0.8/hooks    |
      | https://me@crm.example/   |

  Scenario: An endpoint that was removed is told nothing
    When PUT /v1/webhook-endpoints/crm is sent:
      """
      {"programme": "corner-coffee", "url": "https://crm.example/hooks"}
      """
    And DELETE /v1/webhook-endpoints/crm?programme=corner-coffee is asked
    Then the answer is 200
    And the answer says:
      """
      {"endpoint": "crm", "unsent": 0}
      """
    Given Ada is a member
    Then a system that is down for 0 attempts is told in the end:
      | member | number | event |
    When DELETE /v1/webhook-endpoints/crm?programme=corner-coffee is asked
    Then the answer is 404 unknown-endpoint
