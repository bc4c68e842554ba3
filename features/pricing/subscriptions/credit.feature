Feature: Prepaid credit pays bills
  Grants pay by priority, then the one that ends first, given before purchased, then the oldest; after tax, and
  never more than there is.

  Background:
    Given the coffee programme with these rules instead:
      """
      plans:
        - id: desk
          name: {en: Desk, zh-CN: 工位}
          price: {every: month, anchor: anniversary, amount: 31.00}
          usage:
            - {meter: calls, name: {en: Calls, zh-CN: 调用}, model: per_unit, unit: 1.00}
          proration: {basis: day, on_change: credit_and_charge}
      """
    And Ada is a member
    And it is 2026-12-01 00:00

  Scenario: What ends first pays first, what was given before what was bought
    When Ada is given this credit:
      | credit | amount | how       | until      | priority |
      | bought | 20.00  | purchased |            |          |
      | given  | 5.00   | given     |            |          |
      | spring | 10.00  | given     | 2027-03-01 |          |
      | last   | 50.00  | given     |            | 90       |
    And Ada starts desk
    Then the bill is:
      | total            | 31.00 |
      | paid with credit | 31.00 |
      | left to pay      | 0.00  |
      | not covered      | 0.00  |
    And the credit of Ada reads:
      | credit | left  |
      | bought | 4.00  |
      | given  | 0.00  |
      | spring | 0.00  |
      | last   | 50.00 |

  Scenario: What no credit covers is told and left to pay
    When Ada is given this credit:
      | credit | amount |
      | given  | 25.00  |
    And Ada starts desk
    Then the bill is:
      | paid with credit | 25.00 |
      | left to pay      | 6.00  |
      | not covered      | 6.00  |

  Scenario: Credit for use pays use alone
    When Ada is given this credit:
      | credit | amount | for         |
      | calls  | 25.00  | usage.calls |
    And Ada starts desk
    Then the bill is:
      | paid with credit | 0.00  |
      | left to pay      | 31.00 |
    When it is 2027-01-01 00:00
    And these usage events arrive:
      | event | member | meter | quantity | at               |
      | e-1   | Ada    | calls | 7        | 2026-12-05 00:00 |
    And Ada is billed
    Then the bill is:
      | total            | 38.00 |
      | paid with credit | 7.00  |
      | left to pay      | 31.00 |

  Scenario: What credit paid comes back as credit, and no more than that
    When Ada is given this credit:
      | credit | amount |
      | given  | 15.00  |
    And Ada starts desk
    And it is 2026-12-11 00:00
    And Ada cancels
    Then the bill is:
      | kind             | credit note |
      | total            | -21.00      |
      | paid with credit | -15.00      |
      | left to pay      | -6.00       |
    And the credit of Ada reads:
      | credit | left  |
      | given  | 15.00 |

  Scenario: What was paid in money comes back as money
    When Ada is given this credit:
      | credit | amount |
      | given  | 31.00  |
    And Ada starts desk
    And it is 2027-01-01 00:00
    And Ada is billed
    And it is 2027-01-11 00:00
    And Ada cancels
    Then the bill is:
      | total            | -21.00 |
      | paid with credit | 0.00   |
      | left to pay      | -21.00 |
    And the credit of Ada reads:
      | credit | left |
      | given  | 0.00 |

  Scenario: Credit that has ended pays nothing, and what is ended is lost
    When Ada is given this credit:
      | credit | amount | until      |
      | old    | 15.00  | 2026-12-15 |
      | gone   | 15.00  |            |
    And it is 2026-12-15 00:00
    And the credit gone of Ada is made void
    And Ada starts desk
    Then the bill is:
      | paid with credit | 0.00  |
      | left to pay      | 31.00 |
    And the credit of Ada reads:
      | credit | left  |
      | old    | 15.00 |
      | gone   | 0.00  |

  Scenario: Credit that was bought never ends
    When Ada is given this credit:
      | credit | amount | how       | until      |
      | bought | 15.00  | purchased | 2027-12-31 |
    Then it is refused: Value that was bought does not end
    When Ada is given this credit:
      | credit | amount | how       |
      | bought | 15.00  | purchased |
    Then the credit of Ada reads:
      | credit | left  |
      | bought | 15.00 |

  Scenario: A bill that is made void gives back what credit paid
    When Ada is given this credit:
      | credit | amount |
      | given  | 15.00  |
    And Ada starts desk
    And the last bill is made void
    Then the bill is:
      | total            | -31.00 |
      | paid with credit | -15.00 |
      | left to pay      | -16.00 |
    And the credit of Ada reads:
      | credit | left  |
      | given  | 15.00 |
