Feature: Tiers by status points
  Points of a wallet of their own: they count and are never spent.

  Scenario: Status points count and are not the points that are spent
    Given the coffee programme with these rules instead:
      """
      wallets:
        - id: stars
          name: {en: Stars, zh-CN: 星}
          kind: status
          earn: {points: 2, for_each: 1.00, of: line.amount}
      tiers:
        measures:
          stars: {count: points, wallet: stars, over: calendar year}
        decided: before the order
        ladder:
          - {name: blue, from: 0}
          - {name: silver, from: {stars: 100}}
        keep_for: 12 months
        landing: soft
      """
    And Ada is a member
    When Ada buys in the shop:
      | article | quantity | price |
      | blend   | 1        | 49.00 |
    # 98 stars
    Then Ada stands at blue, short of the next tier by 2 stars until 2026-12-31
    When Ada buys in the shop:
      | article | quantity | price |
      | blend   | 1        | 1.00  |
    Then Ada stands at silver
