Feature: Being told when a period gets dear
  Amounts, or shares of a budget, of what the running period has come to as its preview says; each is told of
  once in a period.

  Background:
    Given the coffee programme with these rules instead:
      """
      plans:
        - id: small
          name: {en: Small, zh-CN: 小号}
          price: {every: month, anchor: calendar, amount: 30.00}
          proration: {basis: day, on_change: credit_and_charge}
          trial: 1 day
          usage:
            - {meter: calls, model: per_unit, unit: 1.00}
      """
    And Ada is a member
    And it is 2026-11-30 00:00

  Scenario: Each alert is told of once, when the period has come to so much
    When Ada starts small
    And Ada wants to be told of a budget of 100.00:
      | alert  | from  |
      | half   | 50%   |
      | eighty | 80%   |
      | euros  | 60.00 |
    Then Ada is told of nothing
    When it is 2026-12-01 00:00
    Then Ada is told of nothing
    When these usage events arrive:
      | event | member | meter | quantity | at               |
      | e-1   | Ada    | calls | 20       | 2026-12-01 00:00 |
    Then Ada is told of half at 50.00
    And Ada is told of nothing
    When it is 2026-12-02 00:00
    And these usage events arrive:
      | event | member | meter | quantity | at               |
      | e-2   | Ada    | calls | 40       | 2026-12-01 12:00 |
    Then Ada is told of eighty at 90.00, euros at 90.00
    When it is 2027-01-01 00:00
    Then Ada is told of nothing
    When these usage events arrive:
      | event | member | meter | quantity | at               |
      | e-3   | Ada    | calls | 20       | 2027-01-01 00:00 |
    Then Ada is told of half at 50.00

  Scenario: New alerts take the place of old ones; what was told of stays told
    When Ada starts small
    And it is 2026-12-01 00:00
    And Ada wants to be told:
      | alert | from  |
      | low   | 30.00 |
    Then Ada is told of low at 30.00
    When Ada wants to be told:
      | alert | from  |
      | low   | 30.00 |
      | lower | 10.00 |
    Then Ada is told of lower at 30.00

  Scenario: A share needs a budget
    When Ada starts small
    And Ada wants to be told:
      | alert | from |
      | half  | 50%  |
    Then it is refused: The alerts are not clear
