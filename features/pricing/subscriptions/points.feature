Feature: Points pay a part of a bill
  After tax and after credit; they change neither price nor tax.

  Background:
    Given the coffee programme with these rules instead:
      """
      plans:
        - id: desk
          name: {en: Desk, zh-CN: 工位}
          price: {every: month, anchor: anniversary, amount: 31.00}
          points: {at_most: 50%}
          tax: {table: vat-services.csv, by: member.country, prices: include_tax, per: total}
        - id: shared
          name: {en: Shared, zh-CN: 共享}
          price: {every: month, anchor: anniversary, amount: 31.00}
          points: {at_most: 50%}
          proration: {basis: day, on_change: credit_and_charge}
      """
    And Ada is a member
    And Ada has 5000 points
    And it is 2026-12-01 00:00

  Scenario: Up to half of what is due
    When Ada starts desk
    And it is 2027-01-01 00:00
    And Ada is billed, offering 3000 points
    # 100 points pay 1.00: half of 31.00 is 15.50
    Then the bill is:
      | total            | 31.00 |
      | tax contained    | 4.95  |
      | paid with points | 15.50 |
      | left to pay      | 15.50 |
    And Ada has:
      | spendable |
      | 3450      |

  Scenario: Of what credit leaves
    When Ada starts desk
    And Ada is given this credit:
      | credit | amount |
      | given  | 11.00  |
    And it is 2027-01-01 00:00
    And Ada is billed, offering 3000 points
    Then the bill is:
      | paid with credit | 11.00 |
      | paid with points | 10.00 |
      | left to pay      | 10.00 |

  Scenario: Fewer than the programme's least are not used
    When Ada starts desk
    And it is 2027-01-01 00:00
    And Ada is billed, offering 499 points
    Then the bill is:
      | paid with points | 0.00  |
      | left to pay      | 31.00 |

  Scenario: More than there are cannot be offered
    Given Ben is a member
    And Ben has 600 points
    When Ben starts desk
    And it is 2027-01-01 00:00
    And Ben is billed, offering 1000 points
    Then it is refused: There are not enough points
    And Ben has:
      | spendable |
      | 600       |

  Scenario: A bill that is made void gives the points back
    When Ada starts desk
    And it is 2027-01-01 00:00
    And Ada is billed, offering 1000 points
    And the last bill is made void
    Then the bill is:
      | total            | -31.00 |
      | paid with points | -10.00 |
      | left to pay      | -21.00 |
    And Ada has:
      | spendable |
      | 5000      |

  Scenario: What points paid comes back as points before any money
    When Ada starts shared
    And it is 2027-01-01 00:00
    And Ada is billed, offering 1000 points
    And it is 2027-01-11 00:00
    And Ada cancels
    Then the bill is:
      | kind             | credit note |
      | total            | -21.00      |
      | paid with points | -10.00      |
      | left to pay      | -11.00      |
    And Ada has:
      | spendable |
      | 5000      |

  Scenario: Points come back as far as something is given back
    When Ada starts shared
    And it is 2027-01-01 00:00
    And Ada is billed, offering 1000 points
    And it is 2027-01-26 00:00
    And Ada cancels
    Then the bill is:
      | total            | -6.00 |
      | paid with points | -6.00 |
      | left to pay      | 0.00  |
    And Ada has:
      | spendable |
      | 4600      |

  Scenario: A credit note that is made void takes its points again
    When Ada starts shared
    And it is 2027-01-01 00:00
    And Ada is billed, offering 1000 points
    And it is 2027-01-26 00:00
    And Ada cancels
    And the last bill is made void
    Then the bill is:
      | total            | 6.00 |
      | paid with points | 6.00 |
      | left to pay      | 0.00 |
    And Ada has:
      | spendable |
      | 4000      |
