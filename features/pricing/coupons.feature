Feature: Coupons
  A coupon takes a share or an amount off a period, in a stated order, and never more than there is.

  Background:
    Given the cloud-desk programme
    And it is 2026-11-01 09:00

  Scenario: What is limited to a meter comes first, percentages before amounts
    When a period of team is priced:
      | used    | 60000 api-calls           |
      | coupons | welcome, half-calls, gift |
    # 50 % of 50.00; 20 % of 24.00 + 25.00 = 9.80; the rest, 39.20, is less than the gift of 60.00
    Then the lines are:
      | line                 | amount | what            |
      | Team                 | 24.00  | subscription    |
      | API calls            | 50.00  | usage           |
      | Storage, most GB of the month | 0.00 | usage    |
      | Messages             | 0.00   | usage           |
      | Calls at half price  | -25.00 | discount public |
      | Welcome              | -9.80  | discount public |
      | Gift of 60 euros     | -39.20 | discount public |
      | Support              | 5.00   | mandatory fee   |
      | Tax: Support         | 0.95   | tax             |

  Scenario: A coupon for the price leaves the use alone
    When a period of team is priced:
      | used    | 60000 api-calls |
      | coupons | autumn          |
    # 24.00 - 10.00 = 14.00, 50.00, 5.00, each with 19 %: 2.66 + 9.50 + 0.95
    Then the price is:
      | total     | 82.11 |
      | tax added | 13.11 |

  Scenario: A coupon outside its days is named among what did not apply
    Given it is 2027-01-01 09:00
    When a period of team is priced:
      | used    | 60000 api-calls |
      | coupons | autumn          |
    Then the price is:
      | total     | 94.01 |
      | tax added | 15.01 |
    And among what did not apply is:
      | rule         | was                                               |
      | Autumn offer | coupon.autumn.active true; order.day 739982 |

  Scenario Outline: Several percentages meet as the file says
    Given the cloud-desk programme with these rules instead:
      """
      combine_coupons: <combine>
      """
    When a period of team is priced:
      | used    | 60000 api-calls     |
      | coupons | welcome, half-calls |
    # half the calls are 25.00; 20 % of 74.00 are 14.80
    Then the total is <total>

    Examples:
      | combine | total | because                                        |
      | chain   | 52.60 | 20 % of what the calls left: 9.80              |
      | sum     | 46.65 | 20 % of everything: 14.80                      |
      | best    | 64.26 | only the 25.00 count                           |

  Scenario: A coupon that does not exist is refused
    When a period of team is priced:
      | coupons | wellcome |
    Then it is refused: The request does not fit the programme
