Feature: What a member told for one purpose is used for no other
  A birthday is told for a treat on the birthday, and then a rule reads it for something else.

  Background:
    Given the coffee programme

  Scenario: A birthday that was told for a treat gives points for something else
    When the coffee programme is to be adopted with these rules instead:
      """
      constraints:
        - personal_facts_only_for_their_purpose: {}
      earn:
        base: {points: 1, for_each: 1.00, of: line.amount}
        rules:
          - {id: summer-children, name: {en: Summer children, zh-CN: 夏日宝宝}, anniversary: {of: member.birth_day_month, whole_month: true, leap_day: 02-28}, add: 30, once_per: order}
        combine: [additions]
        expire: {after: 24 months, by: each_lot}
      """
    Then these findings stand in the way:
      """
      constraints.yaml:2:5 `personal_facts_only_for_their_purpose` is broken: `member.birth_day_month` is for `birthday-treat`, and the rule `summer-children` reads it; by structure
      """

  Scenario: The country, told for taxes, chooses who gets points
    When the coffee programme is to be adopted with these rules instead:
      """
      constraints:
        - personal_facts_only_for_their_purpose: {}
      earn:
        base: {points: 1, for_each: 1.00, of: line.amount}
        rules:
          - {id: home-country, name: {en: Home country, zh-CN: 本国}, when: member.country == "DE", multiply: 2x}
        combine: [best_multiplier]
        expire: {after: 24 months, by: each_lot}
      """
    Then these findings stand in the way:
      """
      constraints.yaml:2:5 `personal_facts_only_for_their_purpose` is broken: `member.country` is for `tax`, and the rule `home-country` reads it; by structure
      """

  Scenario: The treat the birthday was told for
    When the coffee programme is to be adopted with these rules instead:
      """
      constraints:
        - personal_facts_only_for_their_purpose: {}
      earn:
        base: {points: 1, for_each: 1.00, of: line.amount}
        rules:
          - {id: birthday-treat, name: {en: Birthday treat, zh-CN: 生日礼}, anniversary: {of: member.birth_day_month, whole_month: true, leap_day: 02-28}, multiply: 2x}
        combine: [best_multiplier]
        expire: {after: 24 months, by: each_lot}
      """
    Then no finding stands in the way

  Scenario: A segment for the same purpose
    When the coffee programme is to be adopted with these rules instead:
      """
      constraints:
        - personal_facts_only_for_their_purpose: {}
      facts:
        member.tier: {is: tier, label: membership}
        member.country: {is: country, label: transaction, purpose: [tax], default: DE}
        member.diet: {is: choice, of: [vegan, any], label: personal, purpose: [oat-milk], default: any}
        order.channel: {is: choice, of: [app, web, shop]}
        order.delivery: {is: choice, of: [collect, home], default: collect}
        order.total: {is: money, sum_of: line.amount}
        line.category: {is: choice, of: [coffee, tea, gear, gift-card]}
        line.brand: {is: choice, of: [own, other]}
        line.amount: {is: money}
      segments:
        - {id: oat_drinkers, name: {en: Oat drinkers, zh-CN: 燕麦奶爱好者}, when: member.diet == "vegan", at_least_members: 50, purpose: [oat-milk]}
      earn:
        base: {points: 1, for_each: 1.00, of: line.amount}
        rules:
          - {id: oats, name: {en: Oat weeks, zh-CN: 燕麦奶周}, when: member.segment.oat_drinkers, multiply: 2x}
        combine: [best_multiplier]
        expire: {after: 24 months, by: each_lot}
      """
    Then no finding stands in the way
