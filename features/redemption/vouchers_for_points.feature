Feature: Points for a voucher that takes something off an order
  A reward names a voucher. Who exchanges points for it is handed a code of it, which counts for
  this member alone, as the rules that ask for the voucher say.

  Background:
    Given the coffee programme with these rules instead:
      """
      rewards:
        - {id: tenth-off, name: {en: A tenth off, zh-CN: 九折}, kind: voucher, cost: 100, voucher: tenth, valid: 30 days}
      vouchers:
        - {id: tenth, name: {en: A tenth off, zh-CN: 九折}, codes: unique, each_code: 1, after_return: given_back}
      basket:
        discounts:
          combine: best
          rules:
            - {id: tenth-off, name: {en: A tenth off, zh-CN: 九折}, when: voucher.tenth, percent: 10%}
      """
    And a key that may do everything
    And Ada is a member
    And Ada has 250 points

  Scenario: The code takes a tenth off one order, and what was used is not taken back
    When POST /v1/redemptions is sent with the key k-1:
      """
      {"id": "red-1", "member": "@Ada", "reward": "tenth-off"}
      """
    Then the answer is 201
    When PUT /v1/orders/o-1 is sent:
      """
      {"programme": "corner-coffee", "member": "@Ada", "currency": "EUR", "order": {"channel": "shop"},
       "vouchers": ["@.code"], "lines": [{"sku": "blend", "quantity": 2, "unit_price": "10.00", "category": "coffee", "brand": "own"}]}
      """
    Then the answer says:
      """
      {"payable": {"amount": 1800, "currency": "EUR"}}
      """
    And Ada has:
      | spendable |
      | 150       |
    When POST /v1/redemptions/red-1/rollback is sent with the key k-2:
      """
      {"member": "@Ada"}
      """
    Then the answer is 409 reward-used
    When POST /v1/orders/o-1/returns is sent with the key k-3:
      """
      {"programme": "corner-coffee", "id": "r-1", "lines": [{"line": "1", "quantity": 2}]}
      """
    And POST /v1/redemptions/red-1/rollback is sent with the key k-4:
      """
      {"member": "@Ada"}
      """
    Then the answer says:
      """
      {"points": 100, "state": "rolled_back"}
      """
    And Ada has:
      | spendable |
      | 250       |

  Scenario: It is the member's alone, it ends, and one that was taken back counts no more
    Given Eva is a member
    When POST /v1/redemptions is sent with the key k-5:
      """
      {"id": "red-1", "member": "@Ada", "reward": "tenth-off"}
      """
    And POST /v1/vouchers/check is sent:
      """
      {"programme": "corner-coffee", "member": "@Eva", "code": "@.code"}
      """
    Then the answer says:
      """
      {"voucher": "tenth", "counts": false, "reason": "other-member"}
      """
    When POST /v1/redemptions is sent with the key k-6:
      """
      {"id": "red-1", "member": "@Ada", "reward": "tenth-off"}
      """
    And it is 2026-12-22 23:59
    And POST /v1/vouchers/check is sent:
      """
      {"programme": "corner-coffee", "member": "@Ada", "code": "@.code"}
      """
    Then the answer says:
      """
      {"voucher": "tenth", "counts": true}
      """
    When POST /v1/redemptions is sent with the key k-7:
      """
      {"id": "red-1", "member": "@Ada", "reward": "tenth-off"}
      """
    And it is 2026-12-23 00:00
    And POST /v1/vouchers/check is sent:
      """
      {"programme": "corner-coffee", "member": "@Ada", "code": "@.code"}
      """
    Then the answer says:
      """
      {"voucher": "tenth", "counts": false, "reason": "ended"}
      """
    When POST /v1/redemptions is sent with the key k-8:
      """
      {"id": "red-2", "member": "@Ada", "reward": "tenth-off"}
      """
    And POST /v1/redemptions/red-2/rollback is sent with the key k-9:
      """
      {"member": "@Ada"}
      """
    Then the answer says:
      """
      {"points": 100, "state": "rolled_back"}
      """
