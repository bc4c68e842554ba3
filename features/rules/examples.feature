Feature: A worked example that does not hold stops adoption

  Background:
    Given the coffee programme

  Scenario: The figure it expects is not what comes out
    When the coffee programme is to be adopted with these rules instead:
      """
      examples:
        - name: gold member buys own-brand coffee in the app
          given:
            member.tier: gold
            order: {channel: app, at: 2026-11-22T10:00:00+01:00}
            lines: [{sku: beans-1kg, category: coffee, brand: own, quantity: 1, unit_price: 26.94}]
          expect: {points: 127, total: 25.59}
      """
    Then these findings stand in the way:
      """
      examples.yaml:7:22 the example `gold member buys own-brand coffee in the app` expects points 127, it is 126; write `points: 126` where that is right, else mend the rule
      """

  Scenario: Two figures, two findings
    When the coffee programme is to be adopted with these rules instead:
      """
      examples:
        - name: somebody buys a mill
          given:
            order: {channel: shop, at: 2026-11-22T10:00:00+01:00}
            lines: [{sku: mill, category: gear, brand: other, quantity: 1, unit_price: 11.90}]
          expect: {tax: 1.91, total: 11.89}
      """
    Then these findings stand in the way:
      """
      examples.yaml:6:19 the example `somebody buys a mill` expects tax 1.91, it is 1.90; write `tax: 1.90` where that is right, else mend the rule
      examples.yaml:6:32 the example `somebody buys a mill` expects total 11.89, it is 11.90; write `total: 11.90` where that is right, else mend the rule
      """

  Scenario: It holds
    When the coffee programme is to be adopted with these rules instead:
      """
      examples:
        - name: gold member buys own-brand coffee in the app
          given:
            member.tier: gold
            order: {channel: app, at: 2026-11-22T10:00:00+01:00}
            lines: [{sku: beans-1kg, category: coffee, brand: own, quantity: 1, unit_price: 26.94}]
          expect: {points: 126, total: 25.59, public_total: 26.94, saved: 1.35}
      """
    Then no finding stands in the way
