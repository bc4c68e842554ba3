Feature: Several wallets, each with a book of its own
  Points of different kinds never mix. Status points count and cannot be spent.

  Background:
    Given the coffee programme with these rules instead:
      """
      earn:
        base: {points: 1, for_each: 1.00, of: line.amount}
        combine: [additions]
        rules:
          - {id: visit, name: {en: Visit, zh-CN: 到店}, add: 10, once_per: order, wallet: status}
        expire: {after: 24 months, by: each_lot}
      wallets:
        - id: status
          name: {en: Status points, zh-CN: 等级积分}
          kind: status
          earn: {points: 2, for_each: 1.00, of: line.amount}
          expire: {after: 12 months, by: each_lot}
        - id: stars
          name: {en: Stars, zh-CN: 星星}
          earn: {points: 1, for_each: 10.00, of: line.amount}
      """
    And Eva is a member
    When Eva buys in the shop, as order A:
      | article | quantity | price |
      | blend   | 2        | 40.00 |

  Scenario: An order earns into each wallet by that wallet's own rules
    Then Eva has:
      | spendable |
      | 80        |
    # 2 for each euro, and 10 for the visit
    And Eva has in status:
      | spendable |
      | 170       |
    And Eva has in stars:
      | spendable |
      | 8         |
    And the points of Eva in status end as follows:
      | points | gone on    |
      | 170    | 2027-11-23 |

  Scenario: Status points are not spent, whatever there is of them
    When Eva exchanges 100 points of status for mug
    Then it is refused: These points cannot be spent
    And Eva has in status:
      | spendable |
      | 170       |

  Scenario: A wallet is spent from alone, and an exchange taken back returns to it
    When Eva exchanges 5 points of stars for mug
    Then Eva has in stars:
      | spendable |
      | 3         |
    And Eva has:
      | spendable |
      | 80        |
    When the exchange is taken back
    Then Eva has in stars:
      | spendable |
      | 8         |

  Scenario: A return takes back from every wallet what the kept order does not earn
    When Eva brings back of A:
      | article | quantity |
      | blend   | 1        |
    Then the refund is:
      | points taken back | 40                   |
      | of other wallets  | status 80; stars 4   |
    And Eva has:
      | spendable |
      | 40        |
    And Eva has in status:
      | spendable |
      | 90        |
    When Eva brings back of A:
      | article | quantity |
      | blend   | 1        |
    Then Eva has in status:
      | spendable |
      | 0         |
    And Eva has in stars:
      | spendable |
      | 0         |

  Scenario: A wallet that is not there
    When Eva exchanges 5 points of moons for mug
    Then it is refused: There is no such wallet
