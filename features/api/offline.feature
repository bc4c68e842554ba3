Feature: Sales of tills that had no network
  A till prices by a signed bundle of the programme. What it sold is booked later, each sale once,
  by the rules of the bundle at the time of the sale. What differs from its promise has a reason.

  Background:
    Given the coffee programme with these rules instead:
      """
      earn: {base: {points: 1, for_each: 1.00, of: line.amount}}
      basket:
        discounts:
          combine: sum
          rules:
            - {id: five, name: {en: Five less, zh-CN: 立减五元}, when: voucher.next_order, amount: 5.00}
        returns: {within: 14 days}
      vouchers:
        - id: next_order
          name: {en: Five off the next order, zh-CN: 下单立减券}
          codes: unique
          each_code: 1
          given_by_order: {when: order.list_total >= 30.00, valid: 30 days}
          after_return: given_back
      """
    And Ada is a member
    And a key that may do everything
    # what the bundle says of itself: its digest
    When POST /v1/quotes is sent:
      """
      {"programme": "corner-coffee", "currency": "EUR", "order": {"channel": "shop"},
       "lines": [{"sku": "blend", "quantity": 1, "unit_price": "10.00", "category": "coffee", "brand": "own"}]}
      """
    Then the answer is 201

  Scenario: What the till promised is what is booked, once
    When POST /v1/orders/sync is sent:
      """
      {"programme": "corner-coffee", "sales": [
        {"id": "till-1", "at": "2026-11-22T08:00:00+01:00", "digest": "@.rules_version", "member": "@Ada",
         "promised": {"payable": {"amount": 1000, "currency": "EUR"}, "points_earned": 10},
         "currency": "EUR", "order": {"channel": "shop"},
         "lines": [{"sku": "blend", "quantity": 1, "unit_price": "10.00", "category": "coffee", "brand": "own"}]}]}
      """
    Then the answer is 200
    When it is sent again
    Then the answer is 200
    And Ada has:
      | spendable |
      | 10        |

  Scenario: More points promised than are decided: the difference is taken back with its reason
    When POST /v1/orders/sync is sent:
      """
      {"programme": "corner-coffee", "sales": [
        {"id": "till-1", "at": "2026-11-22T08:00:00+01:00", "digest": "@.rules_version", "member": "@Ada",
         "promised": {"payable": {"amount": 900, "currency": "EUR"}, "points_earned": 15},
         "currency": "EUR", "order": {"channel": "shop"},
         "lines": [{"id": "1", "sku": "blend", "quantity": 1, "unit_price": "10.00", "category": "coffee",
                    "brand": "own"}]}]}
      """
    Then the answer is 200
    And the ledger of Ada reads:
      | entry    | points |
      | earn     | 15     |
      | clawback | -5     |
    # what the till took goes back, and all that was earned
    When POST /v1/orders/till-1/returns is sent:
      """
      {"programme": "corner-coffee", "id": "ret-1", "lines": [{"line": "1", "quantity": 1}]}
      """
    Then the answer is 201
    And the answer says:
      """
      {"refund": {"amount": 900, "currency": "EUR"}, "points_taken_back": 10}
      """
    And Ada has:
      | spendable |
      | 0         |

  Scenario: Fewer points promised than are decided: the member has what is decided
    When POST /v1/orders/sync is sent:
      """
      {"programme": "corner-coffee", "sales": [
        {"id": "till-1", "at": "2026-11-22T08:00:00+01:00", "digest": "@.rules_version", "member": "@Ada",
         "promised": {"payable": {"amount": 1000, "currency": "EUR"}, "points_earned": 4},
         "currency": "EUR", "order": {"channel": "shop"},
         "lines": [{"sku": "blend", "quantity": 1, "unit_price": "10.00", "category": "coffee", "brand": "own"}]}]}
      """
    Then the answer is 200
    And Ada has:
      | spendable |
      | 10        |

  Scenario: A sale that cannot be booked stops no other, and says why
    When POST /v1/orders/sync is sent:
      """
      {"programme": "corner-coffee", "sales": [
        {"id": "till-1", "at": "2026-11-22T08:00:00+01:00",
         "digest": "0000000000000000000000000000000000000000000000000000000000000000",
         "promised": {"payable": {"amount": 1000, "currency": "EUR"}},
         "currency": "EUR", "order": {"channel": "shop"},
         "lines": [{"sku": "blend", "quantity": 1, "unit_price": "10.00", "category": "coffee", "brand": "own"}]},
        {"id": "till-2", "at": "2027-11-22T08:00:00+01:00", "digest": "@.rules_version",
         "promised": {"payable": {"amount": 1000, "currency": "EUR"}},
         "currency": "EUR", "order": {"channel": "shop"},
         "lines": [{"sku": "blend", "quantity": 1, "unit_price": "10.00", "category": "coffee", "brand": "own"}]},
        {"id": "till-3", "at": "2026-11-22T08:00:00+01:00", "digest": "@.rules_version", "member": "@Ada",
         "promised": {"payable": {"amount": 500, "currency": "EUR"}, "points_used": 500}, "points_to_spend": 500,
         "currency": "EUR", "order": {"channel": "shop"},
         "lines": [{"sku": "blend", "quantity": 1, "unit_price": "10.00", "category": "coffee", "brand": "own"}]}]}
      """
    Then the answer is 200
    And the answer says:
      """
      {"outcomes": [
        {"id": "till-1", "outcome": "refused", "why": "unknown-digest",
         "detail": "No version of the programme has this digest"},
        {"id": "till-2", "outcome": "refused", "why": "in-the-future",
         "detail": "The time lies in the future"},
        {"id": "till-3", "outcome": "refused", "why": "insufficient-points",
         "detail": "There are not enough points"}]}
      """
    And the database is unchanged

  Scenario: A sale is of the money of its basket
    When POST /v1/orders/sync is sent:
      """
      {"programme": "corner-coffee", "sales": [
        {"id": "till-1", "at": "2026-11-22T08:00:00+01:00", "digest": "@.rules_version",
         "promised": {"payable": {"amount": 1000, "currency": "USD"}},
         "currency": "EUR", "order": {"channel": "shop"},
         "lines": [{"sku": "blend", "quantity": 1, "unit_price": "10.00", "category": "coffee", "brand": "own"}]}]}
      """
    Then the answer is 422 request-invalid
    And these places are named:
      | place                              | code           |
      | /sales/0/promised/payable/currency | other-currency |

  Scenario: A sale that gives a code for the next order has it in the answer
    When POST /v1/orders/sync is sent:
      """
      {"programme": "corner-coffee", "sales": [
        {"id": "till-1", "at": "2026-11-22T08:00:00+01:00", "digest": "@.rules_version", "member": "@Ada",
         "promised": {"payable": {"amount": 3000, "currency": "EUR"}, "points_earned": 30},
         "currency": "EUR", "order": {"channel": "shop"},
         "lines": [{"sku": "blend", "quantity": 3, "unit_price": "10.00", "category": "coffee", "brand": "own"}]}]}
      """
    Then the answer is 200
    When POST /v1/quotes is sent:
      """
      {"programme": "corner-coffee", "currency": "EUR", "order": {"channel": "shop"}, "member": "@Ada",
       "vouchers": ["@.outcomes.0.vouchers_given.0.code"],
       "lines": [{"sku": "blend", "quantity": 1, "unit_price": "10.00", "category": "coffee", "brand": "own"}]}
      """
    Then the answer says:
      """
      {"due": {"amount": 500, "currency": "EUR"}}
      """
