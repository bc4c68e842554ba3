Feature: How much of a plan is left, and what happens beyond
  What was used of a meter in the running period, what is left of the plan's allowance and of its free
  units, and what the next unit costs.

  Background:
    Given the coffee programme with these rules instead:
      """
      plans:
        - id: small
          name: {en: Small, zh-CN: 小号}
          price: {every: month, anchor: calendar, amount: 31.00}
          proration: {basis: day, on_change: credit_and_charge}
          usage:
            - {meter: calls, model: per_unit, unit: 0.10, free_units: 100}
            - {meter: disks, model: per_unit, unit: 2.00}
            - {meter: mails, model: per_unit, unit: 0}
            - {meter: trips, model: per_unit, unit: 0.004}
          allowances:
            - {meter: calls, up_to: 100, beyond: charge}
            - {meter: disks, up_to: 3, beyond: block}
            - {meter: mails, up_to: 10.5, beyond: warn}
      """
    And Ada is a member
    And it is 2026-12-01 00:00

  Scenario: Before anything is used everything is left
    When Ada starts small
    Then of calls Ada has:
      | used       | 0    |
      | allowance  | 100  |
      | left       | 100  |
      | free left  | 100  |
      | next unit  | free |
      | its price  | 0    |
      | it adds    | 0.00 |
    And of disks Ada has:
      | left       | 3      |
      | next unit  | charge |
      | its price  | 2      |
      | it adds    | 2.00   |

  Scenario: What is used up is charged, told as too much, or refused, as the plan says
    When Ada starts small
    And these usage events arrive:
      | event | member | meter | quantity | at               |
      | e-1   | Ada    | calls | 99       | 2026-12-01 00:00 |
      | e-2   | Ada    | calls | 2        | 2026-12-01 00:00 |
      | e-3   | Ada    | mails | 11       | 2026-12-01 00:00 |
      | e-4   | Ada    | disks | 2        | 2026-12-01 00:00 |
      | e-5   | Ada    | disks | 2        | 2026-12-01 00:00 |
      | e-6   | Ada    | disks | 1        | 2026-12-01 00:00 |
      | e-4   | Ada    | disks | 2        | 2026-12-01 00:00 |
    Then they are received as:
      | event | outcome   |
      | e-1   | accepted  |
      | e-2   | accepted  |
      | e-3   | accepted  |
      | e-4   | accepted  |
      | e-5   | refused   |
      | e-6   | accepted  |
      | e-4   | duplicate |
    And of calls Ada has:
      | used       | 101    |
      | left       | 0      |
      | free left  | 0      |
      | next unit  | charge |
      | its price  | 0.1    |
      | it adds    | 0.10   |
    And of mails Ada has:
      | used       | 11   |
      | left       | 0    |
      | next unit  | warn |
    And of disks Ada has:
      | used       | 3     |
      | left       | 0     |
      | next unit  | block |
    When these usage events arrive:
      | event | member | meter | quantity | at               |
      | e-4   | Ada    | disks | 2        | 2026-12-01 00:00 |
      | e-7   | Ada    | disks | 0.5      | 2026-12-01 00:00 |
    Then they are received as:
      | event | outcome   |
      | e-4   | duplicate |
      | e-7   | refused   |

  Scenario: A next period begins anew, and a price finer than a cent is told exactly
    When Ada starts small
    And these usage events arrive:
      | event | member | meter | quantity | at               |
      | e-1   | Ada    | disks | 3        | 2026-12-01 00:00 |
    And it is 2027-01-01 00:00
    And these usage events arrive:
      | event | member | meter | quantity | at               |
      | e-2   | Ada    | disks | 3        | 2027-01-01 00:00 |
    Then they are received as:
      | event | outcome  |
      | e-2   | accepted |
    And of trips Ada has:
      | used       | 0      |
      | left       | 0      |
      | next unit  | charge |
      | its price  | 0.004  |
      | it adds    | 0.00   |

  Scenario: Nobody has a limit who has no subscription
    Given Ben is a member
    When these usage events arrive:
      | event | member | meter | quantity | at               |
      | e-1   | Ben    | disks | 30       | 2026-12-01 00:00 |
    Then they are received as:
      | event | outcome  |
      | e-1   | accepted |
