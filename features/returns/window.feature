Feature: How long something can be brought back
  The window is declared once: returns end with it, and points that wait for it can be spent
  from then on. A later return is refused, or taken where the file says so.

  Scenario: Points can be spent when returns have ended
    Given the coffee programme with these rules instead:
      """
      basket:
        returns: {within: 30 days}
      earn:
        base: {points: 1, for_each: 1.00, of: line.amount}
        pending: return_window
      """
    And Eva is a member
    # until 2026-12-22, the last day inside
    When Eva buys in the shop:
      | article | quantity | price |
      | blend   | 1        | 20.00 |
    Then the price is:
      | points can be spent from | 2026-12-23 |
    When it is 2026-12-22 23:59
    Then Eva has:
      | spendable | pending |
      | 0         | 20      |
    When it is 2026-12-23 00:00
    Then Eva has:
      | spendable | pending |
      | 20        | 0       |
    When Eva brings back everything
    Then it is refused: The time for returns is over

  Scenario Outline: A tier gives days more
    Given the coffee programme with these rules instead:
      """
      tiers:
        measured_by: {sum_of: line.amount, over: 12 months}
        decided: before the order
        benefits:
          return_days: {is: quantity, name: {en: More days for returns, zh-CN: 延长退货天数}}
        ladder:
          - {name: blue,   from: 0.00}
          - {name: silver, from: 500.00, benefits: {return_days: 16}}
          - {name: gold,   from: 2000.00, benefits: {return_days: 30}}
        keep_for: 12 months
        landing: soft
      basket:
        returns: {within: 14 days, extra_days: return_days}
      earn:
        base: {points: 1, for_each: 1.00, of: line.amount}
        pending: return_window
      """
    And Ada is a <tier> member
    When Ada buys in the shop:
      | article | quantity | price |
      | blend   | 1        | <price> |
    Then the price is:
      | points can be spent from | <from> |
    When it is <from> 00:00
    And Ada brings back everything
    Then it is refused: The time for returns is over

    Examples:
      | tier   | price  | from       |
      | blue   | 20.00  | 2026-12-07 |
      | silver | 20.00  | 2026-12-23 |
      | gold   | 20.00  | 2027-01-06 |
      # silver with this order, which was sold to a blue member
      | blue   | 600.00 | 2026-12-07 |

  Scenario: A late return is taken where the file says so
    Given the coffee programme with these rules instead:
      """
      basket:
        returns: {within: 30 days, late: taken}
      earn:
        base: {points: 1, for_each: 1.00, of: line.amount}
        pending: return_window
      """
    And Eva is a member
    When Eva buys in the shop:
      | article | quantity | price |
      | blend   | 1        | 20.00 |
    And it is 2027-01-15 12:00
    And Eva brings back everything
    Then the refund is:
      | money back        | 20.00 |
      | points taken back | 20    |
    And Eva has:
      | spendable | pending | owed |
      | 0         | 0       | 0    |
