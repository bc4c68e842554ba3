Feature: Points for what members do besides buying
  A sign-up, a review, a check-in, an own cup: the file names each event and how often it earns.
  The sender gives each an id of its own, for ever.

  Background:
    Given the coffee programme with these rules instead:
      """
      earn:
        base: {points: 1, for_each: 1.00, of: line.amount}
        rules: []
        combine: []
        caps:
          - {per: [member, month], at_most: 160}
        expire: {after: 24 months, by: each_lot}
      events:
        - {id: sign-up, name: {en: Signing up, zh-CN: 注册}, points: 100, once_per: member}
        - {id: review, name: {en: A review, zh-CN: 评价}, points: 30, once_per: week, needs: order}
        - {id: check-in, name: {en: A check-in, zh-CN: 签到}, points: 10, once_per: day, pending: 3 days}
        - {id: own-cup, name: {en: Your own cup, zh-CN: 自带杯}, points: 5, once_per: event, from: 2026-11-23}
      """
    And Ada is a member

  Scenario: Once for ever, and the same event again is not another
    When for sign-up under first Ada is given:
      | points | because |
      | 100    |         |
    And for sign-up under first Ada is given:
      | points | because |
      | 100    |         |
    And for sign-up under second Ada is given:
      | points | because        |
      | 0      | already-earned |
    Then Ada has:
      | spendable |
      | 100       |

  Scenario: An id stands for one event
    When for sign-up under first Ada is given:
      | points | because |
      | 100    |         |
    And for check-in under first Ada is given:
      | points | because |
      | 10     |         |
    Then it is refused: This id was used for another event

  Scenario: An event the programme does not know
    When for sing-up Ada is given:
      | points | because |
      | 100    |         |
    Then it is refused: The programme knows no such event

  Scenario: Once a day of the programme's zone, and pending
    Given it is 2026-11-22 23:59
    When for check-in Ada is given:
      | points | because |
      | 10     |         |
    And for check-in Ada is given:
      | points | because        |
      | 0      | already-earned |
    And it is 2026-11-23 00:00
    And for check-in Ada is given:
      | points | because |
      | 10     |         |
    Then Ada has:
      | spendable | pending |
      | 0         | 20      |

  Scenario: A review needs an order before it
    When for review Ada is given:
      | points | because         |
      | 0      | no-order-before |
    And Ada buys in the shop:
      | article | quantity | price |
      | blend   | 1        | 10.00 |
    And for review Ada is given:
      | points | because |
      | 30     |         |
    And for review Ada is given:
      | points | because        |
      | 0      | already-earned |
    Then Ada has:
      | spendable |
      | 40        |

  Scenario: Days of an event, and each event earns
    When for own-cup Ada is given:
      | points | because      |
      | 0      | not-in-force |
    And it is 2026-11-23 00:00
    And for own-cup Ada is given:
      | points | because |
      | 5      |         |
    And for own-cup Ada is given:
      | points | because |
      | 5      |         |
    Then Ada has:
      | spendable |
      | 10        |

  Scenario: A cap of the month holds for orders and events together
    When Ada buys in the shop:
      | article | quantity | price |
      | blend   | 1        | 75.00 |
    And for sign-up Ada is given:
      | points | because     |
      | 85     | cap-reached |
    And for sign-up Ada is given:
      | points | because        |
      | 0      | already-earned |
    Then Ada has:
      | spendable |
      | 160       |
