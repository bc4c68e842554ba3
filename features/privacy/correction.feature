@PD-09
Feature: What was written down wrong is corrected, and everything that follows from it too
  The next price knows it, a quote that is held pays the better of the two, and receipts of the past stay.

  Background:
    Given the coffee programme with these rules instead:
      """
      facts:
        member.tier:        {is: tier, label: membership}
        member.country:     {is: country, label: transaction, purpose: [tax], default: DE}
        member.birth_day_month: {is: day_month, label: personal, purpose: [birthday-treat], assessment: pia-2026-1}
        order.channel:      {is: choice, of: [app, web, shop]}
        order.delivery:     {is: choice, of: [collect, home], default: collect}
        order.total:        {is: money, sum_of: line.amount, except_when: line.category == "gift-card"}
        line.category:      {is: choice, of: [coffee, tea, gear, gift-card]}
        line.brand:         {is: choice, of: [own, other]}
        line.amount:        {is: money}
      basket:
        discounts:
          combine: best
          rules:
            - {id: birthday-treat, name: {en: Birthday treat, zh-CN: 生日优惠}, when: member.birth_day_month == "11-22", percent: 20%}
        returns: {within: 14 days}
      """
    And a key that may do everything

  Scenario: A birthday that was written down wrong
    When Ada joins with these facts:
      | member.birth_day_month | 11-21 |
    And Ada buys in the shop:
      | article | quantity | price |
      | blend   | 1        | 10.00 |
    Then the total is 10.00
    When Ada asks the price in the shop:
      | article | quantity | price |
      | blend   | 1        | 10.00 |
    Then the total is 10.00
    When Ada tells these facts:
      | member.birth_day_month | 11-22 |
    And what was asked for is bought
    Then the total is 8.00
    When Ada asks the price in the shop:
      | article | quantity | price |
      | blend   | 1        | 10.00 |
    Then the total is 8.00
