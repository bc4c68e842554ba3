Feature: Seats and add-ons change inside a period
  Each time with the same seats and add-ons is a stretch of its own, and a bill says which part of the period it is.

  Background:
    Given the coffee programme with these rules instead:
      """
      plans:
        - id: team
          name: {en: Team, zh-CN: 团队}
          price: {every: month, anchor: anniversary, amount: 31.00, per: seat}
          add_ons:
            - {id: backup, name: {en: Backup, zh-CN: 备份}, amount: 6.20}
          proration: {basis: day, on_change: credit_and_charge, back_dated: 10 days}
      """
    And Ada is a member
    And it is 2026-12-01 00:00

  Scenario: Two more seats for the rest of the month
    When Ada starts team with 3 seats
    Then the total is 93.00
    When it is 2026-12-11 12:00
    And Ada changes to 5 seats
    # 10 of 31 days with 3 seats: 30.00 instead of 93.00; 21 of 31 days with 5: 105.00
    Then the lines are:
      | line | amount |
      | Team | -63.00 |
      | Team | 105.00 |
    And the subscription of Ada is:
      | seats | 5 |

  Scenario: Fewer seats give back what is left of the others
    When Ada starts team with 3 seats
    And it is 2026-12-11 12:00
    And Ada changes to 1 seats
    Then the bill is:
      | kind  | credit note |
      | total | -42.00      |

  Scenario: Fewer seats from the next period on give nothing back
    When Ada starts team with 3 seats
    And it is 2026-12-11 12:00
    And Ada changes to 1 seats at the end of the period
    Then nothing is billed
    When it is 2027-01-01 00:00
    And Ada is billed
    Then the total is 31.00

  Scenario: An add-on told some days late counts from its day
    When Ada starts team
    And it is 2026-12-15 12:00
    And Ada takes 2 backup, as of 2026-12-11 00:00
    # 21 of 31 days of 2 x 6.20
    Then the total is 8.40
    When it is 2026-12-21 00:00
    And Ada takes 0 backup
    # 11 of 31 days come back
    Then the total is -4.40

  Scenario: An add-on the plan does not have is refused
    When Ada starts team
    And Ada takes 1 backpack
    Then it is refused: The plan has no such add-on
