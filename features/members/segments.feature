@PD-16
Feature: Segments are rules over what is known of members
  Who belongs is decided before each order; a segment of too few is nobody's.

  Background:
    Given the coffee programme with these rules instead:
      """
      segments:
        - id: regulars
          name: {en: Regulars, zh-CN: 常客}
          when: (history.spend >= 100.00 and history.days_since_order <= 30) or member.tier == "gold"
          at_least_members: 20
      basket:
        discounts:
          combine: best
          rules:
            - {id: thanks, name: {en: Thank you, zh-CN: 谢谢}, when: member.segment.regulars, percent: 10%}
        returns: {within: 14 days}
      assessments:
        - {id: pia-2026-2, of: [history.days_since_order, history.spend]}
      """
    And Ada is a member
    And Bea is a member
    # with eighteen who have gold already
    When a table of members is taken in:
      | reference | enrolled_at | tier | tier_since | comes to |
      | M1        | 2026-01-05  | gold | 2026-06-01 | imported |
      | M2        | 2026-01-05  | gold | 2026-06-01 | imported |
      | M3        | 2026-01-05  | gold | 2026-06-01 | imported |
      | M4        | 2026-01-05  | gold | 2026-06-01 | imported |
      | M5        | 2026-01-05  | gold | 2026-06-01 | imported |
      | M6        | 2026-01-05  | gold | 2026-06-01 | imported |
      | M7        | 2026-01-05  | gold | 2026-06-01 | imported |
      | M8        | 2026-01-05  | gold | 2026-06-01 | imported |
      | M9        | 2026-01-05  | gold | 2026-06-01 | imported |
      | M10       | 2026-01-05  | gold | 2026-06-01 | imported |
      | M11       | 2026-01-05  | gold | 2026-06-01 | imported |
      | M12       | 2026-01-05  | gold | 2026-06-01 | imported |
      | M13       | 2026-01-05  | gold | 2026-06-01 | imported |
      | M14       | 2026-01-05  | gold | 2026-06-01 | imported |
      | M15       | 2026-01-05  | gold | 2026-06-01 | imported |
      | M16       | 2026-01-05  | gold | 2026-06-01 | imported |
      | M17       | 2026-01-05  | gold | 2026-06-01 | imported |
      | M18       | 2026-01-05  | gold | 2026-06-01 | imported |
    Given a key that may do everything

  Scenario: A segment counts once it is large enough, from the day after
    When Ada buys in the shop:
      | article | quantity | price  |
      | blend   | 1        | 100.00 |
    And POST /v1/segments/count is sent:
      """
      {"programme": "corner-coffee"}
      """
    And it is 2026-11-23 10:00
    And Ada asks the price in the shop:
      | article | quantity | price |
      | blend   | 1        | 10.00 |
    # nineteen members are too few
    Then the total is 10.00
    When Bea buys in the shop:
      | article | quantity | price  |
      | blend   | 1        | 100.00 |
    And POST /v1/segments/count is sent:
      """
      {"programme": "corner-coffee"}
      """
    And Ada asks the price in the shop:
      | article | quantity | price |
      | blend   | 1        | 10.00 |
    # what is counted today counts from tomorrow on
    Then the total is 10.00
    When it is 2026-11-24 10:00
    And Ada asks the price in the shop:
      | article | quantity | price |
      | blend   | 1        | 10.00 |
    Then the total is 9.00
    When it is 2027-01-10 10:00
    And Ada asks the price in the shop:
      | article | quantity | price |
      | blend   | 1        | 10.00 |
    # the last order was more than thirty days ago
    Then the total is 10.00

  Scenario: A number below the smallest size is not told
    When Ada buys in the shop:
      | article | quantity | price  |
      | blend   | 1        | 100.00 |
    And POST /v1/segments/count is sent:
      """
      {"programme": "corner-coffee"}
      """
    And GET /v1/segments?programme=corner-coffee is asked
    Then the answer says:
      """
      {"segments": [{"segment": "regulars", "label": {"en": "Regulars", "zh-CN": "常客"},
        "at_least_members": 20, "counted_on": "2026-11-22",
        "reads": ["history.days_since_order", "history.spend", "member.enrolled", "member.tier"], "labels": ["membership"]}]}
      """

  Scenario: What came back is no spend
    When Ada buys in the shop:
      | article | quantity | price  |
      | blend   | 1        | 100.00 |
    And Bea buys in the shop:
      | article | quantity | price  |
      | blend   | 1        | 100.00 |
    And POST /v1/segments/count is sent:
      """
      {"programme": "corner-coffee"}
      """
    And Bea brings back everything
    And it is 2026-11-23 10:00
    And Bea asks the price in the shop:
      | article | quantity | price |
      | blend   | 1        | 10.00 |
    Then the total is 10.00
    When Ada asks the price in the shop:
      | article | quantity | price |
      | blend   | 1        | 10.00 |
    Then the total is 9.00
