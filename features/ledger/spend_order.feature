Feature: Which points are spent first, and what may be owed
  The programme says so for each wallet.

  Scenario: The oldest points first
    Given the coffee programme with these rules instead:
      """
      wallets:
        - {id: points, name: {en: Points, zh-CN: 积分}, spend: oldest}
      """
    And Ada is a member
    And Ada has 1000 points
    And Ada has 200 points until 2026-12-31
    When Ada exchanges 300 points for mug
    Then the points of Ada end as follows:
      | points | gone on    |
      | 200    | 2027-01-01 |
      | 700    | 2027-09-02 |

  Scenario: Nothing may be owed
    Given the coffee programme with these rules instead:
      """
      earn:
        base: {points: 1, for_each: 1.00, of: line.amount}
        expire: {after: 24 months, by: each_lot}
      wallets:
        - {id: points, name: {en: Points, zh-CN: 积分}, deficit: owe, owe_at_most: 30}
      """
    And Eva is a member
    And Eva has 50 points
    When Eva buys in the shop, as order A:
      | article | quantity | price |
      | blend   | 1        | 80.00 |
    And Eva exchanges 81 points for mug
    And Eva brings back everything of A
    # 49 are there of the 80; 31 would be owed
    Then it is refused: Too many of these points have been spent
    And Eva has:
      | spendable | owed |
      | 49        | 0    |
