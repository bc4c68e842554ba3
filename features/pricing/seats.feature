Feature: Seats and add-ons
  Seats cost what the terms of a charge model say, add-ons so much each, both for the time they are there.

  Background:
    Given the cloud-desk programme
    And it is 2026-11-01 09:00

  Scenario Outline: Three seats are included, the first twenty cost more than those above
    When a period of team is priced:
      | seats | <seats> |
      | country | CN    |
    Then the price is:
      | total     | <total> |
      | tax added | <tax>   |

    Examples:
      | seats | total  | tax  | because                                             |
      | 3     | 47.70  | 2.70 | 24.00 and 16.00 up to the minimum, support 5.00     |
      | 5     | 47.70  | 2.70 | 24.00 + 2 x 8.00 reach the minimum of 40.00         |
      | 25    | 213.06 | 12.06 | 24.00 + 20 x 8.00 + 2 x 6.00 = 196.00               |

  Scenario: Add-ons have a line each, by how many there are
    When a period of team is priced:
      | seats   | 5                            |
      | add-ons | 2 backup, 1 single-sign-on   |
    Then the lines are:
      | line           | amount | what          | of |
      | Team           | 24.00  | subscription  | 1  |
      | Seats          | 16.00  | subscription  | 1  |
      | Backup         | 14.00  | subscription  | 1  |
      | Single sign-on | 15.00  | subscription  | 1  |
      | API calls      | 0.00   | usage         |    |
      | Storage, most GB of the month | 0.00 | usage | |
      | Messages       | 0.00   | usage         |    |
      | Support        | 5.00   | mandatory fee |    |
      | Tax: Team      | 4.56   | tax           |    |
      | Tax: Seats     | 3.04   | tax           |    |
      | Tax: Backup    | 2.66   | tax           |    |
      | Tax: Single sign-on | 2.85 | tax        |    |
      | Tax: Support   | 0.95   | tax           |    |
    And the slices are:
      | from | up to | quantity | unit | amount |
      | 0    | 3     | 3        | 0.00 | 0      |
      | 3    | 23    | 2        | 8.00 | 16     |

  Scenario: Ten days of thirty pay a third, each line rounded once
    When a period of team is priced:
      | days    | 10 of 30 |
      | seats   | 5        |
      | add-ons | 2 backup |
      | used    | 40000 api-calls |
    # 24.00 / 3, 16.00 / 3, 14.00 / 3; use is not shared by time, and reaches the third of the minimum
    Then the lines are:
      | line           | amount |
      | Team           | 8.00   |
      | Seats          | 5.33   |
      | Backup         | 4.67   |
      | API calls      | 30.00  |
      | Storage, most GB of the month | 0.00 |
      | Messages       | 0.00   |
      | Support        | 1.67   |
      | Tax: Team      | 1.52   |
      | Tax: Seats     | 1.01   |
      | Tax: Backup    | 0.89   |
      | Tax: API calls | 5.70   |
      | Tax: Support   | 0.32   |

  Scenario: A price for each seat that is billed in arrears is due when the period is over
    When a period of flex is priced:
      | seats         | 4   |
      | still running | yes |
    Then the total is 0.00
    When a period of flex is priced:
      | seats | 4 |
    # 4 x 9.00 = 36.00, and 19 %
    Then the total is 42.84
