@PP-06 @FA-14 @PD-11 @PD-21
Feature: A member chooses how their data are used
  A price that is not personal is the one for everybody; an objection stops profiling at once.

  Background:
    Given the coffee programme with these rules instead:
      """
      facts:
        member.tier:        {is: tier, label: membership}
        member.country:     {is: country, label: transaction, purpose: [tax], default: DE}
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
            - {id: for-gold, name: {en: For gold, zh-CN: 金卡优惠}, when: member.tier == "gold", percent: 5%}
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

  Scenario: One quote that is not personal, without choosing anything for good
    When POST /v1/quotes is sent:
      """
      {"programme": "corner-coffee", "member": "@Ada", "currency": "EUR", "personalise": false,
       "order": {"channel": "shop", "delivery": "collect"},
       "lines": [{"sku": "blend", "quantity": 1, "unit_price": "10.00", "category": "coffee", "brand": "own"}]}
      """
    Then the answer says:
      """
      {"due": {"amount": 1000, "currency": "EUR"}}
      """
    When Ada asks the price in the shop:
      | article | quantity | price |
      | blend   | 1        | 10.00 |
    Then the total is 9.00

  Scenario: The choice is remembered for quotes and for orders, and points are earned all the same
    When PUT /v1/members/@Ada/choices is sent:
      """
      {"personalise": false}
      """
    Then the answer says:
      """
      {"personalise": false, "profiling": true, "direct_marketing": true, "restricted": false, "age": "adult"}
      """
    When Ada asks the price in the shop:
      | article | quantity | price |
      | blend   | 1        | 10.00 |
    Then the price is:
      | total              | 10.00 |
      | without membership | 10.00 |
    When Ada buys in the shop:
      | article | quantity | price |
      | blend   | 1        | 10.00 |
    Then the total is 10.00
    And 10 points are earned
    When PUT /v1/members/@Ada/choices is sent:
      """
      {"personalise": true}
      """
    And Ada asks the price in the shop:
      | article | quantity | price |
      | blend   | 1        | 10.00 |
    Then the total is 9.00

  Scenario: Who is gold and wants no personal price pays what everybody pays, and earns what membership gives
    Given Cem is a gold member
    When PUT /v1/members/@Cem/choices is sent:
      """
      {"personalise": false}
      """
    And Cem asks the price in the shop:
      | article | quantity | price |
      | blend   | 1        | 10.00 |
    Then the price is:
      | total              | 10.00 |
      | without membership | 10.00 |
      | price rests on     | none  |
    When Cem buys in the shop:
      | article | quantity | price |
      | blend   | 1        | 10.00 |
    Then the total is 10.00
    And 10 points are earned

  Scenario Outline: An objection to profiling, and a restriction, stop the use of what is personal; the tier stays
    When PUT /v1/members/@Ada/choices is sent:
      """
      {<choice>}
      """
    And Ada asks the price in the shop:
      | article | quantity | price |
      | blend   | 1        | 10.00 |
    Then the total is 10.00
    Given Cem is a gold member
    When PUT /v1/members/@Cem/choices is sent:
      """
      {<choice>}
      """
    And Cem asks the price in the shop:
      | article | quantity | price |
      | blend   | 1        | 10.00 |
    Then the total is 9.50

    Examples:
      | choice             |
      | "profiling": false |
      | "restricted": true |

  Scenario: The same choice again is the same, and an empty one changes nothing
    When PUT /v1/members/@Ada/choices is sent:
      """
      {"direct_marketing": false}
      """
    And it is sent again
    Then the answer is 200
    And the answer is the one given before
    When PUT /v1/members/@Ada/choices is sent:
      """
      {"direct_marketing": "no"}
      """
    Then the answer is 422 request-invalid
    And the database is unchanged

  Scenario: Who is not grown up pays membership prices and no individual ones
    When PUT /v1/members/@Ada/age is sent:
      """
      {"age": "teen", "guardian": "@Bea"}
      """
    Then the answer says:
      """
      {"age": "teen", "guardian": "@Bea"}
      """
    When Ada asks the price in the shop:
      | article | quantity | price |
      | blend   | 1        | 10.00 |
    Then the total is 10.00
    When GET /v1/programmes/corner-coffee/collection-notice is asked
    And POST /v1/members/@Ada/consents is sent:
      """
      {"id": "ada-1", "purpose": "email_marketing", "answer": "given", "notice": "@.sha256",
       "way": "form", "jurisdiction": "DE", "facts": []}
      """
    Then the answer is 403 minor-not-allowed
    And the database is unchanged

  Scenario: A child has a guardian
    When PUT /v1/members/@Ada/age is sent:
      """
      {"age": "child"}
      """
    Then the answer is 403 minor-not-allowed
    And the database is unchanged

  Scenario Outline: Who answers for a child is another member, and grown up
    When PUT /v1/members/@Bea/age is sent:
      """
      {"age": "teen"}
      """
    And PUT /v1/members/@Ada/age is sent:
      """
      {"age": "child", "guardian": "@<who>"}
      """
    Then the answer is <refusal>
    And the database is unchanged

    Examples:
      | who | refusal               |
      | Ada | 404 unknown-member    |
      | Bea | 403 minor-not-allowed |

  Scenario Outline: Nobody but a grown-up guardian agrees for a child
    Given Cem is a gold member
    When PUT /v1/members/@Ada/age is sent:
      """
      {"age": "child", "guardian": "@Cem"}
      """
    And PUT /v1/members/@Bea/age is sent:
      """
      {"age": "teen"}
      """
    And GET /v1/programmes/corner-coffee/collection-notice is asked
    And POST /v1/members/@Ada/consents is sent:
      """
      {"id": "ada-1", "purpose": "research_statistics", "answer": "given", "notice": "@.sha256",
       "way": "form", "jurisdiction": "DE", "facts": []<guardian>}
      """
    Then the answer is <refusal>
    And the database is unchanged
    When GET /v1/programmes/corner-coffee/collection-notice is asked
    And POST /v1/members/@Ada/consents is sent:
      """
      {"id": "ada-1", "purpose": "research_statistics", "answer": "given", "notice": "@.sha256",
       "way": "form", "jurisdiction": "DE", "facts": [], "guardian": "@Cem"}
      """
    Then the answer says:
      """
      {"state": "given", "guardian": "@Cem"}
      """

    Examples:
      | guardian             | refusal               |
      |                      | 403 minor-not-allowed |
      | , "guardian": "@Ada" | 404 unknown-member    |
      | , "guardian": "@Bea" | 404 unknown-member    |
