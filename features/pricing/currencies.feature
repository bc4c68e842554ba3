Feature: A bill in another currency
  Prices stay in the programme's currency; what is to be paid is converted once, by a dated table.

  Background:
    Given the cloud-desk programme

  Scenario Outline: What is to be paid, in currencies of none, two and three decimals
    Given it is <moment>
    When a period of flex is priced:
      | seats    | 3          |
      | currency | <currency> |
    # 3 x 9.00 = 27.00, and 19 % = 32.13
    Then the price is:
      | total          | 32.13    |
      | to pay         | <amount> |

    Examples:
      | moment           | currency | amount     | because                      |
      | 2026-06-30 12:00 | CNY      | CNY 263.79 | 32.13 x 8.21 = 263.7873      |
      | 2026-07-01 12:00 | CNY      | CNY 266.84 | 32.13 x 8.305 = 266.83965    |
      | 2026-07-01 12:00 | JPY      | JPY 5896   | 32.13 x 183.5 = 5895.855     |
      | 2026-07-01 12:00 | KWD      | KWD 11.589 | 32.13 x 0.3607 = 11.589291   |
      | 2026-07-01 12:00 | EUR      | EUR 32.13  | the programme's own          |

  Scenario: A currency without rates is refused
    When a period of flex is priced:
      | currency | CHF |
    Then it is refused: The request does not fit the programme

  Scenario: Before the first rate nobody guesses
    Given it is 2026-01-01 12:00
    When a period of flex is priced:
      | currency | USD |
    Then it is refused: The programme has no value for this case

  Scenario: An invoice is told in other currencies at the rates of the day it was issued
    Given Ada is a member
    And it is 2026-06-15 12:00
    When Ada starts flex with 3 seats
    And it is 2026-07-15 12:00
    And Ada is billed
    Then the bill is:
      | total  | 32.13                          |
      | in CNY | 266.84, 8.305 of 2026-07-01    |
      | in JPY | 5896, 183.5 of 2026-01-02      |
      | in KWD | 11.589, 0.3607 of 2026-01-02   |
