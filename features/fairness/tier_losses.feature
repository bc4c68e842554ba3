@PT-08
Feature: A tier is lost only on a day of which the member was told
  A tier is kept on until a notice reached the member in time; what comes back from an order lowers nobody.

  Background:
    Given the coffee programme with these rules instead:
      """
      tiers:
        measured_by: {sum_of: line.amount, over: 3 months}
        decided: before the order
        ladder:
          - {name: blue, from: 0}
          - {name: silver, from: 500.00}
          - {name: gold, from: 2000.00}
        keep_for: 6 months
        notice: 30 days
        landing: soft
      """
    And a key that may do everything
    And Ada is a member
    When Ada buys in the shop:
      | article | quantity | price   |
      | blend   | 1        | 2500.00 |

  Scenario: Nobody told Ada, so she keeps her tier until they did
    Then Ada stands at gold, kept until 2027-05-23
    When it is 2027-05-24 12:00
    Then Ada stands at gold
    When POST /v1/jobs/runs is sent:
      """
      {"programme": "corner-coffee", "kinds": ["tier-review", "tier-notice"]}
      """
    Then among the jobs of the answer is:
      | kind        | state  | code                 | result                                                       |
      | tier-review | failed | notice-window-missed | null                                                         |
      | tier-notice | done   | null                 | notice-window-missed, put off to 2027-07-22T22:00:00Z, told |
    When GET /v1/members/@Ada/standing is asked
    Then the answer says:
      """
      {"standing": {"tier": "gold", "since": "2026-11-22T09:00:00Z", "held": "awaits_notice", "until": "2027-07-22T22:00:00Z"}}
      """
    When GET /v1/notices?programme=corner-coffee is asked
    And POST /v1/notices/delivered is sent:
      """
      {"notice": "@.notices.0.notice", "channel": "email"}
      """
    And it is 2027-07-22 23:59
    Then Ada stands at gold
    When it is 2027-07-23 00:00
    Then Ada stands at silver
    When it is 2028-07-23 00:00
    Then Ada stands at silver

  Scenario: Ada was told in time and loses one step at the end that was published
    When it is 2027-04-01 12:00
    And POST /v1/jobs/runs is sent:
      """
      {"programme": "corner-coffee", "kinds": ["tier-notice"]}
      """
    And GET /v1/notices?programme=corner-coffee is asked
    And POST /v1/notices/delivered is sent:
      """
      {"notice": "@.notices.0.notice", "channel": "email"}
      """
    And it is 2027-05-22 23:59
    Then Ada stands at gold
    When it is 2027-05-23 00:00
    Then Ada stands at silver
