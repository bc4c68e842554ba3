@proofs @PP-08 @FA-02
Feature: Neither age nor address decides a price or points, by no detour either

  Background:
    Given the coffee programme

  Scenario: A discount for an age
    When the coffee programme is to be adopted with these rules instead:
      """
      constraints:
        - no_influence: {from: [protected, proxy], on: [price, points, tier]}
      facts:
        member.tier: {is: tier, label: membership}
        member.country: {is: country, label: transaction, purpose: [tax], default: DE}
        member.age: {is: quantity, label: protected, purpose: [seniors], default: 0}
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
            - {id: seniors, name: {en: Seniors, zh-CN: 长者}, when: member.age >= 65, percent: 5%}
        returns: {within: 14 days}
      """
    Then these findings stand in the way:
      """
      basket.yaml:6:9 the rule `seniors` makes a price hang on a protected fact, `member.age`: another value of `member.age`: 0.10 to pay, then 0.09 to pay; let it hang on what is bought, not on who buys or a fact made of it [FA-01, U: EU Charter Art. 21 (to be checked); PROVED]
      """

  Scenario: A postcode behind a segment
    When the coffee programme is to be adopted with these rules instead:
      """
      constraints:
        - no_influence: {from: [protected, proxy], on: [price, points, tier]}
      facts:
        member.tier: {is: tier, label: membership}
        member.country: {is: country, label: transaction, purpose: [tax], default: DE}
        member.postcode: {is: text, label: proxy, stands_for: [income], purpose: [nearby], default: "-"}
        order.channel: {is: choice, of: [app, web, shop]}
        order.delivery: {is: choice, of: [collect, home], default: collect}
        order.total: {is: money, sum_of: line.amount}
        line.category: {is: choice, of: [coffee, tea, gear, gift-card]}
        line.brand: {is: choice, of: [own, other]}
        line.amount: {is: money}
      segments:
        - {id: nearby, name: {en: Nearby, zh-CN: 附近}, when: member.postcode == "10115", purpose: [nearby], at_least_members: 50}
      earn:
        base: {points: 1, for_each: 1.00, of: line.amount}
        rules:
          - {id: nearby, name: {en: Neighbours, zh-CN: 邻居}, when: member.segment.nearby, multiply: 2x}
        combine: [best_multiplier]
        expire: {after: 24 months, by: each_lot}
      """
    Then these findings stand in the way:
      """
      segments.yaml:2:5 the rule `segment.nearby` makes points hang on a proxy, `member.postcode`: another value of `member.postcode`: 1 points, then 0 points; a proxy is for carriage, tax and the shop, and says so by its `purpose` [FA-03, U: study of price tables by postcode, ProPublica 2015; TESTED]
      """

  Scenario: A postcode that is needed to bring the parcel
    When the coffee programme is to be adopted with these rules instead:
      """
      constraints:
        - no_influence: {from: [protected, proxy], on: [price, points, tier]}
      facts:
        member.tier: {is: tier, label: membership}
        member.country: {is: country, label: transaction, purpose: [tax], default: DE}
        member.postcode: {is: text, label: proxy, stands_for: [income], purpose: [carriage]}
        order.channel: {is: choice, of: [app, web, shop]}
        order.delivery: {is: choice, of: [collect, home], default: collect}
        order.total: {is: money, sum_of: line.amount}
        line.category: {is: choice, of: [coffee, tea, gear, gift-card]}
        line.brand: {is: choice, of: [own, other]}
        line.amount: {is: money}
      basket:
        tax: {table: vat.csv, by: [member.country, line.category], prices: include_tax}
        fees:
          - {id: carriage, name: {en: Delivery, zh-CN: 配送费}, amount: 9.00, when: order.delivery == "home" and member.postcode == "27498", purpose: carriage, recipient: carrier, refundable: false, taxed_as: gear}
        returns: {within: 14 days}
      """
    Then no finding stands in the way

  Scenario: An age that is asked for and changes nothing
    When the coffee programme is to be adopted with these rules instead:
      """
      constraints:
        - no_influence: {from: [protected, proxy], on: [price, points, tier]}
      facts:
        member.tier: {is: tier, label: membership}
        member.country: {is: country, label: transaction, purpose: [tax], default: DE}
        member.age: {is: quantity, label: protected, purpose: [seniors], default: 0}
        order.channel: {is: choice, of: [app, web, shop]}
        order.delivery: {is: choice, of: [collect, home], default: collect}
        order.total: {is: money, sum_of: line.amount}
        line.category: {is: choice, of: [coffee, tea, gear, gift-card]}
        line.brand: {is: choice, of: [own, other]}
        line.amount: {is: money}
      earn:
        base: {points: 1, for_each: 1.00, of: line.amount}
        rules:
          - {id: seniors, name: {en: Seniors, zh-CN: 长者}, when: member.age >= 65 or member.age < 65, multiply: 2x}
        combine: [best_multiplier]
        expire: {after: 24 months, by: each_lot}
      """
    Then no finding stands in the way
