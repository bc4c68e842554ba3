Feature: A subscription changes
  A change books the rest of the old as credit and the rest of the new as price, each a difference of what the
  whole period comes to; what is asked beforehand is what is then booked.

  Background:
    Given the coffee programme with these rules instead:
      """
      plans:
        - id: small
          name: {en: Small, zh-CN: 小号}
          price: {every: month, anchor: anniversary, amount: 31.00}
          proration: {basis: day, on_change: credit_and_charge, back_dated: 60 days}
        - id: large
          name: {en: Large, zh-CN: 大号}
          price: {every: month, anchor: anniversary, amount: 62.00}
          proration: {basis: day, on_change: at_period_end}
        - id: yearly
          name: {en: Yearly, zh-CN: 年付}
          price: {every: year, anchor: anniversary, amount: 365.00}
          proration: {basis: day, on_change: credit_and_charge}
        - id: seconds
          name: {en: Seconds, zh-CN: 秒计}
          price: {every: month, anchor: anniversary, amount: 30.00}
          proration: {basis: second, on_change: credit_and_charge}
        - id: metered
          name: {en: Metered, zh-CN: 计量}
          price: {every: month, anchor: anniversary, amount: 30.00}
          usage:
            - {meter: calls, name: {en: Calls, zh-CN: 调用}, model: per_unit, unit: 1.00}
          maximum: {amount: 50.00, counts: [price, usage]}
          proration: {basis: day, on_change: credit_and_charge}
      """
    And Ada is a member
    And it is 2026-12-01 00:00

  Scenario: An upgrade credits the rest of the old plan and charges the rest of the new
    When Ada starts small
    And it is 2026-12-11 15:00
    And Ada changes to large
    # 10 of 31 days were small: 10.00, so 21.00 comes back; 21 of 31 days are large
    Then the lines are:
      | line  | amount |
      | Small | -21.00 |
      | Large | 42.00  |
    And the total is 21.00
    When it is 2027-01-01 00:00
    And Ada is billed
    Then the lines are:
      | line  | amount |
      | Large | 62.00  |

  Scenario: A downgrade waits for the next period where the plan says so
    When Ada starts large
    And it is 2026-12-11 15:00
    And Ada changes to small
    Then nothing is billed
    And the subscription of Ada is:
      | plan | large |
    When it is 2027-01-01 00:00
    And Ada is billed
    Then the lines are:
      | line  | amount |
      | Small | 31.00  |

  Scenario: A plan with another interval begins a new period and is charged in full
    When Ada starts small
    And it is 2026-12-11 00:00
    And Ada changes to yearly
    Then the lines are:
      | line   | amount | from       | until      |
      | Small  | -21.00 | 2026-12-01 | 2027-01-01 |
      | Yearly | 365.00 | 2026-12-11 | 2027-12-11 |
    And the total is 344.00

  Scenario: A pause is time that is not paid for
    When Ada starts small
    And it is 2026-12-11 08:00
    And Ada pauses
    Then the total is -21.00
    And the subscription of Ada is:
      | state | paused |
    When it is 2026-12-21 08:00
    And Ada resumes
    Then the total is 11.00
    And the bills of Ada read:
      | number | kind        | total  |
      | 1      | invoice     | 31.00  |
      | 2      | credit note | -21.00 |
      | 3      | invoice     | 11.00  |

  Scenario: What is used in a pause is charged, and the plan's maximum holds for it
    When Ada starts metered
    And Ada pauses
    And it is 2027-02-01 00:00
    And these usage events arrive:
      | event | member | meter | quantity | at               |
      | e-1   | Ada    | calls | 70       | 2027-01-10 00:00 |
    And Ada is billed
    Then the total is 50.00

  Scenario: A month of which little is paid for has the whole maximum
    When Ada starts metered
    And it is 2026-12-02 08:00
    And Ada pauses
    # 30 of 31 days come back
    Then the total is -29.03
    When it is 2027-01-01 00:00
    And these usage events arrive:
      | event | member | meter | quantity | at               |
      | e-1   | Ada    | calls | 45       | 2026-12-10 00:00 |
    And Ada is billed
    # 0.97 and 45.00 are less than 50.00
    Then the total is 45.00

  Scenario: Who cancels now gets the rest back
    When Ada starts small
    And it is 2026-12-11 08:00
    And Ada cancels
    Then the total is -21.00
    And the subscription of Ada is:
      | state | ended |
    When Ada pauses
    Then it is refused: The subscription has ended

  Scenario: Who cancels for the end of the period gets nothing back and pays nothing more
    When Ada starts small
    And it is 2026-12-11 08:00
    And Ada cancels at the end of the period
    Then nothing is billed
    And the subscription of Ada is:
      | state | active     |
      | ends  | 2027-01-01 |
    When it is 2027-02-15 08:00
    And Ada is billed
    Then nothing is billed

  Scenario: A cancellation of some time ago gives back every period that began since
    When Ada starts small
    And it is 2027-01-20 08:00
    And Ada is billed
    Then the total is 31.00
    When Ada cancels, as of 2026-12-11 00:00
    # 21.00 of December and all of January
    Then the total is -52.00

  Scenario: What a later bill gave back is not given back twice
    When Ada starts small
    And it is 2026-12-11 08:00
    And Ada cancels
    And the first bill is made void
    Then it is refused: A later bill gave back a part of this one
    When the last bill is made void
    And the first bill is made void
    And Ada is billed
    Then the bills of Ada read:
      | number | kind        | total  |
      | 1      | invoice     | 31.00  |
      | 2      | credit note | -21.00 |
      | 3      | invoice     | 21.00  |
      | 4      | credit note | -31.00 |
      | 5      | invoice     | 10.00  |

  Scenario: By the second, a day of 25 hours is longer
    Given it is 2027-10-01 00:00
    When Ada starts seconds
    And it is 2027-10-31 00:00
    And Ada cancels
    # October 2027 has 745 hours in Berlin, its last day 25 of them: 30.00 x 25 / 745 = 1.007
    Then the total is -1.01

  Scenario: What changes nothing is refused
    When Ada starts small
    And Ada changes to small
    Then it is refused: The subscription is that way already
    When Ada resumes
    Then it is refused: The subscription is not paused
