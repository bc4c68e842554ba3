Feature: What was used is billed when its period is over
  An event that arrives late or is corrected books the difference, whatever the charge model.

  Background:
    Given the coffee programme
    And Ada is a member
    And a key that may do everything
    And it is 2026-12-01 00:00

  Scenario: Use is due with the next period's price
    When Ada starts brew-pro
    Then the lines are:
      | line        | amount |
      | Brew Pro    | 29.00  |
      | Set-up fee  | 49.00  |
      | Service fee | 0.50   |
      | Tax         | 12.53  |
    # the price rises on 1 January, of which Ada is told
    When POST /v1/jobs/runs is sent:
      """
      {"programme": "corner-coffee", "kinds": ["renewal-notice"]}
      """
    And GET /v1/notices?programme=corner-coffee is asked
    And POST /v1/notices/delivered is sent:
      """
      {"notice": "@.notices.0.notice", "channel": "email"}
      """
    Given it is 2026-12-31 18:00
    When these usage events arrive:
      | event | member | meter     | quantity | at               |
      | e-1   | Ada    | api-calls | 20000    | 2026-12-01 00:00 |
      | e-2   | Ada    | api-calls | 20000    | 2026-12-31 17:59 |
    And it is 2027-01-01 00:00
    And Ada is billed
    # December: 10.00 + 30,000 x 0.0008 = 34.00, fee 0.68 less the 0.50 booked; January: 31.00 + 0.50
    Then the lines are:
      | line        | amount | from       |
      | API calls   | 34.00  | 2026-12-01 |
      | Service fee | 0.18   | 2026-12-01 |
      | Tax         | 5.46   | 2026-12-01 |
      | Brew Pro    | 31.00  | 2027-01-01 |
      | Service fee | 0.50   | 2027-01-01 |
      | Tax         | 5.03   | 2027-01-01 |
    And the total is 65.68

  Scenario: An event that arrives late books what it adds, and the first bill stays as it is
    When Ada starts brew-pro
    And POST /v1/jobs/runs is sent:
      """
      {"programme": "corner-coffee", "kinds": ["renewal-notice"]}
      """
    And GET /v1/notices?programme=corner-coffee is asked
    And POST /v1/notices/delivered is sent:
      """
      {"notice": "@.notices.0.notice", "channel": "email"}
      """
    And it is 2027-01-02 00:00
    And these usage events arrive:
      | event | member | meter     | quantity | at               |
      | e-1   | Ada    | api-calls | 10000    | 2026-12-05 00:00 |
    And Ada is billed
    And these usage events arrive:
      | event | member | meter     | quantity | at               |
      | e-2   | Ada    | api-calls | 500      | 2026-12-31 23:59 |
    Then they are received as:
      | event | outcome |
      | e-2   | late    |
    When Ada is billed
    # 500 x 0.0008, the price beyond the first 10,000; the fee is 0.50 still
    # tax of 88.90 instead of 88.50: 14.19 - 14.13
    Then the lines are:
      | line      | amount | from       |
      | API calls | 0.40   | 2026-12-01 |
      | Tax       | 0.06   | 2026-12-01 |
    When Ada is billed
    Then nothing is billed

  Scenario: A correction gives back what was too much
    When Ada starts brew-pro
    And POST /v1/jobs/runs is sent:
      """
      {"programme": "corner-coffee", "kinds": ["renewal-notice"]}
      """
    And GET /v1/notices?programme=corner-coffee is asked
    And POST /v1/notices/delivered is sent:
      """
      {"notice": "@.notices.0.notice", "channel": "email"}
      """
    And it is 2027-01-02 00:00
    And these usage events arrive:
      | event | member | meter     | quantity | at               |
      | e-1   | Ada    | api-calls | 40000    | 2026-12-05 00:00 |
    And Ada is billed
    And these usage events arrive:
      | event | member | meter     | quantity | at               | supersedes |
      | e-2   | Ada    | api-calls | 4000     | 2026-12-05 00:00 | e-1        |
    Then they are received as:
      | event | outcome   |
      | e-2   | corrected |
    When Ada is billed
    # 34.00 becomes 4.00, and the fee of 0.68 becomes 0.50
    Then the lines are:
      | line        | amount | from       |
      | API calls   | -30.00 | 2026-12-01 |
      | Service fee | -0.18  | 2026-12-01 |
      | Tax         | -4.82  | 2026-12-01 |
    And the bill is:
      | kind  | credit note |
      | total | -30.18      |

  Scenario: The preview shows what the period comes to so far, and books nothing
    When Ada starts brew-pro
    And it is 2026-12-15 12:00
    And these usage events arrive:
      | event | member | meter     | quantity | at               |
      | e-1   | Ada    | api-calls | 30000    | 2026-12-05 00:00 |
    And Ada is billed for a preview
    Then the lines are:
      | line        | amount |
      | API calls   | 26.00  |
      | Service fee | 0.02   |
      | Tax         | 4.16   |
    And the bill is:
      | kind  | preview |
      | total | 26.02   |
    And the bills of Ada read:
      | kind    | total |
      | invoice | 78.50 |

  Scenario: A bill that is made void is taken back exactly, once, and is due again as it is known then
    When Ada starts brew-pro
    And POST /v1/jobs/runs is sent:
      """
      {"programme": "corner-coffee", "kinds": ["renewal-notice"]}
      """
    And GET /v1/notices?programme=corner-coffee is asked
    And POST /v1/notices/delivered is sent:
      """
      {"notice": "@.notices.0.notice", "channel": "email"}
      """
    And it is 2027-01-01 00:00
    And Ada is billed
    And it is 2027-01-02 00:00
    And these usage events arrive:
      | event | member | meter     | quantity | at               |
      | e-1   | Ada    | api-calls | 10000    | 2026-12-05 00:00 |
    And the last bill is made void
    Then the bill is:
      | kind    | credit note |
      | total   | -31.50      |
      | cancels | 2           |
    When the last bill is made void
    Then it is refused: The invoice was cancelled before
    When Ada is billed
    # 31.00 + 0.50 as before, and the use of December
    Then the bill is:
      | total | 41.50 |
    And the bills of Ada read:
      | number | kind        | total  |
      | 1      | invoice     | 78.50  |
      | 2      | invoice     | 31.50  |
      | 3      | credit note | -31.50 |
      | 4      | invoice     | 41.50  |
