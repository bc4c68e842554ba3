Feature: A price that changes while subscriptions run
  Who subscribed before keeps the old price or moves to the new one, as the plan says; a bill of the past stays
  what it was.

  Background:
    Given the coffee programme with these rules instead:
      """
      plans:
        - id: kept
          name: {en: Kept, zh-CN: 保价}
          price: {every: month, anchor: anniversary, amount: {2026-01-01: 29.00, 2027-01-15: {value: 31.00, because: beans cost more}}}
          existing: keep
          proration: {basis: day, on_change: credit_and_charge}
        - id: moved
          name: {en: Moved, zh-CN: 新价}
          price: {every: month, anchor: anniversary, amount: {2026-01-01: 29.00, 2027-01-15: {value: 27.00, because: beans cost less}}}
          existing: move
          proration: {basis: day, on_change: credit_and_charge}
      """
    And Ada is a member
    And it is 2026-12-20 00:00

  Scenario Outline: From the first period that begins after it
    When Ada starts <plan>
    And it is 2027-01-20 00:00
    And Ada is billed
    Then the total is <january>
    And the bills of Ada read:
      | total     |
      | 29.00     |
      | <january> |

    Examples:
      | plan  | january | because                            |
      | kept  | 29.00   | it was 29.00 on the day it began   |
      | moved | 27.00   | the period begins on the 20th      |

  Scenario: Who begins after it pays the new price
    Given it is 2027-01-16 00:00
    When Ada starts kept
    Then the total is 31.00
