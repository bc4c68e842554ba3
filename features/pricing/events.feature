Feature: Usage events and what becomes of them
  Every event has an outcome of its own; one that is refused stops no other.

  Background:
    Given usage is charged by these terms:
      """
      model: per_unit
      unit: 1.00
      """
    And it is 2026-11-20 12:00

  Scenario: An event counts once, however often it is sent
    Given Ada is a member
    When these usage events arrive:
      | event | quantity | at               |
      | e-1   | 5        | 2026-11-19 10:00 |
      | e-1   | 5.0      | 2026-11-19 10:00 |
      | e-1   | 6        | 2026-11-19 10:01 |
    Then they are received as:
      | event | outcome   | why     |
      | e-1   | accepted  |         |
      | e-1   | duplicate |         |
      | e-1   | conflict  | differs |
    When these usage events arrive:
      | event | quantity | at               |
      | e-1   | 5        | 2026-11-19 10:00 |
    Then they are received as:
      | event | outcome   |
      | e-1   | duplicate |
    When what Ada used of metered from 2026-11-01 to 2026-12-01 is priced
    Then the total is 5.00

  Scenario: A lone event that conflicts is refused, and what differs is named
    Given Ada is a member
    When these usage events arrive:
      | event | quantity | at               |
      | e-1   | 5        | 2026-11-19 10:00 |
    And these usage events arrive:
      | event | quantity | region | at               |
      | e-1   | 6        | eu     | 2026-11-19 10:00 |
    Then these places are named:
      | place                | code    |
      | /events/0/quantity   | differs |
      | /events/0/properties | differs |
    And it is refused: This event conflicts with one that is kept

  Scenario: A correction takes the place of an event, and may be corrected itself
    Given Ada is a member
    When these usage events arrive:
      | event | quantity | at               | supersedes |
      | e-1   | 500      | 2026-11-18 10:00 |            |
      | e-2   | 50       | 2026-11-18 10:00 | e-1        |
      | e-3   | 7        | 2026-11-19 10:00 |            |
    Then they are received as:
      | event | outcome   |
      | e-1   | accepted  |
      | e-2   | corrected |
      | e-3   | accepted  |
    When what Ada used of metered from 2026-11-01 to 2026-12-01 is priced
    Then the total is 57.00
    When these usage events arrive:
      | event | quantity | at               | supersedes |
      | e-4   | 5        | 2026-11-18 10:00 | e-2        |
      | e-5   | 6        | 2026-11-18 10:00 | e-2        |
      | e-6   | 6        | 2026-11-18 10:00 | e-1        |
      | e-7   | 6        | 2026-11-18 10:00 | e-9        |
      | e-4   | 5        | 2026-11-18 10:00 | e-2        |
    Then they are received as:
      | event | outcome   | why               |
      | e-4   | corrected |                   |
      | e-5   | conflict  | corrected-already |
      | e-6   | conflict  | corrected-already |
      | e-7   | refused   | unknown-event     |
      | e-4   | duplicate |                   |
    When what Ada used of metered from 2026-11-01 to 2026-12-01 is priced
    Then the total is 12.00

  Scenario: An event that comes late counts, and is called late
    Given its meter is:
      """
      aggregate: sum
      late_after: 3 days
      """
    And Ada is a member
    When these usage events arrive:
      | event | quantity | at               |
      | e-1   | 1        | 2026-11-17 00:00 |
      | e-2   | 2        | 2026-11-16 23:59 |
      | e-3   | 4        | 2026-02-01 00:00 |
    Then they are received as:
      | event | outcome  |
      | e-1   | accepted |
      | e-2   | late     |
      | e-3   | late     |
    When what Ada used of metered from 2026-11-01 to 2026-12-01 is priced
    Then the total is 3.00

  Scenario: What cannot be counted is refused with its reason
    Given its meter is:
      """
      aggregate: sum
      of: bytes
      """
    And Ada is a member
    When these usage events arrive:
      | event | member | meter  | bytes     | at               |
      | e-1   | Ada    | units  | 1.5       | 2026-11-20 12:00 |
      | e-2   | Eve    | units  | 1         | 2026-11-20 12:00 |
      | e-3   | Ada    | photos | 1         | 2026-11-20 12:00 |
      | e-4   | Ada    | units  | 1         | 2026-11-20 12:01 |
      | e-5   | Ada    | units  |           | 2026-11-20 12:00 |
      | e-6   | Ada    | units  | Null      | 2026-11-20 12:00 |
      | e-7   | Ada    | units  | -1        | 2026-11-20 12:00 |
      | e-8   | Ada    | units  | 0.0000001 | 2026-11-20 12:00 |
    Then they are received as:
      | event | outcome  | why              |
      | e-1   | accepted |                  |
      | e-2   | refused  | unknown-member   |
      | e-3   | refused  | unknown-meter    |
      | e-4   | refused  | in-the-future    |
      | e-5   | refused  | property-missing |
      | e-6   | refused  | not-a-number     |
      | e-7   | refused  | negative         |
      | e-8   | refused  | too-fine         |

  Scenario: A seat is taken or given back, and nothing else happens to it
    Given its meter is:
      """
      aggregate: distinct
      of: person
      prorated: true
      round: {step: 0.01, mode: up}
      """
    And Ada is a member
    When these usage events arrive:
      | event | person | operation | at               |
      | e-1   | p-1    | add       | 2026-11-19 12:00 |
      | e-2   | p-1    | delete    | 2026-11-19 12:00 |
    Then they are received as:
      | event | outcome  | why              |
      | e-1   | accepted |                  |
      | e-2   | refused  | not-an-operation |
