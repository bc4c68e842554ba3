Feature: Coupons of a subscription
  A coupon counts for as many periods as it says, from the first that begins while the subscription has it.

  Background:
    Given the coffee programme with these rules instead:
      """
      plans:
        - id: desk
          name: {en: Desk, zh-CN: 工位}
          price: {every: month, anchor: anniversary, amount: 30.00}
          proration: {basis: day, on_change: credit_and_charge}
      coupons:
        - {id: half, name: {en: Half price, zh-CN: 半价}, percent: 50%, lasts: 2 periods}
        - {id: gift, name: {en: Gift, zh-CN: 礼券}, amount: 70.00, lasts: forever, rest: carried}
      """
    And Ada is a member
    And it is 2026-12-01 00:00

  Scenario: Half the price for two months
    When Ada starts desk and the coupon half
    Then the lines are:
      | line       | amount |
      | Desk       | 30.00  |
      | Half price | -15.00 |
    When it is 2027-02-01 00:00
    And Ada is billed
    Then the lines are:
      | line       | amount | from       |
      | Desk       | 30.00  | 2027-01-01 |
      | Half price | -15.00 | 2027-01-01 |
      | Desk       | 30.00  | 2027-02-01 |

  Scenario: One that is given later counts from the next period
    When Ada starts desk
    And it is 2026-12-10 00:00
    And Ada takes the coupon half
    Then nothing is billed
    When it is 2027-01-01 00:00
    And Ada is billed
    Then the total is 15.00

  Scenario: What a month leaves of an amount is taken off the next ones
    Given a key that may do everything
    When Ada starts desk and the coupon gift
    Then the total is 0.00
    # the first charge after the gift, of which Ada is told
    When it is 2027-01-20 09:00
    And POST /v1/jobs/runs is sent:
      """
      {"programme": "corner-coffee", "kinds": ["renewal-notice"]}
      """
    And GET /v1/notices?programme=corner-coffee is asked
    And POST /v1/notices/delivered is sent:
      """
      {"notice": "@.notices.0.notice", "channel": "email"}
      """
    And it is 2027-02-01 00:00
    And Ada is billed
    # 70.00 = 30.00 + 30.00 + 10.00
    Then the lines are:
      | line | amount | from       |
      | Desk | 30.00  | 2027-01-01 |
      | Gift | -30.00 | 2027-01-01 |
      | Desk | 30.00  | 2027-02-01 |
      | Gift | -10.00 | 2027-02-01 |

  Scenario: A coupon counts once, and only one there is
    When Ada starts desk and the coupon half
    And Ada takes the coupon half
    Then it is refused: The subscription has this coupon already
    When Ada takes the coupon halve
    Then it is refused: The programme has no such coupon
