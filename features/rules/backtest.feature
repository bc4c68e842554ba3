Feature: What a change would have done to those who bought is known before anybody plans it
  Every sale is decided by the version that binds and by the other one; nothing is booked.

  Background:
    Given the coffee programme with these rules instead:
      """
      facts:
        member.tier:   {is: tier, label: membership}
        member.country: {is: country, label: transaction, purpose: [tax], default: DE}
        order.channel: {is: choice, of: [app, web, shop], default: shop}
        order.delivery: {is: choice, of: [collect, home], default: home}
        order.total:   {is: money, sum_of: line.amount}
        line.category: {is: choice, of: [coffee, tea, gear, gift-card, goods, service]}
        line.brand:    {is: choice, of: [own, other], default: other}
        line.amount:   {is: money}
      basket:
        returns: {within: 14 days}
      """
    And it is 2026-12-01 09:00
    When the coffee programme is to be planned with these rules instead:
      """
      facts:
        member.tier:   {is: tier, label: membership}
        member.country: {is: country, label: transaction, purpose: [tax], default: DE}
        order.channel: {is: choice, of: [app, web, shop], default: shop}
        order.delivery: {is: choice, of: [collect, home], default: home}
        order.total:   {is: money, sum_of: line.amount}
        line.category: {is: choice, of: [coffee, tea, gear, gift-card, goods, service]}
        line.brand:    {is: choice, of: [own, other], default: other}
        line.amount:   {is: money}
      basket:
        returns: {within: 14 days}
      earn:
        base: {points: 1, for_each: 2.00, of: line.amount}
      """
    Given a key of Cleo that may programmes:read, rules:write

  Scenario: A point for two euros in place of one
    # 40.00 were paid for good, 20.00 came back: 40 points by the old version, 20 by the new one
    When POST /v1/programmes/corner-coffee/backtests is sent:
      """
      {"files": "@rules", "sales": [
        {"bill": "1001", "article": "beans", "quantity": 3, "unit_price": "20.00",
         "at": "2026-11-20T10:00:00+01:00", "buyer": "b-7"},
        {"bill": "C1002", "article": "beans", "quantity": -1, "unit_price": "20.00",
         "at": "2026-11-21T10:00:00+01:00", "buyer": "b-7"}
      ]}
      """
    Then the answer says:
      """
      {"members": {"name": null, "members": 1, "better": 0, "worse": 1,
                   "paid": 0, "earned": -20, "open": -20, "gain": -20},
       "rows": [{"outcome": "sold to a member", "code": null, "old": 1, "new": 1},
                {"outcome": "returned", "code": null, "old": 1, "new": 1}],
       "adds_up": true}
      """
    And the database is unchanged

  Scenario: A version nobody adopted
    When POST /v1/programmes/corner-coffee/backtests is sent:
      """
      {"version": "0000000000000000000000000000000000000000000000000000000000000000", "sales": [
        {"bill": "1001", "article": "beans", "quantity": 1, "unit_price": "20.00",
         "at": "2026-11-20T10:00:00+01:00", "buyer": "b-7"}
      ]}
      """
    Then the answer is 422 unknown-digest

  Scenario: Who may not write rules may not try them
    Given a key of Dora that may programmes:read
    When POST /v1/programmes/corner-coffee/backtests is sent:
      """
      {"files": "@rules", "sales": [
        {"bill": "1001", "article": "beans", "quantity": 1, "unit_price": "20.00",
         "at": "2026-11-20T10:00:00+01:00"}
      ]}
      """
    Then the answer is 403

  Scenario: What the rules ask of lines, orders and members is stated as in a quote
    # By what binds 2 x 26.94 + 50 = 103 points, for the own brand in its weeks and for buying in the app,
    # by the other version 26.94 / 2 = 13. What no version understands is told with its place.
    When POST /v1/programmes/corner-coffee/backtests is sent:
      """
      {"files": "@rules", "sales": [
        {"bill": "1001", "article": "beans-1kg", "quantity": 1, "unit_price": "26.94", "category": "coffee",
         "brand": "own", "at": "2026-11-22T10:00:00+01:00", "buyer": "b-7", "order": {"channel": "app"},
         "facts": {"member.country": "DE"}}
      ]}
      """
    Then the answer says:
      """
      {"members": {"name": null, "members": 1, "better": 0, "worse": 1,
                   "paid": 0, "earned": -90, "open": -90, "gain": -90},
       "adds_up": true}
      """
    When POST /v1/programmes/corner-coffee/backtests is sent:
      """
      {"files": "@rules", "sales": [
        {"bill": "1001", "article": "beans-1kg", "quantity": 1, "unit_price": "26.94", "category": "cofee",
         "colour": "red", "at": "2026-11-22T10:00:00+01:00", "order": {"channel": "app"}},
        {"bill": "1001", "article": "sencha", "quantity": 1, "unit_price": "8.50", "category": "tea",
         "at": "2026-11-22T10:00:00+01:00", "order": {"channel": "shop"}}
      ]}
      """
    Then the answer is 422 request-misfit
    And these places are named:
      | place                  | code         |
      | /sales/0/colour        | unknown-fact |
      | /sales/0/category      | fact-invalid |
      | /sales/1/order/channel | fact-invalid |
