Feature: Where two rules meet, the file says which of them counts
  What is left open is decided by habit, and nobody can look a habit up.

  Background:
    Given the coffee programme

  Scenario: Two multipliers that offer the same, of which only the best counts
    When the coffee programme is to be adopted with these rules instead:
      """
      constraints:
        - no_ambiguous_rule: {}
      earn:
        base: {points: 1, for_each: 1.00, of: line.amount}
        rules:
          - {id: tea, name: {en: Tea, zh-CN: 茶}, when: line.category == "tea", multiply: 2x}
          - {id: app, name: {en: App, zh-CN: 应用}, when: order.channel == "app", multiply: 2x}
        combine: [best_multiplier]
      """
    Then these findings stand in the way:
      """
      constraints.yaml:2:5 `no_ambiguous_rule` is broken: by cells: earn.yaml:5:7: `tea` and `app` may meet: they offer the same, and only the best counts
      """

  Scenario: Two discounts that each stand alone
    When the coffee programme is to be adopted with these rules instead:
      """
      constraints:
        - no_ambiguous_rule: {}
      basket:
        tax: {table: vat.csv, by: [member.country, line.category], prices: include_tax}
        discounts:
          combine: best
          rules:
            - {id: shop, name: {en: Shop, zh-CN: 门店}, when: order.channel == "shop", percent: 20%, exclusive: always}
            - {id: opening, name: {en: Opening, zh-CN: 开业}, until: 2026-11-20, percent: 30%, exclusive: always}
        returns: {within: 14 days}
      """
    Then these findings stand in the way:
      """
      constraints.yaml:2:5 `no_ambiguous_rule` is broken: by cells: basket.yaml:7:9: `shop` and `opening` may meet: they each stand alone
      """

  Scenario: Two fees for one thing
    When the coffee programme is to be adopted with these rules instead:
      """
      constraints:
        - no_ambiguous_rule: {}
      basket:
        tax: {table: vat.csv, by: [member.country, line.category], prices: include_tax}
        fees:
          - {id: carriage, name: {en: Delivery, zh-CN: 配送费}, amount: 3.20, when: order.delivery == "home", purpose: carriage, recipient: carrier, refundable: false}
          - {id: heavy, name: {en: Heavy parcel, zh-CN: 重件}, amount: 6.00, when: order.delivery == "home" and order.total > 200.00, purpose: carriage, recipient: carrier, refundable: false}
        returns: {within: 14 days}
      """
    Then these findings stand in the way:
      """
      constraints.yaml:2:5 `no_ambiguous_rule` is broken: by cells: basket.yaml:5:7: `carriage` and `heavy` may meet: they are charged for one purpose, `carriage`
      """

  Scenario: Rules that only look as if they met
    One multiplier ends before the other begins, a third is better where they would meet, and the fees exclude one another.
    When the coffee programme is to be adopted with these rules instead:
      """
      constraints:
        - no_ambiguous_rule: {}
      earn:
        base: {points: 1, for_each: 1.00, of: line.amount}
        rules:
          - {id: tea, name: {en: Tea, zh-CN: 茶}, when: line.category == "tea", until: 2026-11-20, multiply: 2x}
          - {id: own, name: {en: Own, zh-CN: 自有}, when: line.brand == "own", from: 2026-11-21, multiply: 2x}
          - {id: app, name: {en: App, zh-CN: 应用}, when: order.channel == "app", from: 2026-11-21, multiply: 2x}
          - {id: own-app, name: {en: Own in the app, zh-CN: 应用自有}, when: line.brand == "own" and order.channel == "app", multiply: 4x}
        combine: [best_multiplier]
      basket:
        tax: {table: vat.csv, by: [member.country, line.category], prices: include_tax}
        fees:
          - {id: carriage, name: {en: Delivery, zh-CN: 配送费}, amount: 3.20, when: order.delivery == "home" and order.total <= 200.00, purpose: carriage, recipient: carrier, refundable: false}
          - {id: heavy, name: {en: Heavy parcel, zh-CN: 重件}, amount: 6.00, when: order.delivery == "home" and order.total > 200.00, purpose: carriage, recipient: carrier, refundable: false}
        returns: {within: 14 days}
      """
    Then no finding stands in the way
