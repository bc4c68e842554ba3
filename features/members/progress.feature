Feature: How far a member is
  Cards that fill, streaks that run, and what is still missing, as it stands now.

  Scenario: A card of coffees, a card of money and a streak of weeks
    Given the coffee programme with these rules instead:
      """
      earn:
        base: {points: 1, for_each: 1.00, of: line.amount}
        rules:
          - {id: coffee-card, name: {en: Coffee card, zh-CN: 咖啡集点卡}, card: {of: units, each: 4, lines: line.category == "coffee"}, add: 100, once_per: card}
          - {id: regular, name: {en: A regular, zh-CN: 常客}, card: {of: money, each: 50.00, once: true}, add: 200, once_per: card}
          - {id: weeks, name: {en: Weeks, zh-CN: 连续数周}, streak: {of: week, times: 3}, add: 100, once_per: streak}
          - id: summer
            name: {en: Summer, zh-CN: 夏季}
            until: 2026-11-30
            card: {of: orders, each: 2}
            add: 10
            once_per: card
        combine: [additions]
      """
    And it is 2026-11-24 10:00
    And Ada is a member
    Then the progress of Ada reads:
      | what        | has | needed | missing | by |
      | Coffee card | 0   | 4      | 4       |    |
      | A regular   | 0   | 50     | 50      |    |
      | Summer      | 0   | 2      | 2       |    |
      | Weeks       | 0   | 3      | 3       |    |
    When Ada buys in the shop:
      | article | category | quantity | price |
      | blend   | coffee   | 7        | 1.60  |
    # a full card and three coffees; the second week ends on Sunday, 6 December
    Then the progress of Ada reads:
      | what        | has  | needed | missing | by         |
      | Coffee card | 3    | 4      | 1       |            |
      | A regular   | 11.2 | 50     | 38.8    |            |
      | Summer      | 1    | 2      | 1       |            |
      | Weeks       | 1    | 3      | 2       | 2026-12-06 |
    When it is 2026-12-02 10:00
    # summer is over
    Then the progress of Ada reads:
      | what        | missing | by         |
      | Coffee card | 1       |            |
      | A regular   | 38.8    |            |
      | Weeks       | 2       | 2026-12-06 |
    When Ada buys in the shop:
      | article | category | quantity | price |
      | mill    | gear     | 1        | 60.00 |
    Then the progress of Ada reads:
      | what        | has | missing | by         |
      | Coffee card | 3   | 1       |            |
      | A regular   | 50  | 0       |            |
      | Weeks       | 2   | 1       | 2026-12-13 |
    When it is 2026-12-14 10:00
    Then the progress of Ada reads:
      | what        | has  | missing | by |
      | Coffee card | 3    | 1       |    |
      | A regular   | 50   | 0       |    |
      | Weeks       | 0    | 3       |    |
