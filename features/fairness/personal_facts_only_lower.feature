@proofs
Feature: What a member tells of themselves never makes them pay more
  Whoever says nothing pays the highest price there is.

  Background:
    Given the coffee programme

  Scenario: A surcharge for a diet
    When the coffee programme is to be adopted with these rules instead:
      """
      constraints:
        - personal_facts_only_lower: {}
      facts:
        member.tier: {is: tier, label: membership}
        member.country: {is: country, label: transaction, purpose: [tax], default: DE}
        member.diet: {is: choice, of: [vegan, any], label: personal, purpose: [oat-milk], assessment: pia-7, default: any}
        order.channel: {is: choice, of: [app, web, shop]}
        order.delivery: {is: choice, of: [collect, home], default: collect}
        order.total: {is: money, sum_of: line.amount}
        line.category: {is: choice, of: [coffee, tea, gear, gift-card]}
        line.brand: {is: choice, of: [own, other]}
        line.amount: {is: money}
      basket:
        tax: {table: vat.csv, by: [member.country, line.category], prices: include_tax}
        fees:
          - {id: oat-milk, name: {en: Oat milk, zh-CN: 燕麦奶}, amount: 0.50, when: member.diet == "vegan", purpose: oat-milk, recipient: seller, refundable: true, taxed_as: gear}
        returns: {within: 14 days}
      """
    Then these findings stand in the way:
      """
      basket.yaml:4:76 the fee `oat-milk` is charged by `member.diet`, and who is unknown does not pay it; let what is known of a person only spare a fee [PP-04, U: Maryland HB 895, from 1 Oct 2026; TESTED]
      """

  Scenario: A price that is lower for whoever tells nothing
    When the coffee programme is to be adopted with these rules instead:
      """
      constraints:
        - personal_facts_only_lower: {}
      facts:
        member.tier: {is: tier, label: membership}
        member.country: {is: country, label: transaction, purpose: [tax], default: DE}
        member.diet: {is: choice, of: [vegan, any], label: personal, purpose: [oat-milk], assessment: pia-7, default: any}
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
            - {id: oat-milk, name: {en: Oat milk week, zh-CN: 燕麦奶周}, when: member.diet == "any", percent: 5%}
        returns: {within: 14 days}
      """
    Then these findings stand in the way:
      """
      constraints.yaml:2:5 `personal_facts_only_lower` is broken: `member.diet` known against unknown: 0.09 to pay, then 0.10 to pay
      """

  Scenario: A price that is lower for whoever told
    When the coffee programme is to be adopted with these rules instead:
      """
      constraints:
        - personal_facts_only_lower: {}
      facts:
        member.tier: {is: tier, label: membership}
        member.country: {is: country, label: transaction, purpose: [tax], default: DE}
        member.diet: {is: choice, of: [vegan, any], label: personal, purpose: [oat-milk], assessment: pia-7, default: any}
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
            - {id: oat-milk, name: {en: Oat milk week, zh-CN: 燕麦奶周}, when: member.diet == "vegan", percent: 5%}
        returns: {within: 14 days}
      """
    Then no finding stands in the way
