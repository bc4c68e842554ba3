Feature: How discounts meet
  In lanes, one after another; alone; and never below the floor.

  Scenario: Lanes are taken in their order, and within a lane as it says
    Given the coffee programme with these rules instead:
      """
      basket:
        discounts:
          lanes:
            - {name: offers, combine: best_of_order}
            - {name: thanks, combine: sum}
          tier_lane: thanks
          rules:
            - {id: five, name: {en: Five less, zh-CN: 减5}, when: 'order.channel in ["app", "web"]', lane: offers, amount: 5.00}
            - {id: tenth, name: {en: A tenth less, zh-CN: 九折}, when: 'order.channel in ["app", "web"]', lane: offers, percent: 10%}
            - {id: bag, name: {en: Own bag, zh-CN: 自带袋}, when: 'order.channel in ["app", "web"]', lane: thanks, percent: 2%}
      """
    And Ada is a gold member
    When Ada asks the price in the app:
      | article | quantity | price |
      | blend   | 4        | 10.00 |
    # 5.00 is more than a tenth; of the 35.00 left gold gives 5 % and the bag 2 %
    Then the lines are:
      | line                 | amount |
      | blend                | 40.00  |
      | Five less            | -5.00  |
      | Member tier discount | -1.75  |
      | Own bag              | -0.70  |

  Scenario Outline: What stands alone takes the place of all others
    Given the coffee programme with these rules instead:
      """
      basket:
        discounts:
          combine: sum
          rules:
            - {id: tenth, name: {en: A tenth less, zh-CN: 九折}, percent: 10%}
            - {id: twentieth, name: {en: A twentieth less, zh-CN: 九五折}, percent: 5%}
            - {id: alone, name: {en: Alone, zh-CN: 独享}, exclusive: <how>, amount: <amount>}
      """
    When somebody asks the price in the shop:
      | article | quantity | price |
      | blend   | 4        | 10.00 |
    Then the total is <total>

    Examples:
      | how       | amount | total | because                              |
      | if_better | 7.00   | 33.00 | 7.00 is more than 4.00 and 2.00      |
      | if_better | 5.00   | 34.00 | 4.00 and 2.00 are more than 5.00     |
      | always    | 5.00   | 35.00 | it stands alone, even for less       |

  Scenario: No discount takes a line below its floor
    Given the coffee programme with these rules instead:
      """
      basket:
        discounts:
          combine: sum
          floors:
            - {share: 60%}
            - {unit: 9.50, lines: line.category == "tea"}
          rules:
            - {id: third, name: {en: Three tenths less, zh-CN: 三成优惠}, percent: 30%}
            - {id: six, name: {en: Six less, zh-CN: 减6}, amount: 6.00}
      """
    When somebody asks the price in the shop:
      | article | category | quantity | price |
      | blend   | coffee   | 2        | 10.00 |
      | sencha  | tea      | 1        | 10.00 |
    # the blend may fall to 12.00, the tea to 9.50: after 30 % that leaves 2.00 and nothing
    Then the lines are:
      | line         | amount |
      | blend        | 20.00  |
      | Three tenths less | -6.00  |
      | Six less     | -2.00  |
      | sencha       | 10.00  |
      | Three tenths less | -0.50  |
