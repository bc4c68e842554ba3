Feature: The least and the most of a period
  What is short of the minimum is a line of its own when the period is over; what is over the maximum is taken off.

  Background:
    Given the cloud-desk programme
    And it is 2026-11-01 09:00

  Scenario: What is short of the minimum
    When a period of team is priced:
      | used | 15000 api-calls |
    # 24.00 + 5.00 are 11.00 short of 40.00
    Then the lines are:
      | line                           | amount | what          |
      | Team                           | 24.00  | subscription  |
      | API calls                      | 5.00   | usage         |
      | Storage, most GB of the month  | 0.00   | usage         |
      | Messages                       | 0.00   | usage         |
      | Up to the minimum of the period | 11.00 | subscription  |
      | Support                        | 5.00   | mandatory fee |
      | Tax: Team                      | 4.56   | tax           |
      | Tax: API calls                 | 0.95   | tax           |
      | Tax: Up to the minimum of the period | 2.09 | tax       |
      | Tax: Support                   | 0.95   | tax           |

  Scenario: While the period runs nothing is short
    When a period of team is priced:
      | used          | 15000 api-calls |
      | still running | yes             |
    # 24.00 + 5.00 and 19 %
    Then the total is 34.51

  Scenario: A coupon changes nothing of what is short
    When a period of team is priced:
      | used    | 15000 api-calls |
      | coupons | welcome         |
    # 11.00 short before coupons; 20 % of 29.00 = 5.80; taxed: 34.20 + 5.00
    Then the price is:
      | total     | 46.65 |
      | tax added | 7.45  |

  Scenario Outline: A share of the period has its share of the minimum
    When a period of team is priced:
      | days | <days> |
    Then the price is:
      | total | <total> |

    Examples:
      | days     | total | because                                      |
      | 15 of 30 | 26.78 | 12.00 + 8.00 + 2.50, and 2.28 + 1.52 + 0.48  |
      | 0 of 30  | 0.00  | a month of pause                             |

  Scenario: What is over the maximum
    When a period of team is priced:
      | used  | 5000000 api-calls |
      | seats | 3                 |
    # 24.00 + 90.00 + 2,940.00 is 1,054.00 over 2,000.00
    Then the price is:
      | total     | 2385.95 |
      | tax added | 380.95  |
