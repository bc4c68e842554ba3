Feature: A subscription begins
  Its first period is billed when it begins, a trial before it costs nothing.

  Background:
    Given the coffee programme with these rules instead:
      """
      plans:
        - id: desk
          name: {en: Desk, zh-CN: 工位}
          price: {every: month, anchor: anniversary, amount: 31.00}
          fees:
            - id: set-up
              name: {en: Set-up fee, zh-CN: 开通费}
              amount: 49.00
              charged: once
              purpose: account set-up
              recipient: seller
              refundable: true
          proration: {basis: day, on_change: credit_and_charge, back_dated: 10 days}
          tax: {table: vat-services.csv, by: member.country, prices: include_tax, per: total}
        - id: room
          name: {en: Room, zh-CN: 房间}
          price: {every: month, anchor: anniversary, amount: 31.00}
          fees:
            - {id: key, name: {en: Key, zh-CN: 钥匙}, amount: 10.00, charged: once, purpose: a key, recipient: seller, refundable: true}
            - {id: paint, name: {en: Painting, zh-CN: 粉刷}, amount: 49.00, charged: once, purpose: painting, recipient: seller, refundable: false}
          proration: {basis: day, on_change: credit_and_charge, back_dated: 10 days}
          tax: {table: vat-services.csv, by: member.country, prices: include_tax, per: total}
        - id: try
          name: {en: Try, zh-CN: 试用}
          price: {every: month, anchor: calendar, amount: 31.00}
          trial: 14 days
          proration: {basis: day, on_change: credit_and_charge}
        - id: quarter
          name: {en: Quarter, zh-CN: 季付}
          price: {every: quarter, anchor: calendar, amount: 92.00}
          proration: {basis: day, on_change: credit_and_charge}
        - id: fortnight
          name: {en: Fortnight, zh-CN: 双周}
          price: {every: 2 weeks, anchor: anniversary, amount: 14.00}
      """
    And Ada is a member

  Scenario: The first month and the set-up fee are due at once
    Given it is 2026-12-01 09:00
    When Ada starts desk
    # contained tax: 80.00 x 19 / 119 = 12.77
    Then the lines are:
      | line       | amount | what          |
      | Desk       | 31.00  | subscription  |
      | Set-up fee | 49.00  | mandatory fee |
      | Tax        | 12.77  | tax           |
    And the total is 80.00
    When Ada is billed
    Then nothing is billed

  Scenario: Cancelled back to its beginning everything comes back but what is not refundable
    Given it is 2026-12-01 09:00
    When Ada starts room
    Then the total is 90.00
    When it is 2026-12-05 09:00
    And Ada cancels, as of 2026-12-01 09:00
    # the tax contained in 90.00 was 14.37, that in the 49.00 which stay is 7.82
    Then the lines are:
      | line | amount |
      | Tax  | -6.55  |
      | Room | -31.00 |
      | Key  | -10.00 |
    And the total is -41.00
    When it is 2027-02-05 09:00
    And Ada is billed
    Then nothing is billed
    When the first bill is made void
    Then it is refused: A later bill gave back a part of this one

  Scenario: The next month is due when it begins, and the set-up fee is not again
    Given it is 2026-12-01 09:00
    When Ada starts desk
    And it is 2026-12-31 23:59
    And Ada is billed
    Then nothing is billed
    When it is 2027-01-01 00:00
    And Ada is billed
    Then the lines are:
      | line | amount | from       | until      |
      | Desk | 31.00  | 2027-01-01 | 2027-02-01 |
      | Tax  | 4.95   | 2027-01-01 | 2027-02-01 |

  Scenario: Months that nobody billed are billed together
    Given it is 2026-12-01 09:00
    When Ada starts desk
    And it is 2027-03-15 12:00
    And Ada is billed
    Then the total is 93.00

  Scenario: Anniversaries are counted from the day it began, so the last of January comes back in March
    Given it is 2027-01-31 10:00
    When Ada starts desk
    Then the lines are:
      | line       | amount | from             | until      |
      | Desk       | 31.00  | 2027-01-31 10:00 | 2027-02-28 |
      | Set-up fee | 49.00  | 2027-01-31 10:00 | 2027-02-28 |
      | Tax        | 12.77  | 2027-01-31 10:00 | 2027-02-28 |
    When it is 2027-03-31 00:00
    And Ada is billed
    Then the lines are:
      | line | amount | from       | until      |
      | Desk | 31.00  | 2027-02-28 | 2027-03-31 |
      | Tax  | 4.95   | 2027-02-28 | 2027-03-31 |
      | Desk | 31.00  | 2027-03-31 | 2027-04-30 |
      | Tax  | 4.95   | 2027-03-31 | 2027-04-30 |

  Scenario: A subscription of 29 February has its day in leap years only
    Given it is 2028-02-29 00:00
    When Ada starts desk
    And it is 2029-02-28 12:00
    And Ada is billed
    Then the subscription of Ada is:
      | state  | active                   |
      | period | 2029-02-28 to 2029-03-29 |

  Scenario: With the calendar the first quarter costs the rest of it
    Given it is 2026-12-10 09:00
    When Ada starts quarter
    # 22 of the 92 days from October to December
    Then the lines are:
      | line    | amount | from             | until      |
      | Quarter | 22.00  | 2026-12-10 09:00 | 2027-01-01 |
    When it is 2027-01-01 00:00
    And Ada is billed
    Then the lines are:
      | line    | amount | from       | until      |
      | Quarter | 92.00  | 2027-01-01 | 2027-04-01 |

  Scenario: Every two weeks, and nothing changes within them
    Given it is 2026-12-10 00:00
    When Ada starts fortnight
    And it is 2026-12-24 00:00
    And Ada is billed
    Then the lines are:
      | line      | amount | from       | until      |
      | Fortnight | 14.00  | 2026-12-24 | 2027-01-07 |
    When it is 2026-12-25 00:00
    And Ada cancels
    Then it is refused: The plan changes only at the end of a period
    When Ada cancels at the end of the period
    Then the subscription of Ada is:
      | ends | 2027-01-07 |

  Scenario: A trial costs nothing and turns into a subscription by itself, once its member was told
    Given it is 2026-12-01 09:00
    And a key that may do everything
    When Ada starts try
    Then nothing is billed
    And the subscription of Ada is:
      | state | trial |
    When it is 2026-12-02 09:00
    And POST /v1/jobs/runs is sent:
      """
      {"programme": "corner-coffee", "kinds": ["renewal-notice"]}
      """
    And GET /v1/notices?programme=corner-coffee is asked
    And POST /v1/notices/delivered is sent:
      """
      {"notice": "@.notices.0.notice", "channel": "email"}
      """
    Then the answer is 200
    When it is 2026-12-15 09:00
    And Ada is billed
    # 15 to 31 December: 17 of 31 days
    Then the lines are:
      | line | amount | from             | until      |
      | Try  | 17.00  | 2026-12-15 09:00 | 2027-01-01 |
    And the subscription of Ada is:
      | state | active |

  Scenario: Who cancels in the trial pays nothing
    Given it is 2026-12-01 09:00
    When Ada starts try
    And it is 2026-12-10 09:00
    And Ada cancels
    Then nothing is billed
    When it is 2027-02-10 09:00
    And Ada is billed
    Then nothing is billed
    And the subscription of Ada is:
      | state | ended |

  Scenario: It may have begun some days ago, as far as the plan allows
    Given it is 2026-12-11 09:00
    When Ada starts desk, as of 2026-12-01 00:00
    Then the total is 80.00

  Scenario: No further than the plan allows
    Given it is 2026-12-12 09:00
    When Ada starts desk, as of 2026-12-01 00:00
    Then it is refused: The change would hold too early

  Scenario: A plan that does not exist is refused
    When Ada starts dask
    Then it is refused: The programme has no such plan or meter
