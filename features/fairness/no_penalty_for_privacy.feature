@proofs
Feature: Whoever uses a right over their data loses nothing by it

  Background:
    Given the coffee programme

  Scenario: A price for those who did not object to being looked at
    When the coffee programme is to be adopted with these rules instead:
      """
      constraints:
        - no_penalty_for_privacy: {}
      facts:
        member.tier: {is: tier, label: membership}
        member.country: {is: country, label: transaction, purpose: [tax], default: DE}
        member.objected: {is: truth, label: rights, purpose: [quiet, all-others], default: false}
        order.channel: {is: choice, of: [app, web, shop]}
        order.delivery: {is: choice, of: [collect, home], default: collect}
        order.total: {is: money, sum_of: line.amount}
        line.category: {is: choice, of: [coffee, tea, gear, gift-card]}
        line.brand: {is: choice, of: [own, other]}
        line.amount: {is: money}
      basket:
        tax: {table: vat.csv, by: [member.country, line.category], prices: include_tax}
        discounts:
          combine: best
          rules:
            - {id: quiet, name: {en: Open members, zh-CN: 开放会员}, when: not member.objected, percent: 5%}
        returns: {within: 14 days}
      """
    Then these findings stand in the way:
      """
      basket.yaml:6:9 the rule `quiet` makes a price hang on the use of a right, `member.objected`: another value of `member.objected`: 0.09 to pay, then 0.10 to pay; let it hang on something else: using a right costs nothing [FA-09, U: CCPA Civ. 1798.125; 11 CCR 7080; PROVED]
      """

  Scenario: More points for those who did not object
    When the coffee programme is to be adopted with these rules instead:
      """
      constraints:
        - no_penalty_for_privacy: {}
      facts:
        member.tier: {is: tier, label: membership}
        member.country: {is: country, label: transaction, purpose: [tax], default: DE}
        member.objected: {is: truth, label: rights, purpose: [quiet, all-others], default: false}
        order.channel: {is: choice, of: [app, web, shop]}
        order.delivery: {is: choice, of: [collect, home], default: collect}
        order.total: {is: money, sum_of: line.amount}
        line.category: {is: choice, of: [coffee, tea, gear, gift-card]}
        line.brand: {is: choice, of: [own, other]}
        line.amount: {is: money}
      earn:
        base: {points: 1, for_each: 1.00, of: line.amount}
        rules:
          - {id: quiet, name: {en: Open members, zh-CN: 开放会员}, when: not member.objected, multiply: 2x}
        combine: [best_multiplier]
        expire: {after: 24 months, by: each_lot}
      """
    Then these findings stand in the way:
      """
      earn.yaml:4:7 the rule `quiet` makes points hang on the use of a right, `member.objected`: another value of `member.objected`: 1 points, then 0 points; let it hang on something else: using a right costs nothing [FA-09, U: CCPA Civ. 1798.125; 11 CCR 7080; PROVED]
      """

  Scenario: It is kept that a member objected, and both get the same
    When the coffee programme is to be adopted with these rules instead:
      """
      constraints:
        - no_penalty_for_privacy: {}
      facts:
        member.tier: {is: tier, label: membership}
        member.country: {is: country, label: transaction, purpose: [tax], default: DE}
        member.objected: {is: truth, label: rights, purpose: [quiet, all-others], default: false}
        order.channel: {is: choice, of: [app, web, shop]}
        order.delivery: {is: choice, of: [collect, home], default: collect}
        order.total: {is: money, sum_of: line.amount}
        line.category: {is: choice, of: [coffee, tea, gear, gift-card]}
        line.brand: {is: choice, of: [own, other]}
        line.amount: {is: money}
      earn:
        base: {points: 1, for_each: 1.00, of: line.amount}
        rules:
          - {id: quiet, name: {en: For the few, zh-CN: 同享}, when: member.objected, multiply: 2x}
          - {id: all-others, name: {en: For all others, zh-CN: 其他人同享}, when: member.objected == false, multiply: 2x}
        combine: [best_multiplier]
        expire: {after: 24 months, by: each_lot}
      """
    Then no finding stands in the way
