Feature: A catalogue of rewards
  The programme says what a reward costs, how many there are, and who may have it.

  Background:
    Given the coffee programme with these rules instead:
      """
      rewards:
        - {id: mug, name: {en: Mug, zh-CN: 马克杯}, kind: good, cost: 300, stock: 2}
        - {id: tasting, name: {en: Tasting, zh-CN: 品鉴}, kind: voucher, cost: 100, per_member: 1}
        - {id: trip, name: {en: Trip, zh-CN: 旅行}, kind: partner, cost: 100, tiers: [gold]}
        - {id: stollen, name: {en: Stollen, zh-CN: 圣诞面包}, kind: good, cost: 50, from: 2026-12-01}
      """
    And Ada is a member
    And Ada has 1000 points
    And Eva is a member
    And Eva has 1000 points

  Scenario: What the caller believes it costs is checked, never believed
    When Ada exchanges 1 points for mug
    Then it is refused: The reward costs something else
    And Ada has:
      | spendable |
      | 1000      |
    When Ada exchanges 300 points for mug
    Then Ada has:
      | spendable |
      | 700       |

  Scenario: The stock is never below none, and what is taken back is there again
    When Ada exchanges 300 points for mug
    And Eva exchanges 300 points for mug
    Then Eva has:
      | spendable |
      | 700       |
    Given Ben is a member
    And Ben has 1000 points
    When Ben exchanges 300 points for mug
    Then it is refused: There is none left of this reward
    And Ben has:
      | spendable |
      | 1000      |
    When the exchange is taken back
    And Ben exchanges 300 points for mug
    Then Ben has:
      | spendable |
      | 700       |

  Scenario: The same exchange told again is no second one, also where each member may have one
    When Ada exchanges 100 points for tasting
    And Ada exchanges 100 points for tasting
    Then Ada has:
      | spendable |
      | 900       |

  Scenario Outline: Who may have what, and when
    When Ada exchanges <points> points for <reward>
    Then it is refused: <refusal>

    Examples:
      | points | reward  | refusal                     |
      | 100    | trip    | This reward is not offered  |
      | 50     | stollen | This reward is not offered  |
      | 100    | spoon   | There is no such reward     |
