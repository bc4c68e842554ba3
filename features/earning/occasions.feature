Feature: What an event must be to earn
  Events have facts of their own; a rule asks for them, for an order before, or for several events together.

  Background:
    Given the coffee programme with these rules instead:
      """
      facts:
        member.tier: {is: tier, label: membership}
        member.country: {is: country, label: transaction, purpose: [tax], default: DE}
        order.channel: {is: choice, of: [app, web, shop]}
        order.delivery: {is: choice, of: [collect, home], default: collect}
        order.total: {is: money, sum_of: line.amount, except_when: line.category == "gift-card"}
        line.category: {is: choice, of: [coffee, tea, gear, gift-card]}
        line.brand: {is: choice, of: [own, other]}
        line.amount: {is: money}
        event.words: {is: quantity, default: 0}
        event.article: {is: text, default: none}
        event.nights: {is: quantity, default: 1}
      events:
        - {id: review, name: {en: A review, zh-CN: 评价}, points: 30, once_per: event, when: event.words >= 50, needs: {lines: line.sku == event.article, within: 30 days}}
        - {id: photo, event: review, name: {en: A photo, zh-CN: 晒图}, points: 10, once_per: month, when: event.words >= 10}
        - {id: check-in, name: {en: A check-in, zh-CN: 签到}, points: 5, once_per: day}
        - {id: three-days, event: check-in, name: {en: Three days, zh-CN: 连续三天}, points: 20, once_per: streak, streak: {of: day, times: 3}}
        - {id: nights, event: stay, name: {en: Ten nights, zh-CN: 十晚}, points: 100, once_per: card, card: {each: 10, of: event.nights}}
      tiers:
        measures:
          nights: {event: stay, units_of: event.nights, over: 12 months}
          check-ins: {event: check-in, count: events, over: 12 months}
        decided: before the order
        ladder:
          - {name: blue, from: 0}
          - {name: silver, from: {any: [{nights: 12}, {check-ins: 3}]}}
        keep_for: 12 months
        landing: soft
      """
    And Ada is a member

  Scenario: A review of what was bought, long enough, and not too late
    When Ada buys in the shop:
      | article | quantity | price |
      | blend   | 1        | 10.00 |
    And for review Ada is given:
      | words | article | points | because           |
      | 49    | blend   | 10     | condition-not-met |
    And for review Ada is given:
      | words | article | points | because         |
      | 80    | mug     | 0      | no-order-before |
    And for review Ada is given:
      | words | article | points | because |
      | 80    | blend   | 30     |         |
    And it is 2026-12-23 09:00
    And for review Ada is given:
      | words | article | points | because         |
      | 80    | blend   | 10     | no-order-before |

  Scenario: What came back wholly was not bought
    When Ada buys in the shop, as order A:
      | article | quantity | price |
      | blend   | 1        | 10.00 |
      | mug     | 1        | 12.00 |
    And Ada brings back of A:
      | article | quantity |
      | blend   | 1        |
    And for review Ada is given:
      | words | article | points | because         |
      | 80    | blend   | 10     | no-order-before |
    And for review Ada is given:
      | words | article | points | because |
      | 80    | mug     | 30     |         |

  Scenario: The same id with other words is another event
    When for photo-only Ada is given:
      | words | points | because |
      | 80    | 0      |         |
    Then it is refused: The programme knows no such event

  Scenario: An event under one id has one content
    When for stay under first Ada is given:
      | nights | points | because  |
      | 2      | 0      | not-full |
    And for stay under first Ada is given:
      | nights | points | because  |
      | 3      | 0      | not-full |
    Then it is refused: This id was used for another event

  Scenario: A streak of check-ins beside their own points
    When for check-in Ada is given:
      | points | because |
      | 5      |         |
    And it is 2026-11-23 09:00
    And for check-in Ada is given:
      | points | because |
      | 5      |         |
    And for check-in Ada is given:
      | points | because        |
      | 0      | already-earned |
    And it is 2026-11-24 09:00
    And for check-in Ada is given:
      | points | because |
      | 25     |         |
    And it is 2026-11-25 09:00
    And for check-in Ada is given:
      | points | because |
      | 5      |         |
    Then Ada has:
      | spendable |
      | 40        |

  Scenario: Nights fill a card and reach a tier
    When for stay Ada is given:
      | nights | points | because  |
      | 7      | 0      | not-full |
    Then Ada stands at blue
    When for stay Ada is given:
      | nights | points | because |
      | 5      | 100    |         |
    Then Ada stands at silver
    When for stay Ada is given:
      | nights | points | because  |
      | 7      | 0      | not-full |
    And for stay Ada is given:
      | nights | points | because |
      | 1      | 100    |         |
