Feature: What was used is billed when its period is over
  An event that arrives late or is corrected books the difference, whatever the charge model.

  Background:
    Given the coffee programme
    And Ada is a member
    And it is 2026-12-01 00:00

  Scenario: Use is due with the next period's price
    When Ada starts brew-pro
    Then the lines are:
      | line        | amount |
      | Brew Pro    | 29.00  |
      | Set-up fee  | 49.00  |
      | Service fee | 0.50   |
      | Tax         | 12.53  |
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
