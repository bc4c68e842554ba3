@PD-03
Feature: What a member told can be withdrawn
  A fact may be told later, changed, or withdrawn; from the next price on nothing knows it any more.

  Background:
    Given the coffee programme with these rules instead:
      """
      facts:
        member.tier:        {is: tier, label: membership}
        member.country:     {is: country, label: transaction, purpose: [tax], default: DE}
        member.birth_day_month: {is: day_month, label: personal, purpose: [birthday-treat], assessment: pia-1}
        member.offers:      {is: truth, label: personal, purpose: [offers], assessment: pia-2}
        order.channel:      {is: choice, of: [app, web, shop]}
        order.delivery:     {is: choice, of: [collect, home], default: collect}
        order.total:        {is: money, sum_of: line.amount, except_when: line.category == "gift-card"}
        line.category:      {is: choice, of: [coffee, tea, gear, gift-card]}
        line.brand:         {is: choice, of: [own, other]}
        line.amount:        {is: money}
      segments:
        - id: told
          name: {en: Told of offers, zh-CN: 接收优惠}
          when: member.offers
          at_least_members: 20
          purpose: [offers]
      basket:
        discounts:
          combine: best
          rules:
            - {id: thanks, name: {en: Thank you, zh-CN: 谢谢}, when: member.segment.told, percent: 10%}
            - {id: birthday-treat, name: {en: Birthday treat, zh-CN: 生日优惠}, when: member.birth_day_month == "11-23", percent: 20%}
        returns: {within: 14 days}
      """
    And a key that may do everything
    When a table of members is taken in:
      | reference | enrolled_at | member.offers | comes to |
      | M1        | 2026-01-05  | true          | imported |
      | M2        | 2026-01-05  | true          | imported |
      | M3        | 2026-01-05  | true          | imported |
      | M4        | 2026-01-05  | true          | imported |
      | M5        | 2026-01-05  | true          | imported |
      | M6        | 2026-01-05  | true          | imported |
      | M7        | 2026-01-05  | true          | imported |
      | M8        | 2026-01-05  | true          | imported |
      | M9        | 2026-01-05  | true          | imported |
      | M10       | 2026-01-05  | true          | imported |
      | M11       | 2026-01-05  | true          | imported |
      | M12       | 2026-01-05  | true          | imported |
      | M13       | 2026-01-05  | true          | imported |
      | M14       | 2026-01-05  | true          | imported |
      | M15       | 2026-01-05  | true          | imported |
      | M16       | 2026-01-05  | true          | imported |
      | M17       | 2026-01-05  | true          | imported |
      | M18       | 2026-01-05  | true          | imported |
    And Ada joins with these facts:
      | member.offers | true |
    And Bea joins with these facts:
      | member.offers | true |
    And POST /v1/segments/count is sent:
      """
      {"programme": "corner-coffee"}
      """
    And it is 2026-11-23 10:00

  Scenario: Who withdraws a consent is in the segment no more, from the next price on
    When Ada asks the price in the shop:
      | article | quantity | price |
      | blend   | 1        | 10.00 |
    Then the total is 9.00
    When Ada tells these facts:
      | member.offers | |
    And Ada asks the price in the shop:
      | article | quantity | price |
      | blend   | 1        | 10.00 |
    Then the total is 10.00
    When Bea asks the price in the shop:
      | article | quantity | price |
      | blend   | 1        | 10.00 |
    Then the total is 9.00

  Scenario: A price that was promised stays when the consent behind it is withdrawn
    When Ada asks the price in the shop:
      | article | quantity | price |
      | blend   | 1        | 10.00 |
    And Ada tells these facts:
      | member.offers | |
    And what was asked for is bought
    Then the total is 9.00
    When Ada buys in the shop:
      | article | quantity | price |
      | blend   | 1        | 10.00 |
    Then the total is 10.00

  Scenario: A birthday is told later, and withdrawn
    When Cem joins with these facts:
      | member.offers | false |
    And Cem tells these facts:
      | member.birth_day_month | 11-23 |
    And Cem asks the price in the shop:
      | article | quantity | price |
      | blend   | 1        | 10.00 |
    Then the total is 8.00
    When Cem tells these facts:
      | member.birth_day_month | |
    And Cem asks the price in the shop:
      | article | quantity | price |
      | blend   | 1        | 10.00 |
    Then the total is 10.00

  Scenario: The same again gives the same
    When PUT /v1/members/@Ada/facts is sent:
      """
      {"facts": {"member.offers": null, "member.birth_day_month": "04-17"}}
      """
    Then the answer says:
      """
      {"member": "@Ada", "kept": ["member.birth_day_month"], "withdrawn": ["member.offers"]}
      """
    When it is sent again
    Then the answer is 200
    And the answer is the one given before

  Scenario: A fact nobody declared is refused by name, withdrawn or not
    When PUT /v1/members/@Ada/facts is sent:
      """
      {"facts": {"member.hobby": null, "member.birth_day_month": "17.4."}}
      """
    Then the answer is 422 undeclared-fact
    And these places are named:
      | place                         | code            |
      | /facts/member.hobby           | undeclared-fact |
      | /facts/member.birth_day_month | fact-invalid    |
