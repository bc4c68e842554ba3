@PD-17 @FA-11 @OP-04
Feature: No report tells of a few members, and no two reports do together
  A number of members is told from eleven on, and only where no other number that was told gives away fewer.

  Background:
    Given the coffee programme with these rules instead:
      """
      segments:
        - id: everybody
          name: {en: Everybody, zh-CN: 全体会员}
          when: member.enrolled
          at_least_members: 2
      """
    And a key that may do everything

  Scenario: Two buyers are too few for a figure, for a group, and for what is left of them
    Given Ada is a member
    And Bea is a member
    When Ada buys in the shop:
      | article | quantity | price |
      | blend   | 1        | 20.00 |
    And Bea buys on the web:
      | article | quantity | price |
      | blend   | 1        | 20.00 |
    And POST /v1/programmes/corner-coffee/outcome-gaps is sent:
      """
      {"first": "2026-11-01", "last": "2026-11-30"}
      """
    Then the answer says:
      """
      {"measured": [
        {"fact": "member.tier", "evidence": "NOT CHECKED", "hidden": 1, "withheld": "CELL_TOO_SMALL", "groups": []},
        {"fact": "order.channel", "evidence": "NOT CHECKED", "hidden": 2, "withheld": "CELL_TOO_SMALL", "groups": []},
        {"fact": "order.delivery", "evidence": "NOT CHECKED", "hidden": 1, "withheld": "CELL_TOO_SMALL", "groups": []}]}
      """
    When PUT /v1/cases/T-1 is sent:
      """
      {"programme": "corner-coffee", "kind": "complaint", "topic": "service", "member": "@Ada",
       "words": "Nobody was at the counter."}
      """
    And GET /v1/programmes/corner-coffee/service-figures?first=2026-11-01&last=2026-11-30 is asked
    Then the answer is 404 report-not-made
    When POST /v1/programmes/corner-coffee/service-figures is sent:
      """
      {"first": "2026-11-01", "last": "2026-11-30"}
      """
    And GET /v1/programmes/corner-coffee/service-figures?first=2026-11-01&last=2026-11-30 is asked
    Then the answer says:
      """
      {"cases": 0, "withheld": "CELL_TOO_SMALL"}
      """

  Scenario: Two lists of segments differ by nobody or by eleven
    When a table of members is taken in:
      | reference | enrolled_at | tier | tier_since | comes to |
      | M1        | 2026-01-05  |      |            | imported |
      | M2        | 2026-01-05  |      |            | imported |
      | M3        | 2026-01-05  |      |            | imported |
      | M4        | 2026-01-05  |      |            | imported |
      | M5        | 2026-01-05  |      |            | imported |
      | M6        | 2026-01-05  |      |            | imported |
      | M7        | 2026-01-05  |      |            | imported |
      | M8        | 2026-01-05  |      |            | imported |
      | M9        | 2026-01-05  |      |            | imported |
      | M10       | 2026-01-05  |      |            | imported |
      | M11       | 2026-01-05  |      |            | imported |
    And POST /v1/segments/count is sent:
      """
      {"programme": "corner-coffee"}
      """
    And GET /v1/segments?programme=corner-coffee is asked
    Then the answer says:
      """
      {"segments": [{"segment": "everybody", "label": {"en": "Everybody", "zh-CN": "全体会员"}, "members": 11,
        "at_least_members": 2, "counted_on": "2026-11-22", "reads": ["member.enrolled"], "labels": ["membership"]}]}
      """
    When Ada is a member
    And it is 2026-11-23 10:00
    And POST /v1/segments/count is sent:
      """
      {"programme": "corner-coffee"}
      """
    And GET /v1/segments?programme=corner-coffee is asked
    # there are twelve, and who joined is nobody's to be told
    Then the answer says:
      """
      {"segments": [{"segment": "everybody", "label": {"en": "Everybody", "zh-CN": "全体会员"}, "members": 11,
        "at_least_members": 2, "counted_on": "2026-11-23", "reads": ["member.enrolled"], "labels": ["membership"]}]}
      """
