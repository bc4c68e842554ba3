Feature: When points end
  A programme says it: so long after each lot, at the end of a month or year, on one day,
  with the last activity, never; and otherwise for members of a tier.

  Scenario Outline: By lot or by calendar
    Given the coffee programme with these rules instead:
      """
      earn:
        base: {points: 1, for_each: 1.00, of: line.amount}
        expire: {after: 12 months, by: <by>}
      """
    And Eva is a member
    When Eva buys in the shop:
      | article | quantity | price |
      | blend   | 1        | 80.00 |
    Then the points of Eva end as follows:
      | points | gone on   |
      | 80     | <gone on> |

    Examples:
      | by        | gone on    |
      | each_lot  | 2027-11-23 |
      | month_end | 2027-12-01 |
      | year_end  | 2028-01-01 |

  Scenario: With the last activity
    Given the coffee programme with these rules instead:
      """
      earn:
        base: {points: 1, for_each: 1.00, of: line.amount}
        expire: {after: 3 months, by: activity}
      """
    And Eva is a member
    When Eva buys in the shop:
      | article | quantity | price |
      | blend   | 1        | 80.00 |
    And it is 2027-01-10 12:00
    And Eva exchanges 30 points for mug
    Then the points of Eva end as follows:
      | points | gone on    |
      | 50     | 2027-04-11 |
    And the ledger of Eva reads:
      | entry  | points |
      | earn   | 80     |
      | burn   | -30    |
      | extend | 0      |
    # what is foreseen is what comes
    And on 2027-04-10 23:59 Eva has:
      | spendable |
      | 50        |
    And on 2027-04-11 Eva has:
      | spendable |
      | 0         |
    When it is 2027-04-11 00:00
    Then Eva has:
      | spendable |
      | 0         |
    And the statement of Eva from 2026-12-01 to 2027-04-30 reads:
      | entry   | points | total |
      | opening |        | 80    |
      | burn    | -30    | 50    |
      | extend  |        | 50    |
      | lapse   | -50    | 0     |
      | closing |        | 0     |

  Scenario: Longer for a tier, and never for another
    Given the coffee programme with these rules instead:
      """
      earn:
        base: {points: 1, for_each: 1.00, of: line.amount}
        except_when: line.category == "gift-card"
        expire: {after: 12 months, by: each_lot, by_tier: {silver: 36 months}, never_for: [gold]}
      """
    And Eva is a silver member
    And Ada is a gold member
    When Eva buys in the shop:
      | article | quantity | price |
      | blend   | 1        | 80.00 |
    And Ada buys in the shop:
      | article | quantity | price |
      | blend   | 1        | 80.00 |
    # silver pays 2 % less, gold 5 %
    Then the points of Eva end as follows:
      | points | gone on    |
      | 78     | 2029-11-23 |
    And on 2089-12-31 Ada has:
      | spendable |
      | 76        |

  Scenario: Not before the end of the first day on which they can be spent
    Given the coffee programme with these rules instead:
      """
      earn:
        base: {points: 1, for_each: 1.00, of: line.amount}
        pending: 14 days
        expire: {after: 5 days, by: month_end}
      events:
        - {id: review, name: {en: A review, zh-CN: 评价}, points: 30, once_per: event, pending: 20 days}
      """
    And Eva is a member
    When Eva buys in the shop:
      | article | quantity | price |
      | blend   | 1        | 80.00 |
    And for review Eva is given:
      | points | because |
      | 30     |         |
    And it is 2026-12-05 23:59
    Then Eva has:
      | spendable | pending |
      | 0         | 110     |
    When it is 2026-12-06 00:00
    Then the points of Eva end as follows:
      | points | gone on    |
      | 80     | 2026-12-07 |
      | 30     | 2026-12-13 |
    When it is 2026-12-12 00:00
    Then the points of Eva end as follows:
      | points | gone on    |
      | 30     | 2026-12-13 |
