Feature: One month of a plan
  Its price, what was used, the tier's discount, fees and tax, each on a line of its own.

  Background:
    Given the coffee programme

  Scenario: Usage fills one band after the other
    Given it is 2026-12-15 12:00
    When 150,000 api-calls of brew-pro are used
    # 10,000 x 0.001 = 10.00; 90,000 x 0.0008 = 72.00; 50,000 x 0.0005 = 25.00; 2 % of 107.00 = 2.14
    # contained tax: 138.14 x 19 / 119 = 22.06
    Then the lines are:
      | line        | amount | what          |
      | Brew Pro    | 29.00  | subscription  |
      | API calls   | 107.00 | usage         |
      | Service fee | 2.14   | mandatory fee |
      | Tax         | 22.06  | tax           |
    And the slices are:
      | from   | up to   | quantity | unit   | amount |
      | 0      | 10000   | 10000    | 0.001  | 10     |
      | 10000  | 100000  | 90000    | 0.0008 | 72     |
      | 100000 | 1000000 | 50000    | 0.0005 | 25     |
    And the total is 138.14

  Scenario Outline: The service fee is 2 % of usage, at least 0.50 and at most 15.00
    When <quantity> api-calls of brew-pro are used
    Then the lines are:
      | line        | amount  |
      | Brew Pro    | 29.00   |
      | API calls   | <usage> |
      | Service fee | <fee>   |
      | Tax         | <tax>   |

    Examples:
      | quantity  | usage  | fee   | tax    | because                               |
      | 0         | 0.00   | 0.50  | 4.71   | 2 % of nothing is less than 0.50      |
      | 25,000    | 22.00  | 0.50  | 8.22   | 2 % of 22.00 is 0.44                  |
      | 40,000    | 34.00  | 0.68  | 10.17  | 2 % of 34.00                          |
      | 3,000,000 | 1132.00 | 15.00 | 187.76 | 2 % of 1,132.00 is more than 15.00   |

  Scenario: The set-up fee is charged in the first month
    When 25,000 api-calls of brew-pro are used, in the first month
    # 29.00 + 22.00 + 49.00 + 0.50
    Then the lines are:
      | line        | amount | what          | for           | refundable |
      | Brew Pro    | 29.00  | subscription  | one month of the plan | yes |
      | API calls   | 22.00  | usage         | use of api-calls | yes     |
      | Set-up fee  | 49.00  | mandatory fee | account set-up | yes       |
      | Service fee | 0.50   | mandatory fee | support       | no         |
      | Tax         | 16.05  | tax           | tax           | yes        |
    And the total is 100.50

  Scenario: In later months the set-up fee is named among what did not apply
    When 25,000 api-calls of brew-pro are used
    Then the total is 51.50
    And among what did not apply is:
      | rule       | was                             |
      | Set-up fee | subscription.first_period false |

  Scenario Outline: The price of the plan is that of the day
    Given it is <moment>
    When 0 api-calls of brew-pro are used
    Then the total is <total>

    Examples:
      | moment           | total | because       |
      | 2026-12-31 23:59 | 29.50 | 29.00 + 0.50  |
      | 2027-01-01 00:00 | 31.50 | 31.00 + 0.50  |

  Scenario: A gold member pays less for usage, not for the plan
    Given Ada is a gold member
    When Ada uses 150,000 api-calls of brew-pro
    # 5 % of 107.00 = 5.35; the service fee is of usage before it
    Then the lines are:
      | line                 | amount |
      | Brew Pro             | 29.00  |
      | API calls            | 107.00 |
      | Member tier discount | -5.35  |
      | Service fee          | 2.14   |
      | Tax                  | 21.20  |
    And the price is:
      | total               | 132.79 |
      | without membership  | 138.14 |
      | saved by membership | 5.35   |

  Scenario: A month is what its events add up to, each counted once
    Given it is 2026-12-31 18:00
    And Ada is a member
    And Ben is a member
    When these usage events arrive:
      | event | member | meter     | quantity | at               |
      | e-1   | Ada    | api-calls | 20000    | 2026-12-01 00:00 |
      | e-2   | Ada    | api-calls | 5000     | 2026-12-31 17:59 |
      | e-3   | Ada    | api-calls | 90000    | 2026-11-30 23:59 |
      | e-4   | Ben    | api-calls | 70000    | 2026-12-10 12:00 |
      | e-1   | Ada    | api-calls | 20000    | 2026-12-01 00:00 |
      | e-2   | Ada    | api-calls | 5001     | 2026-12-31 17:59 |
      | e-5   | Ada    | miles     | 1        | 2026-12-02 08:00 |
      | e-6   | Ada    | api-calls | 1        | 2027-01-05 08:00 |
    Then they are received as:
      | event | outcome   |
      | e-1   | accepted  |
      | e-2   | accepted  |
      | e-3   | accepted  |
      | e-4   | accepted  |
      | e-1   | duplicate |
      | e-2   | conflict  |
      | e-5   | refused   |
      | e-6   | refused   |
    When what Ada used of brew-pro from 2026-12-01 to 2027-01-01 is priced
    # 25,000: 10.00 + 15,000 x 0.0008 = 22.00; 29.00 + 22.00 + 0.50
    Then the total is 51.50

  Scenario: Fractions are added up exactly, and the first moment of the next month is outside
    Given it is 2026-12-31 23:59
    And Ada is a gold member
    When these usage events arrive:
      | event | member | meter     | quantity    | at               |
      | e-1   | Ada    | api-calls | 10000.1     | 2026-12-01 00:00 |
      | e-2   | Ada    | api-calls | 0.2         | 2026-12-15 12:00 |
      | e-3   | Ada    | api-calls | 39999.7     | 2026-12-31 23:59 |
    Then they are received as:
      | event | outcome  |
      | e-1   | accepted |
      | e-2   | accepted |
      | e-3   | accepted |
    When what Ada used of brew-pro from 2026-12-01 to 2027-01-01 is priced
    # 50,000: 10.00 + 40,000 x 0.0008 = 42.00; 5 % of it 2.10; 2 % of it 0.84
    Then the lines are:
      | line                 | amount |
      | Brew Pro             | 29.00  |
      | API calls            | 42.00  |
      | Member tier discount | -2.10  |
      | Service fee          | 0.84   |
      | Tax                  | 11.13  |
    When what Ada used of brew-pro from 2026-12-01 to 2026-12-15 is priced
    # 10,000.1: 10.00008, rounded once
    Then the slices are:
      | from  | up to  | quantity | amount   |
      | 0     | 10000  | 10000    | 10       |
      | 10000 | 100000 | 0.1      | 0.00008  |

  Scenario: A plan that does not exist is refused
    When 10 api-calls of brew-max are used
    Then it is refused: The programme has no such plan or meter
