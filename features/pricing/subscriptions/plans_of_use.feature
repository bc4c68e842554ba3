Feature: Use before and after a change of plan
  Each event is priced by the plan the subscription was on when it happened.

  Background:
    Given the coffee programme with these rules instead:
      """
      plans:
        - id: small
          name: {en: Small, zh-CN: 小号}
          price: {every: month, anchor: anniversary, amount: 31.00}
          usage:
            - {meter: calls, name: {en: Calls, zh-CN: 调用}, model: per_unit, unit: 1.00}
          proration: {basis: day, on_change: credit_and_charge}
        - id: large
          name: {en: Large, zh-CN: 大号}
          price: {every: month, anchor: anniversary, amount: 62.00}
          usage:
            - {meter: calls, name: {en: Calls, zh-CN: 调用}, model: per_unit, unit: 0.10}
          proration: {basis: day, on_change: credit_and_charge}
      """
    And Ada is a member
    And it is 2026-12-01 00:00

  Scenario: An upgrade bills what was used before it by the old plan, what is used after it by the new
    When Ada starts small
    And it is 2026-12-11 00:00
    And these usage events arrive:
      | event | member | meter | quantity | at               |
      | e-1   | Ada    | calls | 7        | 2026-12-10 23:59 |
      | e-2   | Ada    | calls | 7        | 2026-12-11 00:00 |
    And Ada changes to large
    Then the lines are:
      | line  | amount | plan  |
      | Small | -21.00 | small |
      | Large | 42.00  | large |
    When it is 2027-01-01 00:00
    And Ada is billed
    Then the lines are:
      | line  | amount | plan  | from       |
      | Calls | 7.00   | small | 2026-12-01 |
      | Calls | 0.70   | large | 2026-12-01 |
      | Large | 62.00  | large | 2027-01-01 |
